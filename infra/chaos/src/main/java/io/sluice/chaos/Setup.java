package io.sluice.chaos;

import io.sluice.content.ContentStores;
import io.sluice.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How each process is started: as an operator would, with {@code sluice run ROOM --config FILE}.
 *
 * @param folder where everything is kept: data, configurations, logs
 * @param bundle the model bundle
 * @param program the command line's main class and the class path of it
 * @param places where each answers
 */
record Setup(Path folder, Path bundle, ChaosRun.Program program, Places places) {
  /** A worker may be delivered a task so often; the configurations below say so. */
  static final int DELIVERIES = 5;

  /** The name of the sink's connector. */
  static final String CONNECTOR = "files";

  /** Where the sink sets aside what it cannot use. */
  static final String SINK_DEAD_LETTERS = "files.dead-letters";

  // Any 16 bytes will do; all brokers must be told the same.
  private static final String CLUSTER_ID = "U2x1aWNlLUNoYW9zLVJ1bg";

  /** The command that starts it. */
  List<String> command(Member member) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            member.part() == Part.MODEL_WORKERS ? "-Xmx640m" : "-Xmx384m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-Dsluice.log.kafka=WARN",
            "-cp",
            program.classPath()));
    switch (member.part()) {
      case BROKER -> {
        command.addAll(
            List.of(
                BrokerMain.class.getName(),
                folder.resolve(member.toString()).toString(),
                CLUSTER_ID,
                Integer.toString(member.number())));
        command.addAll(places.brokerPorts());
      }
      case REGISTRY ->
          command.addAll(
              List.of(
                  RegistryMain.class.getName(),
                  folder.resolve(member.toString()).toString(),
                  Integer.toString(places.port(member))));
      case EXTRACTORS, MODEL_WORKERS, STREAMS_APP, CONNECT ->
          command.addAll(
              List.of(
                  program.mainClass(),
                  "run",
                  member.part().toString(),
                  "--config",
                  configuration(member).toString()));
    }
    return command;
  }

  /** Where the sink writes its files. */
  Path files() {
    return folder.resolve("files");
  }

  /** The content store that all share. */
  String contentStore() {
    return ContentStores.uriOf(folder.resolve("content"));
  }

  Path log(Member member) {
    return folder.resolve(member + ".log");
  }

  private Path configuration(Member member) {
    String kafka =
        "kafka:\n  bootstrap.servers: \"%s\"\n  schema.registry.url: %s\n"
            .formatted(places.bootstrapServers(), places.registryUrl());
    // Kafka's default of 45 s is for networks; here it would only make every kill of a stream
    // thread or a sink cost that much.
    String session = "  session.timeout.ms: 10000\n";
    String health = "health:\n  port: %d\n".formatted(places.port(member));
    String worker =
        "contentStore: %s\nretries:\n  deliveries: %d\nlimits:\n  lock: 15s\n"
            .formatted(contentStore(), DELIVERIES);
    String yaml =
        switch (member.part()) {
          case EXTRACTORS ->
              kafka
                  + worker
                  + health
                  + "concurrency:\n  workers: 2\n"
                  + "extractor:\n  children:\n    count: 2\n    heap: 256MB\n    folder: %s\n"
                      .formatted(created(folder.resolve("tmp")));
          case MODEL_WORKERS ->
              kafka + worker + health + "concurrency:\n  workers: 2\nbundle: " + bundle + "\n";
          case STREAMS_APP ->
              kafka
                  + session
                  + "bundle: %s\nstateDir: %s\nhttp:\n  port: %d\n  advertised: 127.0.0.1:%d\n"
                      .formatted(
                          bundle,
                          folder.resolve(member + "-state"),
                          places.port(member),
                          places.port(member));
          case CONNECT ->
              kafka
                  + "port: %d\nstate: %s\nconnectors: [%s]\nworker:\n  consumer.session.timeout.ms: \"10000\"\n"
                      .formatted(
                          places.port(member), created(folder.resolve("connect")), connector());
          case BROKER, REGISTRY -> throw new IllegalArgumentException(member + " has no YAML");
        };
    return written(folder.resolve(member + ".yaml"), yaml);
  }

  private Path connector() {
    return written(
        folder.resolve("files.json"),
        """
        {"name": "%s", "config": {"connector.class": "RecordFileSinkConnector", "tasks.max": "1",
          "topics": "%s", "folder": "%s", "errors.tolerance": "all", "errors.retry.timeout": "-1",
          "errors.deadletterqueue.topic.name": "%s",
          "errors.deadletterqueue.topic.replication.factor": "3"}}
        """
            .formatted(CONNECTOR, Topics.COMPLETED.name(), created(files()), SINK_DEAD_LETTERS));
  }

  private static Path written(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path created(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
