package io.sluice.evaluation.ladder;

import io.sluice.evaluation.grading.GradedDocument;
import io.sluice.evaluation.grading.LabelSchema;
import io.sluice.evaluation.grading.LabelledDocument;
import io.sluice.evaluation.grading.ResultLine;
import io.sluice.rules.Arbitration;
import io.sluice.rules.Arbitration.Believed;
import io.sluice.rules.Arbitration.Opinion;
import io.sluice.types.FieldKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Documents on a ladder. What the lowest rung is not sure of rises to the next, field by field;
 * where several have spoken, {@link Arbitration} says what is believed and how far.
 *
 * <p>How far a rung is believed is measured on the other documents only: they are dealt into {@link
 * #FOLDS} hands by their ids, and each hand is read with what the others taught.
 */
final class Climb {
  static final int FOLDS = 5;

  private final List<Rung> ladder;
  private final LabelSchema schema;
  private final double sureEnough;

  private Climb(List<Rung> ladder, LabelSchema schema, double sureEnough) {
    this.ladder = ladder;
    this.schema = schema;
    this.sureEnough = sureEnough;
  }

  /**
   * A document at its end.
   *
   * @param calls how many rungs above the lowest were asked
   */
  record Climbed(GradedDocument graded, int calls, double cost, Duration latency) {}

  /**
   * Lets documents climb. Those of which the lowest rung says nothing are left out: they go to
   * people whatever the ladder.
   *
   * @param sureEnough the confidence, in (0, 1], from which a field does not climb
   */
  static List<Climbed> of(
      List<LabelledDocument> documents, List<Rung> ladder, LabelSchema schema, double sureEnough) {
    Climb climb = new Climb(ladder, schema, sureEnough);
    List<Climbed> climbed = new ArrayList<>();
    for (int fold = 0; fold < FOLDS; fold++) {
      int own = fold;
      List<LabelledDocument> others = documents.stream().filter(d -> fold(d) != own).toList();
      Reliability reliability = Reliability.of(ladder, others, schema);
      documents.stream()
          .filter(d -> fold(d) == own && ladder.get(0).lines().containsKey(d.id()))
          .forEach(d -> climbed.add(climb.climb(d, reliability)));
    }
    return climbed;
  }

  private static int fold(LabelledDocument document) {
    return Math.floorMod(document.id().hashCode(), FOLDS);
  }

  private Climbed climb(LabelledDocument document, Reliability reliability) {
    ResultLine lowest = line(ladder.get(0), document);
    String type = lowest.type() == null ? "" : lowest.type();
    List<Voices> fields = new ArrayList<>();
    schema
        .fields(type)
        .forEach((name, kind) -> {
          Voices voices = new Voices(name, kind, document.dayFirst(), reliability);
          voices.hear(ladder.get(0).name(), lowest);
          fields.add(voices);
        });
    int calls = 0;
    double cost = ladder.get(0).cost();
    Duration latency = ladder.get(0).latency();
    for (Rung rung : ladder.subList(1, ladder.size())) {
      List<Voices> inDoubt =
          fields.stream().filter(f -> f.believed().confidence() < sureEnough).toList();
      if (inDoubt.isEmpty()) {
        break;
      }
      calls++;
      cost += rung.cost();
      latency = latency.plus(rung.latency());
      if (rung.lines().containsKey(document.id())) {
        ResultLine answer = line(rung, document);
        inDoubt.forEach(field -> field.hear(rung.name(), answer));
      }
    }
    return new Climbed(graded(document, lowest, fields), calls, cost, latency);
  }

  private static ResultLine line(Rung rung, LabelledDocument document) {
    ResultLine line = rung.lines().get(document.id());
    if (line == null) {
      throw new IllegalArgumentException(rung.name() + " says nothing of " + document.id());
    }
    return line;
  }

  /** What has been said of a field. */
  private static final class Voices {
    private final String name;
    private final FieldKind kind;
    private final boolean dayFirst;
    private final Reliability reliability;
    private final List<ResultLine.Field> said = new ArrayList<>();
    private final List<Opinion> opinions = new ArrayList<>();

    Voices(String name, FieldKind kind, boolean dayFirst, Reliability reliability) {
      this.name = name;
      this.kind = kind;
      this.dayFirst = dayFirst;
      this.reliability = reliability;
    }

    /** A line that does not speak of the field says nothing, not that it is absent. */
    void hear(String rung, ResultLine line) {
      if (!line.fields().containsKey(name)) {
        return;
      }
      ResultLine.Field field = line.field(name);
      String key = Judged.key(kind, field, dayFirst);
      Double stated = field.confidence();
      said.add(field);
      opinions.add(
          new Opinion(
              key,
              stated != null
                  ? stated
                  : reliability.of(rung, String.valueOf(line.type()), name, key.isEmpty())));
    }

    Believed believed() {
      return opinions.isEmpty()
          ? new Believed(0, 0)
          : Arbitration.decide(opinions, reliability.echo());
    }
  }

  private GradedDocument graded(LabelledDocument document, ResultLine lowest, List<Voices> fields) {
    Map<String, ResultLine.Field> believed = new LinkedHashMap<>();
    for (Voices voices : fields) {
      if (!voices.opinions.isEmpty()) {
        Believed one = voices.believed();
        ResultLine.Field said = voices.said.get(one.opinion());
        believed.put(
            voices.name,
            new ResultLine.Field(said.value(), (Double) one.confidence(), said.reader()));
      }
    }
    ResultLine end =
        new ResultLine(
            document.id(),
            lowest.type(),
            lowest.classConfidence(),
            null,
            ResultLine.Route.REVIEW,
            believed,
            null);
    return GradedDocument.grade(
            List.of(document), Map.of(document.id(), end), schema, /* includeSilver= */ false)
        .get(0);
  }

  /** Every ladder that begins with the lowest rung and keeps the order of the others. */
  static List<List<Rung>> ladders(List<Rung> rungs) {
    int others = rungs.size() - 1;
    return IntStream.range(0, 1 << others)
        .mapToObj(set -> {
          List<Rung> ladder = new ArrayList<>(List.of(rungs.get(0)));
          IntStream.range(0, others)
              .filter(i -> (set & 1 << i) != 0)
              .forEach(i -> ladder.add(rungs.get(i + 1)));
          return ladder;
        })
        .toList();
  }
}
