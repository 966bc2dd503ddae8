package io.sluice.config;

import java.util.List;

/** A configuration is not as it must be. The message lists every problem, one a line. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  public ConfigException(String source, List<String> problems) {
    super(source + ":\n  " + String.join("\n  ", problems));
    this.problems = List.copyOf(problems);
  }

  /** The problems, each as {@code path: value — rule — example}. */
  public List<String> problems() {
    return problems;
  }
}
