package io.sluice.e2e;

import io.sluice.local.LocalStack;
import io.sluice.local.LocalStack.PortChoice;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A broker and a registry as a process: FOLDER KAFKA-PORT REGISTRY-PORT. */
final class StackMain {
  private StackMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    try (LocalStack stack =
        LocalStack.start(
            Path.of(arguments[0]),
            new PortChoice(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2])))) {
      System.out.println("up at " + stack.bootstrapServers() + " and " + stack.registryUrl());
      new CountDownLatch(1).await();
    }
  }
}
