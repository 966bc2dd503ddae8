package io.sluice.models;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A model bundle is refused, or the machine cannot run it. A worker must not start without it. */
public final class BundleException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Names the file, the rule it breaks and the remedy. */
  BundleException(Path file, String rule, String remedy, @Nullable Throwable cause) {
    super("%s: %s; %s".formatted(file, rule, remedy), cause);
  }

  BundleException(Path file, String rule, String remedy) {
    this(file, rule, remedy, null);
  }
}
