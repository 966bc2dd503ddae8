package io.sluice.cli;

import io.sluice.config.Secrets;
import io.sluice.schemas.TopicProvisioner;
import io.sluice.schemas.TopicProvisioner.Sizing;
import io.sluice.schemas.TopicProvisioner.TopicState;
import io.sluice.schemas.TopicSpec;
import io.sluice.schemas.Topics;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    subcommands = AclsCommand.class,
    description = {
      "Provisions a cluster with Sluice's topics, or compares it with the catalogue.",
      ""
    })
final class TopicsCommand {

  /** How to reach a cluster. */
  static final class Cluster {
    @Option(
        names = "--bootstrap-servers",
        required = true,
        paramLabel = "HOST:PORT,…",
        description = "The cluster.")
    String servers;

    @Option(
        names = "--client-config",
        paramLabel = "FILE",
        description = "Kafka client properties, for instance security.")
    @Nullable Path clientConfig;

    Admin admin() {
      return admin(servers, clientConfig);
    }

    static Admin admin(String servers, @Nullable Path clientConfig) {
      Map<String, Object> properties = clientConfig == null ? new HashMap<>() : read(clientConfig);
      properties.put("bootstrap.servers", servers);
      return Admin.create(properties);
    }

    /** The properties in a file; secrets that they refer to are looked up. */
    static Map<String, Object> read(Path clientConfig) {
      Properties file = new Properties();
      try (Reader reader = Files.newBufferedReader(clientConfig)) {
        file.load(reader);
      } catch (IOException e) {
        throw new UsageException("--client-config " + clientConfig + " cannot be read: " + e);
      }
      Map<String, Object> properties = new HashMap<>();
      for (String name : file.stringPropertyNames()) {
        try {
          properties.put(name, Secrets.resolve(file.getProperty(name)));
        } catch (IllegalArgumentException e) {
          throw new UsageException(
              "--client-config " + clientConfig + ": " + name + ": " + e.getMessage());
        }
      }
      return properties;
    }
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Creates the topics that are missing; changes none that is there.")
  int create(
      @Mixin Cluster cluster,
      @Option(
              names = "--replication-factor",
              paramLabel = "N",
              description = "Default: the cluster's own.")
          @Nullable Short replicationFactor,
      @Option(
              names = "--max-partitions",
              paramLabel = "N",
              description = "Fewer partitions than the catalogue says, for a small cluster.")
          @Nullable Integer maxPartitions) {
    Sizing sizing =
        new Sizing(
            maxPartitions == null ? Integer.MAX_VALUE : maxPartitions,
            Optional.ofNullable(replicationFactor));
    try (Admin admin = cluster.admin()) {
      List<TopicSpec> created = new TopicProvisioner(admin, sizing).create(Topics.all());
      created.forEach(topic -> System.out.println("created " + topic.name()));
      System.out.printf(
          "%d created, %d were there%n", created.size(), Topics.all().size() - created.size());
      return 0;
    }
  }

  @Command(
      name = "describe",
      mixinStandardHelpOptions = true,
      description =
          "Compares the cluster's topics with the catalogue. Exit status 1 if they differ.")
  int describe(@Mixin Cluster cluster) {
    try (Admin admin = cluster.admin()) {
      List<TopicState> states =
          new TopicProvisioner(admin, Sizing.CATALOGUE).describe(Topics.all());
      boolean same = true;
      for (TopicState state : states) {
        same &= state.exists() && state.differences().isEmpty();
        String found =
            !state.exists()
                ? "missing"
                : state.differences().isEmpty()
                    ? "as in the catalogue"
                    : String.join("; ", state.differences());
        System.out.printf("%-40s %s%n", state.topic().name(), found);
      }
      return same ? 0 : 1;
    }
  }
}
