package io.sluice.local;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The contract against a real server: Apicurio Registry 3.3.3, started as a process. */
@EnabledIfSystemProperty(
    named = "sluice.conformance",
    matches = "true",
    disabledReason = "needs Apicurio Registry, which the quick profile does not fetch")
class ApicurioRegistryTest extends RegistryContract {
  private static ApicurioProcess apicurio;

  @BeforeAll
  static void start() throws Exception {
    apicurio = ApicurioProcess.start();
  }

  @AfterAll
  static void stop() throws Exception {
    apicurio.close();
  }

  @Override
  String url() {
    return apicurio.url();
  }
}
