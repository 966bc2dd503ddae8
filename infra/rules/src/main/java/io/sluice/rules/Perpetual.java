package io.sluice.rules;

import io.sluice.types.values.Text;
import java.util.Set;

/** The words for a term without an end. */
public final class Perpetual {
  private static final Set<String> WORDS =
      Set.of(
          "perpetual",
          "perpetually",
          "perpetuity",
          "in perpetuity",
          "indefinite",
          "indefinitely",
          "unlimited",
          "evergreen",
          "unbefristet",
          "illimite",
          "illimitee",
          "indeterminee",
          "indefinido",
          "indeterminato");

  private Perpetual() {}

  public static boolean says(String value) {
    return WORDS.contains(Text.fold(value).replaceAll("[.,;]+$", ""));
  }
}
