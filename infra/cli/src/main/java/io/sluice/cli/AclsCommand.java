package io.sluice.cli;

import io.sluice.config.Configs;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclPermissionType;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "acls",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Prints or applies what each role may do on a cluster with an authorizer, from the catalogue of topics.",
      "",
      "Bindings are added, none is removed. What the same principals may do beyond the catalogue is listed.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sluice topics acls --prefix User:sluice-",
      "  sluice topics acls --principals roles.yaml --apply --bootstrap-servers broker:9093 --client-config admin.properties",
      "",
      "roles.yaml:",
      "  upstream: [User:mail-gateway, User:scanner]",
      "  extractors: User:extractors",
      "A role that is left out gets nothing. Roles: upstream, streams-app, extractors, model-workers, frontier-worker,",
      "reviewers, sinks, observers, operators, connect."
    })
final class AclsCommand implements Callable<Integer> {
  private static final int MORE_THAN_THE_CATALOGUE = 1;

  /** Who is who: a file or a rule. */
  static final class Who {
    @Option(
        names = "--principals",
        required = true,
        paramLabel = "FILE",
        description = "YAML: the principals of each role.")
    @Nullable Path principals;

    @Option(
        names = "--prefix",
        required = true,
        paramLabel = "User:…",
        description = "One principal a role: this and the role's name, such as User:sluice-sinks.")
    @Nullable String prefix;
  }

  @ArgGroup(multiplicity = "1")
  Who who = new Who();

  @Option(names = "--apply", description = "Add the bindings to the cluster. Default: print them.")
  boolean apply;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT,…",
      description = "The cluster, for --apply.")
  @Nullable String servers;

  @Option(
      names = "--client-config",
      paramLabel = "FILE",
      description = "Kafka client properties of somebody who may alter the cluster's ACLs.")
  @Nullable Path clientConfig;

  @Override
  public Integer call() throws InterruptedException {
    Principals principals =
        who.principals == null
            ? Principals.named(String.valueOf(who.prefix))
            : Principals.from(Configs.read(who.principals));
    List<AclBinding> wanted = principals.bindings();
    if (!apply) {
      print(wanted);
      return 0;
    }
    if (servers == null) {
      throw new UsageException("--apply needs --bootstrap-servers");
    }
    try (Admin admin = TopicsCommand.Cluster.admin(servers, clientConfig)) {
      return apply(admin, principals.all(), wanted);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "the cluster refused: "
              + e.getCause()
              + "; it needs an authorizer (StandardAuthorizer)"
              + " and a client that may alter the cluster, such as one of its super.users",
          e);
    }
  }

  private static int apply(Admin admin, Set<String> principals, List<AclBinding> wanted)
      throws ExecutionException, InterruptedException {
    Collection<AclBinding> before = admin.describeAcls(AclBindingFilter.ANY).values().get();
    Set<AclBinding> missing = new HashSet<>(wanted);
    missing.removeAll(before);
    admin.createAcls(missing).all().get();
    System.out.printf("%d added, %d were there%n", missing.size(), wanted.size() - missing.size());
    List<AclBinding> beyond =
        before.stream()
            .filter(binding -> principals.contains(binding.entry().principal()))
            .filter(binding -> binding.entry().permissionType() == AclPermissionType.ALLOW)
            .filter(binding -> !wanted.contains(binding))
            .toList();
    if (beyond.isEmpty()) {
      return 0;
    }
    System.out.println("Beyond the catalogue, take them away unless you know why they are there:");
    print(beyond);
    return MORE_THAN_THE_CATALOGUE;
  }

  private static void print(List<AclBinding> bindings) {
    TreeSet<String> lines = new TreeSet<>(Comparator.naturalOrder());
    for (AclBinding binding : bindings) {
      String pattern =
          switch (binding.pattern().patternType()) {
            case PREFIXED -> binding.pattern().name() + "*";
            default -> binding.pattern().name();
          };
      lines.add(
          "%-28s %-16s %-42s %s"
              .formatted(
                  binding.entry().principal(),
                  binding.pattern().resourceType(),
                  pattern,
                  binding.entry().operation()));
    }
    lines.forEach(System.out::println);
  }
}
