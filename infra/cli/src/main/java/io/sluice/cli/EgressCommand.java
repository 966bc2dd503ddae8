package io.sluice.cli;

import io.sluice.events.DataClass;
import io.sluice.events.EgressEntry;
import io.sluice.events.EgressMoment;
import io.sluice.llm.egress.Budget;
import io.sluice.llm.egress.EgressPolicy;
import io.sluice.llm.egress.EgressPolicy.Allowed;
import io.sluice.llm.egress.EgressPolicy.Asked;
import io.sluice.llm.egress.EgressPolicy.Denied;
import io.sluice.llm.egress.EgressPolicyFile;
import io.sluice.llm.egress.redaction.Kind;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.Topics;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "egress",
    mixinStandardHelpOptions = true,
    description = {
      "What may leave the house, and what has left it: the topic sluice.escalations.egress.v1.",
      ""
    })
final class EgressCommand {
  private static final int DENIED = 1;
  private static final int WRONG = 1;

  @Command(
      name = "explain",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Says what a policy says about a document, and why; nothing is sent. Exit status 1 if it"
            + " stays.",
        ""
      },
      footer = {
        "",
        "Example:",
        "  sluice egress explain --policy egress.yaml --tenant acme --type invoice --data-class"
            + " internal --provider alpha --region eu-west"
      })
  int explain(
      @Option(
              names = "--policy",
              required = true,
              paramLabel = "FILE",
              description = "The policy, YAML.")
          Path policy,
      @Option(
              names = "--tenant",
              required = true,
              paramLabel = "NAME",
              description = "Whose document.")
          String tenant,
      @Option(
              names = "--type",
              required = true,
              paramLabel = "NAME",
              description = "Its document type.")
          String type,
      @Option(
              names = "--data-class",
              required = true,
              paramLabel = "CLASS",
              description =
                  "public, internal, confidential or restricted: the stricter of the document's and"
                      + " the type's.")
          DataClass dataClass,
      @Option(
              names = "--provider",
              paramLabel = "NAME",
              description = "A server by its name. Default: each that the policy names.")
          @Nullable String provider,
      @Option(names = "--region", paramLabel = "NAME", description = "Where it stands.")
          @Nullable String region) {
    EgressPolicy read = EgressPolicyFile.read(policy);
    return explain(System.out, read, tenant, type, dataClass, provider, region) ? 0 : DENIED;
  }

  /** Whether it may leave for anybody. */
  static boolean explain(
      PrintStream out,
      EgressPolicy policy,
      String tenant,
      String type,
      DataClass dataClass,
      @Nullable String provider,
      @Nullable String region) {
    out.printf("policy %s, SHA-256 %s%n", policy.version(), policy.sha256());
    List<Asked> all =
        policy.rules().stream()
            .flatMap(rule -> rule.providers().entrySet().stream())
            .flatMap(each ->
                each.getValue().stream()
                    .map(r -> new Asked(tenant, type, dataClass, each.getKey(), r)))
            .distinct()
            .filter(asked -> provider == null || asked.provider().equals(provider))
            .filter(asked -> region == null || asked.region().equals(region))
            .sorted(java.util.Comparator.comparing(Asked::provider).thenComparing(Asked::region))
            .toList();
    if (all.isEmpty()) {
      all =
          List.of(
              new Asked(
                  tenant,
                  type,
                  dataClass,
                  provider == null ? "?" : provider,
                  region == null ? "?" : region));
    }
    boolean any = false;
    for (Asked asked : all) {
      switch (policy.rule(asked)) {
        case Denied(String rule, String reason) ->
            out.printf("%s in %s: stays. %s%n", asked.provider(), asked.region(), reason);
        case Allowed(EgressPolicy.Rule rule, String reason) -> {
          any = true;
          out.printf("%s in %s: may leave. %s%n", asked.provider(), asked.region(), reason);
          out.printf("  hidden before: %s%n", hidden(rule));
          caps(out, policy.budget(), tenant, type);
        }
      }
    }
    return any;
  }

  private static String hidden(EgressPolicy.Rule rule) {
    return rule.redact().isEmpty()
        ? "nothing"
        : rule.redact().stream().sorted().map(Kind.Group::label).collect(Collectors.joining(", "))
            + "; what can't surely be hidden keeps the document in the house";
  }

  private static void caps(PrintStream out, Budget budget, String tenant, String type) {
    cap(out, "for the document", budget.perDocument());
    cap(out, "a day for tenant '" + tenant + "'", budget.ofTenant(tenant));
    cap(out, "a day for type '" + type + "'", budget.ofType(type));
    cap(out, "a day for all", budget.perDay());
  }

  private static void cap(PrintStream out, String what, OptionalLong micros) {
    micros.ifPresent(
        cap -> out.printf(Locale.ROOT, "  at most %.6f US dollars %s%n", cap / 1e6, what));
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Shows the entries: who was asked, when, why, at which cost. They hold no content.",
        ""
      },
      footer = {
        "",
        "Example:",
        "  sluice egress list --bootstrap-servers broker:9092 --schema-registry"
            + " http://registry:8081 --document 4f2a"
      })
  int list(
      @Mixin House house,
      @Option(names = "--document", paramLabel = "ID", description = "Only this document's.")
          @Nullable String document,
      @Option(names = "--tenant", paramLabel = "NAME", description = "Only this tenant's.")
          @Nullable String tenant)
      throws Exception {
    read(
        house,
        entry -> {
          if ((document == null || document.equals(entry.getDocumentId()))
              && (tenant == null || tenant.equals(entry.getTenant()))) {
            System.out.println(line(entry));
          }
        });
    return 0;
  }

  static String line(EgressEntry entry) {
    Long settled = entry.getSettledMicros();
    return String.format(
        Locale.ROOT,
        "%s %-8s %s tenant %s, %s, %s → %s in %s, %s; %s; %d bytes %s; hidden %s; %.6f US"
            + " dollars%s; policy %s (%.12s)",
        entry.getAt(),
        entry.getMoment().name().toLowerCase(Locale.ROOT),
        entry.getDocumentId(),
        entry.getTenant(),
        entry.getDocumentType(),
        entry.getDataClass().name().toLowerCase(Locale.ROOT),
        entry.getProvider(),
        entry.getRegion(),
        entry.getModel(),
        entry.getReason(),
        entry.getSize(),
        entry.getSha256() == null ? "" : "SHA-256 " + entry.getSha256(),
        entry.getRedactions(),
        (settled == null ? entry.getEstimatedMicros() : settled) / 1e6,
        settled == null ? " estimated" : "",
        entry.getPolicyVersion(),
        entry.getPolicySha256());
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = {
        "Checks that the entries fit together: whatever came back was asked before, with the same"
            + " bytes; nothing restricted was asked. Exit status 1 if something is wrong.",
        ""
      })
  int verify(@Mixin House house) throws Exception {
    EgressCheck check = new EgressCheck();
    read(house, check::take);
    check.problems().forEach(System.out::println);
    Map<EgressMoment, Integer> counts = check.counts();
    System.out.printf(
        Locale.ROOT,
        "%d asked, %d answered, %d failed, %d denied, %d not settled; %.6f US dollars settled;"
            + " %s%n",
        counts.getOrDefault(EgressMoment.ASKED, 0),
        counts.getOrDefault(EgressMoment.ANSWERED, 0),
        counts.getOrDefault(EgressMoment.FAILED, 0),
        counts.getOrDefault(EgressMoment.DENIED, 0),
        check.open(),
        check.settledMicros() / 1e6,
        check.problems().isEmpty() ? "all fits" : check.problems().size() + " problems");
    return check.problems().isEmpty() ? 0 : WRONG;
  }

  private static void read(House house, Consumer<EgressEntry> each) throws Exception {
    try (House.Open open = house.topics();
        KafkaTopic topic = new KafkaTopic(open.connection(), Topics.EGRESS);
        var entries =
            RegistrySerdes.deserializer(
                EgressEntry.class, open.connection().properties(Map.of()))) {
      topic.readAll(record -> each.accept(entries.deserialize(record.topic(), record.value())));
    }
  }
}
