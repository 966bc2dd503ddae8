package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.local.TrytonServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a document's bytes to a draft in an ERP's books, as an operator sees it. */
class ErpTest {
  private static final int MINUTES = 5;

  @TempDir Path folder;

  @Test
  void theInvoiceAmongTheSamplesArrivesInARealErpWithTheTotalsThatItStates() throws Exception {
    assumeTrue(TrytonServer.isInstalled(), TrytonServer.MISSING);
    Path output = folder.resolve("output");
    Process demo =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Dsluice.root=" + System.getProperty("sluice.root"),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "io.sluice.cli.Main",
                "demo",
                "--with-erp")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(demo.waitFor(MINUTES, TimeUnit.MINUTES)).as("it ends").isTrue();
    } finally {
      // Its children too: the ERP is one.
      demo.descendants().forEach(ProcessHandle::destroyForcibly);
      demo.destroyForcibly().waitFor();
    }
    assertThat(Files.readString(output, StandardCharsets.UTF_8))
        .contains("In the ERP:")
        .contains("RE-2024-0917 from Lindenhof Papier GmbH: 1023.40 EUR, of which tax 163.40")
        .contains("lines: 1; draft");
    assertThat(demo.exitValue()).isZero();
  }
}
