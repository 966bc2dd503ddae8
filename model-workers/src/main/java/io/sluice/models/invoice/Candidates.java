package io.sluice.models.invoice;

import io.sluice.models.invoice.Cell.Token;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Names that may be a side of the invoice, each with what speaks for it. Kept as first seen. */
final class Candidates {
  /** From so much on nothing else is likely. */
  private static final int SURE = 7;

  private final Map<String, Candidate> byForm = new LinkedHashMap<>();

  /** A name, and how much speaks for it: reason → weight. */
  record Candidate(List<Token> tokens, Map<String, Integer> evidence) {
    int score() {
      return evidence.values().stream().mapToInt(Integer::intValue).sum();
    }

    String form() {
      return Names.form(Cell.text(tokens));
    }

    Read read() {
      String value =
          Cell.text(tokens)
              .replaceAll("^[\\s,;:|·●•-]+|[\\s,;:|·●•-]+$", "")
              .replaceAll("(?<=Limited|GmbH|AG|KG|plc|PLC|LLP|LLC|SAS|SARL)\\.$", "");
      return new Read(value, Cell.words(tokens), score() >= SURE);
    }
  }

  void speaks(List<Token> tokens, String why, int weight) {
    List<Token> name = Names.trimmed(tokens);
    String form = Names.form(Cell.text(name));
    if (form.length() >= 2) {
      byForm
          .computeIfAbsent(form, f -> new Candidate(name, new HashMap<>()))
          .evidence()
          .merge(why, weight, Math::max);
    }
  }

  boolean isEmpty() {
    return byForm.isEmpty();
  }

  /** A web site or a mail address that is called like one of them. */
  void site(String domain) {
    String site = Names.form(domain);
    byForm.forEach((form, candidate) -> {
      if (form.contains(site) || site.contains(form)) {
        candidate.evidence().merge("domain", 2, Math::max);
      }
    });
  }

  @Nullable Candidate get(String form) {
    return byForm.get(form);
  }

  /** Without those that the filter names. */
  Candidates without(Predicate<Candidate> dropped) {
    Candidates rest = new Candidates();
    byForm.forEach((form, candidate) -> {
      if (!dropped.test(candidate)) {
        rest.byForm.put(form, candidate);
      }
    });
    return rest;
  }

  /** For whom most speaks, of several the first. */
  Optional<Candidate> best() {
    return byForm.values().stream()
        .filter(candidate -> candidate.score() > 0)
        .reduce((a, b) -> b.score() > a.score() ? b : a);
  }
}
