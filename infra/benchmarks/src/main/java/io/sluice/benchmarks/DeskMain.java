package io.sluice.benchmarks;

import io.sluice.config.ConfigNode;
import io.sluice.config.Configs;
import io.sluice.desk.DeskConfig;
import io.sluice.desk.ReviewDesk;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A review desk in a process of its own, to be killed. */
final class DeskMain {
  private DeskMain() {}

  /** CONFIGURATION */
  public static void main(String[] arguments) throws InterruptedException {
    ConfigNode node = Configs.read(Path.of(arguments[0]));
    DeskConfig config = DeskConfig.from(node);
    node.finish();
    ReviewDesk.start(config);
    new CountDownLatch(1).await();
  }
}
