package io.sluice.streams;

import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sluice.config.ConfigException;
import io.sluice.schemas.BundleVersion;
import io.sluice.streams.gate.Gate;
import io.sluice.streams.gate.GateThresholds;
import io.sluice.streams.gate.Ladders;
import io.sluice.streams.life.Policy;
import io.sluice.types.DocumentType;
import io.sluice.types.DocumentTypes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running streams-app. */
public final class StreamsApp implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamsApp.class);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(30);

  private final KafkaStreams streams;
  private final KafkaStreamsMetrics kafkaMetrics;
  private final StatusServer server;

  private StreamsApp(KafkaStreams streams, KafkaStreamsMetrics kafkaMetrics, StatusServer server) {
    this.streams = streams;
    this.kafkaMetrics = kafkaMetrics;
    this.server = server;
  }

  /**
   * Starts it and returns; {@code /health/ready} says when it has taken up its work.
   *
   * @throws io.sluice.config.ConfigException if the types or the gate file are not as they must be
   * @throws IllegalStateException if the topics are missing or not co-partitioned
   * @throws java.io.UncheckedIOException if the HTTP port is taken
   */
  public static StreamsApp start(StreamsAppConfig config) throws InterruptedException {
    Policy policy = policy(config);
    try (Admin admin = Admin.create(Map.<String, Object>copyOf(config.kafka()))) {
      InputTopics.check(admin, SluiceTopology.CO_PARTITIONED);
    }
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    KafkaStreams streams =
        new KafkaStreams(
            SluiceTopology.build(
                EventSerdes.ofRegistry(config.kafka()), policy, meters, config.tick()),
            StreamsProperties.of(config));
    KafkaStreamsMetrics kafkaMetrics = new KafkaStreamsMetrics(streams);
    StatusServer server = null;
    try {
      streams.setUncaughtExceptionHandler(new Restarts(config.restarts()));
      kafkaMetrics.bindTo(meters);
      server =
          StatusServer.start(
              config.http().server(), new DocumentQuery(streams, config.http()), meters);
      streams.start();
      return new StreamsApp(streams, kafkaMetrics, server);
    } catch (RuntimeException e) {
      if (server != null) {
        server.close();
      }
      kafkaMetrics.close();
      streams.close(Duration.ZERO);
      throw e;
    }
  }

  private static Policy policy(StreamsAppConfig config) {
    DocumentTypes types = config.types().map(DocumentTypes::load).orElseGet(DocumentTypes::shipped);
    GateThresholds thresholds =
        config.gate().map(StreamsApp::thresholds).orElse(GateThresholds.NONE);
    if (config.gate().isEmpty()) {
      LOG.warn("no gate file: every document goes to people; set bundle or gate");
    }
    List<String> stricter =
        types.all().stream()
            .filter(type -> type.targetError() < thresholds.targetError())
            .map(DocumentType::name)
            .toList();
    if (config.gate().isPresent() && !stricter.isEmpty()) {
      LOG.warn(
          "the gate file holds an error rate of {}; these types want less: {}",
          thresholds.targetError(),
          stricter);
    }
    return new Policy(
        new Gate(types, thresholds),
        config.firstPool(),
        config.ladder().map(file -> ladders(file, thresholds, types)).orElse(Ladders.NONE),
        config.pools(),
        config.deadlines(),
        config.retention());
  }

  /**
   * The ladders in a file.
   *
   * @throws ConfigException if they were measured with another bundle than the gate's, or hold more
   *     error than a type wants
   */
  static Ladders ladders(Path file, GateThresholds thresholds, DocumentTypes types) {
    try {
      Ladders ladders = Ladders.parse(file.toString(), Files.readString(file));
      if (ladders.bundle() != null && !ladders.bundle().equals(thresholds.bundle())) {
        throw new ConfigException(
            file.toString(),
            List.of(
                "bundle.fingerprint: measured above another bundle than the gate's — a ladder's"
                    + " figures hold for its lowest rung — run 'sluice ladder' again"));
      }
      List<String> stricter =
          ladders.types().keySet().stream()
              .flatMap(name -> types.find(name).stream())
              .filter(type -> type.targetError() < ladders.targetError())
              .map(DocumentType::name)
              .sorted()
              .toList();
      if (!stricter.isEmpty()) {
        throw new ConfigException(
            file.toString(),
            List.of(
                "targetError: it holds an error rate of %s; these types want less: %s — run 'sluice ladder --target-error' with what they want, or raise their targetError"
                    .formatted(ladders.targetError(), stricter)));
      }
      return ladders;
    } catch (IOException e) {
      throw new ConfigException(file.toString(), List.of("cannot be read: " + e));
    }
  }

  /** Where it answers over HTTP. */
  public URI address() {
    return server.address();
  }

  /** Whether it has taken up its work. */
  public boolean isReady() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  /**
   * Ends the running transactions and leaves the group, so that another instance takes over at
   * once.
   */
  @Override
  public void close() {
    server.close();
    boolean closed =
        streams.close(
            CloseOptions.timeout(CLOSE_WITHIN)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
    kafkaMetrics.close();
    if (!closed) {
      LOG.warn("did not close within {}; the open transactions will be rolled back", CLOSE_WITHIN);
    }
  }

  /**
   * The thresholds in a gate file.
   *
   * @throws ConfigException if they were made for another bundle than the one beside them
   */
  static GateThresholds thresholds(Path gate) {
    GateThresholds thresholds;
    try {
      thresholds = GateThresholds.parse(gate.toString(), Files.readString(gate));
    } catch (IOException e) {
      throw new ConfigException(gate.toString(), List.of("cannot be read: " + e));
    }
    Path folder = gate.toAbsolutePath().getParent();
    if (thresholds.bundle() != null
        && folder != null
        && Files.exists(folder.resolve(BundleVersion.MANIFEST))) {
      BundleVersion bundle = BundleVersion.of(folder);
      if (!bundle.fingerprint().equals(thresholds.bundle())) {
        throw new ConfigException(
            gate.toString(),
            List.of(
                "bundle.fingerprint: made for another bundle than the one beside it ("
                    + bundle.name()
                    + " "
                    + bundle.version()
                    + ") — thresholds hold for the readings that were calibrated — run 'sluice"
                    + " calibrate --bundle "
                    + folder.getFileName()
                    + " --install'"));
      }
    }
    return thresholds;
  }
}
