package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceTask;
import org.junit.jupiter.api.Test;

/**
 * The plugin folder brings all that a worker does not: nothing of this test's class path is seen.
 */
class PluginFolderTest {
  private static final Path ROOT = Path.of(System.getProperty("sluice.root"));

  @Test
  void theConnectorsLoadFromTheFolderAloneAndReadAMapping() throws Exception {
    Path folder = ROOT.resolve("connectors/target/plugin");
    assumeTrue(Files.isDirectory(folder), "the plugin folder is made by 'mvn package'");
    List<URL> jars = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path jar : files.toList()) {
        jars.add(jar.toUri().toURL());
      }
    }
    List<String> found = new ArrayList<>();
    try (URLClassLoader plugin =
        new URLClassLoader(jars.toArray(URL[]::new), new WorkerClasses())) {
      for (SinkConnector connector : ServiceLoader.load(SinkConnector.class, plugin)) {
        if (connector.getClass().getClassLoader() == plugin) {
          found.add(connector.getClass().getSimpleName());
          if (connector.getClass().getSimpleName().equals("UpsertSinkConnector")) {
            assertThat(problems(connector)).isEmpty();
          }
        }
      }
      for (SourceConnector connector : ServiceLoader.load(SourceConnector.class, plugin)) {
        if (connector.getClass().getClassLoader() == plugin) {
          found.add(connector.getClass().getSimpleName());
          if (connector.getClass().getSimpleName().equals("S3BucketSourceConnector")) {
            askNobody(connector);
          }
        }
      }
    }
    assertThat(found)
        .contains(
            "RecordFileSinkConnector",
            "UpsertSinkConnector",
            "WatchedFolderSourceConnector",
            "S3BucketSourceConnector");
  }

  /** A client that lacked a class would throw; one that is not answered is tried again. */
  private static void askNobody(SourceConnector connector) throws ReflectiveOperationException {
    Map<String, String> config =
        Map.of(
            "bucket", "inbox",
            "endpoint", "http://127.0.0.1:1",
            "aws.access.key.id", "sluice",
            "aws.secret.access.key", "secret",
            "content.store", ROOT.resolve("infra/end-to-end/target/store").toUri().toString(),
            "schema.registry.url", "http://127.0.0.1:1");
    SourceTask task = (SourceTask) connector.taskClass().getDeclaredConstructor().newInstance();
    task.start(config);
    task.stop();
  }

  private static List<String> problems(SinkConnector connector) {
    Map<String, String> config =
        Map.of(
            "profile", "tryton",
            "target.url", "http://localhost:8000",
            "target.database", "books",
            "mappings", ROOT.resolve("infra/docs/examples/tryton/invoice.yaml").toString());
    return connector.validate(config).configValues().stream()
        .map(ConfigValue::errorMessages)
        .flatMap(List::stream)
        .toList();
  }

  /** What Connect lets a plugin see of its worker: Kafka, SLF4J and the platform. */
  private static final class WorkerClasses extends ClassLoader {
    WorkerClasses() {
      super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith("org.apache.kafka.") || name.startsWith("org.slf4j.")) {
        return PluginFolderTest.class.getClassLoader().loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }
}
