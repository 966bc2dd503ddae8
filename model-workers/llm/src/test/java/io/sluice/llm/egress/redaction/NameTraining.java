package io.sluice.llm.egress.redaction;

import io.sluice.llm.egress.redaction.LabelledTexts.Labelled;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/**
 * Trains the shipped name model: {@code mvn -Pquick -pl model-workers/llm test -Dtest=NameTraining
 * -Dsluice.data=DIR -Dsluice.parsed=FILE}. Minutes; deterministic. It is no test and runs only when
 * named.
 */
class NameTraining {
  private static final int EPOCHS = 4;
  private static final int TAGS = NameTagger.TAGS.size();

  /** Not to be learned from: it may be a name that no label tells of. */
  private static final int UNSURE = -1;

  /**
   * Fields whose labels may train, by class; labels of non-disclosure agreements have no licence.
   */
  private static final Map<String, Map<String, Kind>> FIELDS =
      Map.of(
          "receipt", Map.of("company", Kind.ORGANISATION, "address", Kind.ADDRESS),
          "invoice",
              Map.of(
                  "advertiser",
                  Kind.ORGANISATION,
                  "seller",
                  Kind.ORGANISATION,
                  "buyer",
                  Kind.ORGANISATION),
          "order", Map.of("advertiser", Kind.ORGANISATION),
          "contract", Map.of("parties", Kind.ORGANISATION),
          "registration_form",
              Map.of(
                  "registrant_name", Kind.ORGANISATION,
                  "foreign_principle_name", Kind.ORGANISATION,
                  "signer_name", Kind.PERSON),
          "email", Map.of("sender", Kind.PERSON, "to", Kind.PERSON));

  private static final java.util.regex.Pattern STREET =
      java.util.regex.Pattern.compile(
          "(?i)\\b(street|st|road|rd|avenue|ave|blvd|boulevard|suite|floor|lane|drive|square|plaza|box|jalan|lot|straße|str|weg|rue)\\b|\\b\\d{5}\\b");

  private record Example(List<Token> tokens, int[] gold) {}

  private final float[] weights = new float[NameTagger.BUCKETS * TAGS];
  private final float[] sums = new float[NameTagger.BUCKETS * TAGS];
  private long seen = 1;

  @Test
  void train() throws Exception {
    Path data = Path.of(System.getProperty("sluice.data"));
    Path root = Path.of(System.getProperty("sluice.root"));
    List<Example> examples = new ArrayList<>();
    new LabelledTexts(
            System.getProperty("sluice.parsed"),
            data.resolve("manifest.jsonl"),
            root.resolve("model-workers/trainer/splits.json"))
        .each(document -> {
          if (document.side().equals("train")
              && FIELDS.containsKey(document.cls())
              && !document.quality().equals("silver")) {
            examples.add(labelled(document));
          }
        });
    int documents = examples.size();
    new MadeUpNames(new Random(1)).lines(20_000).forEach(line -> examples.add(madeUp(line)));
    Random order = new Random(2);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      Collections.shuffle(examples, order);
      long wrong = 0;
      for (Example example : examples) {
        wrong += learn(example);
      }
      System.out.printf("epoch %d: %d wrong%n", epoch + 1, wrong);
    }
    Path out =
        root.resolve(
            "model-workers/llm/src/main/resources/io/sluice/llm/egress/redaction/names.bin.gz");
    try (OutputStream stream = new GZIPOutputStream(Files.newOutputStream(out))) {
      stream.write(averaged());
    }
    System.out.printf(
        "%d documents, %d made-up lines, %d bytes%n",
        documents, examples.size() - documents, Files.size(out));
  }

  private static Example labelled(Labelled document) {
    String text = document.text();
    List<Token> tokens =
        Token.of(text.substring(0, Math.min(text.length(), 60_000)), Vocabulary.shipped());
    int[] gold = new int[tokens.size()];
    String[] lines = text.split("\n", -1);
    boolean[] street = new boolean[lines.length];
    for (int i = 0; i < lines.length; i++) {
      street[i] = STREET.matcher(lines[i]).find();
    }
    int line = -1;
    for (int i = 0; i < gold.length; i++) {
      Token token = tokens.get(i);
      line = Math.min(lines.length - 1, line + (token.first() ? 1 : 0));
      boolean unsure =
          token.isWord() && token.isCapital() && !token.isPlain()
              || !document.cls().equals("receipt") && line >= 0 && street[line];
      gold[i] = unsure ? UNSURE : 0;
    }
    Folded folded = Folded.of(text);
    FIELDS
        .get(document.cls())
        .forEach((field, kind) -> {
          for (String value : document.values(field)) {
            String name =
                kind == Kind.PERSON ? value.replaceAll("<[^>]*>|\\S+@\\S+", " ").strip() : value;
            String sought = Folded.fold(name);
            if (sought.length() < 4) {
              continue;
            }
            for (int[] place : folded.find(sought)) {
              for (int i = 0; i < gold.length; i++) {
                Token token = tokens.get(i);
                if (token.start() >= place[0] && token.end() <= place[1]) {
                  gold[i] = NameTagger.TAGS.indexOf(kind);
                }
              }
            }
          }
        });
    return new Example(tokens, gold);
  }

  /** A line of MadeUpNames: parts in {P|…}, {O|…}, {A|…}. */
  private static Example madeUp(String line) {
    StringBuilder text = new StringBuilder();
    List<int[]> places = new ArrayList<>();
    for (int i = 0; i < line.length(); ) {
      if (line.charAt(i) == '{') {
        int end = line.indexOf('}', i);
        int start = text.length();
        text.append(line, i + 3, end);
        places.add(new int[] {start, text.length(), "_POA".indexOf(line.charAt(i + 1))});
        i = end + 1;
      } else {
        text.append(line.charAt(i++));
      }
    }
    List<Token> tokens = Token.of(text.toString(), Vocabulary.shipped());
    int[] gold = new int[tokens.size()];
    for (int i = 0; i < gold.length; i++) {
      for (int[] place : places) {
        if (tokens.get(i).start() >= place[0] && tokens.get(i).end() <= place[1]) {
          gold[i] = place[2];
        }
      }
    }
    return new Example(tokens, gold);
  }

  private long learn(Example example) {
    int[] tags = new int[example.gold.length];
    int[] features = new int[NameFeatures.COUNT];
    long wrong = 0;
    for (int i = 0; i < tags.length; i++) {
      NameFeatures.at(example.tokens, tags, i, features);
      float[] scores = new float[TAGS];
      for (int feature : features) {
        for (int tag = 0; tag < TAGS; tag++) {
          scores[tag] += weights[feature * TAGS + tag];
        }
      }
      int best = 0;
      for (int tag = 1; tag < TAGS; tag++) {
        best = scores[tag] > scores[best] ? tag : best;
      }
      int gold = example.gold[i];
      seen++;
      if (gold != UNSURE && gold != best) {
        wrong++;
        // What is hidden needlessly costs less than what is not hidden.
        float step = gold == 0 ? 0.5f : 1f;
        for (int feature : features) {
          add(feature * TAGS + gold, step);
          add(feature * TAGS + best, -step);
        }
      }
      tags[i] = gold == UNSURE ? best : gold;
    }
    return wrong;
  }

  private void add(int at, float step) {
    weights[at] += step;
    sums[at] += step * seen;
  }

  private byte[] averaged() {
    float most = 0;
    float[] averages = new float[weights.length];
    for (int i = 0; i < weights.length; i++) {
      averages[i] = weights[i] - sums[i] / seen;
      most = Math.max(most, Math.abs(averages[i]));
    }
    // The largest few weights are clipped, so that the many small ones keep their ratio.
    float scale = 127 / (most / 2);
    byte[] bytes = new byte[weights.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.max(-127, Math.min(127, Math.round(averages[i] * scale)));
    }
    return bytes;
  }
}
