package io.sluice.chaos;

import io.sluice.local.EmbeddedRegistry;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A schema registry as a process: FOLDER PORT. */
final class RegistryMain {
  private RegistryMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    try (EmbeddedRegistry registry =
        EmbeddedRegistry.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]))) {
      System.out.println("up at " + registry.url());
      new CountDownLatch(1).await();
    }
  }
}
