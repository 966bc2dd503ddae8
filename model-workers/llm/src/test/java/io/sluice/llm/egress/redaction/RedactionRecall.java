package io.sluice.llm.egress.redaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.llm.egress.redaction.LabelledTexts.Labelled;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * How much of what labels know is hidden: {@code mvn -Pquick -pl model-workers/llm test
 * -Dtest=RedactionRecall -Dsluice.data=DIR -Dsluice.parsed=FILE [-Dsluice.side=validation]}. It is
 * no test and runs only when named. A value counts where it stands in the text; it is hidden if it
 * stands nowhere any more, in any letter case or spacing.
 */
class RedactionRecall {
  private static final Map<String, List<String>> FIELDS =
      Map.of(
          "receipt", List.of("company", "address"),
          "invoice", List.of("advertiser", "seller", "buyer", "invoice_number", "contract_num"),
          "order", List.of("advertiser", "contract_num"),
          "contract", List.of("parties"),
          "nda", List.of("party"),
          "registration_form",
              List.of(
                  "registrant_name", "foreign_principle_name", "signer_name", "registration_num"),
          "email", List.of("sender", "to"),
          "financial_report", List.of("registrant_name", "cik"));

  private static final Map<String, List<String>> KEPT =
      Map.of(
          "receipt",
          List.of("total", "date"),
          "invoice",
          List.of("gross_amount", "grand_total", "flight_from"),
          "order",
          List.of("gross_amount", "flight_from"));

  private static final class Count {
    int here;
    int left;
    int words;
    int wordsLeft;
    int denied;
  }

  private final Map<String, List<Known>> read = new HashMap<>();
  private final Map<String, Count> hidden = new TreeMap<>();
  private final Map<String, int[]> kept = new TreeMap<>();
  private final Map<String, int[]> documents = new TreeMap<>();

  @Test
  void measure() throws Exception {
    Path data = Path.of(System.getProperty("sluice.data"));
    String side = System.getProperty("sluice.side", "validation");
    Redactor redactor =
        Redactor.shipped(Double.parseDouble(System.getProperty("sluice.unknown", "0.25")));
    known(System.getProperty("sluice.results"));
    long start = System.nanoTime();
    long[] size = {0};
    new LabelledTexts(
            System.getProperty("sluice.parsed"),
            data.resolve("manifest.jsonl"),
            Path.of(System.getProperty("sluice.root"), "model-workers/trainer/splits.json"))
        .each(document -> {
          if (document.side().equals(side) && FIELDS.containsKey(document.cls())) {
            size[0] += document.text().length();
            take(document, redactor);
          }
        });
    System.out.println(
        "class/field: values on the page, of them left after redaction; hidden; words of names"
            + " left; in documents that don't leave");
    hidden.forEach((what, count) ->
        System.out.printf(
            "%-42s %4d %4d  %.3f  words %5d %4d %.3f  unsure %d%n",
            what,
            count.here,
            count.left,
            1 - count.left / (double) Math.max(1, count.here),
            count.words,
            count.wordsLeft,
            1 - count.wordsLeft / (double) Math.max(1, count.words),
            count.denied));
    kept.forEach(
        (what, count) -> System.out.printf("kept %-37s %4d of %4d%n", what, count[1], count[0]));
    documents.forEach((cls, count) ->
        System.out.printf(
            "documents %-30s %4d, leave %4d; words hidden %.3f%n",
            cls, count[0], count[1], count[2] / (double) Math.max(1, count[3])));
    System.out.printf("%d characters in %.1f s%n", size[0], (System.nanoTime() - start) / 1e9);
  }

  /** What the micro model read in these fields, as the frontier's task would bring it along. */
  private void known(@Nullable String results) throws Exception {
    if (results == null) {
      return;
    }
    for (String line : Files.readAllLines(Path.of(results))) {
      JsonNode result = new ObjectMapper().readTree(line);
      List<Known> values = new ArrayList<>();
      for (String field : FIELDS.getOrDefault(result.path("class").asText(), List.of())) {
        for (String value : result.path("fields").path(field).path("value").asText("").split(";")) {
          if (!value.isBlank()) {
            values.add(new Known(Kind.ORGANISATION, value.strip()));
          }
        }
      }
      read.put(result.path("id").asText(), values);
    }
  }

  private void take(Labelled document, Redactor redactor) {
    String text = document.text();
    Folded before = Folded.of(text);
    Redaction redaction =
        redactor.redact(
            List.of(Passage.document(text)),
            read.getOrDefault(document.id(), List.of()),
            Kind.of(EnumSet.allOf(Kind.Group.class)));
    int[] counts = documents.computeIfAbsent(document.cls(), c -> new int[4]);
    counts[0]++;
    String after = redaction instanceof Redaction.Done done ? done.passages().get(0) : null;
    if (after == null) {
      if (Boolean.getBoolean("sluice.show")) System.out.println(document.id() + " " + redaction);
    } else {
      counts[1]++;
      counts[2] += Placeholders.SHAPE.matcher(after).results().mapToInt(r -> 1).sum();
      counts[3] += text.split("\\s+").length;
    }
    String rest = after == null ? null : Placeholders.SHAPE.matcher(after).replaceAll(" 口 ");
    Folded left = rest == null ? null : Folded.of(rest);
    for (String field : FIELDS.get(document.cls())) {
      for (String value : new TreeSet<>(document.values(field))) {
        if (before.find(Folded.fold(value)).isEmpty()) {
          continue;
        }
        Count count =
            hidden.computeIfAbsent(
                document.cls()
                    + "/"
                    + field
                    + (document.quality().equals("silver") ? " (silver)" : ""),
                k -> new Count());
        if (left == null) {
          count.denied++;
          continue;
        }
        count.here++;
        boolean still = !left.find(Folded.fold(value)).isEmpty();
        count.left += still ? 1 : 0;
        if (still && Boolean.getBoolean("sluice.show")) {
          System.out.println("LEFT " + document.id() + " " + field + ": " + value);
        }
        for (Token token : Token.of(value, Vocabulary.shipped())) {
          if (token.isWord()
              && !token.isPlain()
              && token.text().length() > 2
              && !before.find(Folded.fold(token.text())).isEmpty()) {
            count.words++;
            boolean word =
                Token.of(rest, Vocabulary.shipped()).stream()
                    .anyMatch(t -> t.isCapital() && t.text().equalsIgnoreCase(token.text()));
            count.wordsLeft += word ? 1 : 0;
          }
        }
      }
    }
    if (rest != null) {
      for (String field : KEPT.getOrDefault(document.cls(), List.of())) {
        for (String value : document.values(field)) {
          if (text.contains(value)) {
            if (!rest.contains(value) && Boolean.getBoolean("sluice.show"))
              System.out.println("LOST " + document.id() + " " + value);
            int[] k = kept.computeIfAbsent(document.cls() + "/" + field, f -> new int[2]);
            k[0]++;
            k[1] += rest.contains(value) ? 1 : 0;
          }
        }
      }
    }
  }
}
