package io.sluice.desk.lead;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.events.Authority;
import io.sluice.events.Doubt;
import io.sluice.events.ReviewPurpose;
import io.sluice.events.Verdict;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.StreamSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LeadFiguresTest {
  private static final LocalDate MONDAY = LocalDate.parse("2026-11-16");
  private static final Map<String, String> RIGHT = Map.of("total", "118.00", "seller", "Acme");
  private static final Map<String, String> WRONG = Map.of("total", "811.00", "seller", "Acme");

  private final Week week = new Week();

  @Test
  void whatAPersonChangesCountsAgainstTheModelThatReadIt() {
    week.ask("a", "a1", ReviewPurpose.DOUBT, "note", Week.read("note", WRONG), Week.minute(0));
    week.ask("b", "b1", ReviewPurpose.DOUBT, "note", Week.read("note", RIGHT), Week.minute(0));
    week.decide("a", "a1", "ada", Verdict.CORRECT, "note", Map.of("total", "118"), Week.minute(9));
    // Written otherwise, and the same: not a change.
    week.decide(
        "b", "b1", "ada", Verdict.CORRECT, null, Map.of("total", "118.0 EUR"), Week.minute(9));

    JsonNode total = only(figures().get("overrides"), "field", "total");
    assertThat(total.get("model").asText()).isEqualTo("micro-1 1.1.0");
    assertThat(total.get("changed").get("count").asInt()).isEqualTo(1);
    assertThat(total.get("changed").get("of").asInt()).isEqualTo(2);
    assertThat(only(figures().get("overrides"), "field", Tally.CLASS).at("/changed/count").asInt())
        .isZero();
  }

  @Test
  void twoDecisionsForOneReviewAreOne() {
    week.ask("a", "a1", ReviewPurpose.DOUBT, "note", Week.read("note", RIGHT), Week.minute(0));
    week.decide("a", "a1", "ada", Verdict.ACCEPT, null, Map.of(), Week.minute(9));
    week.decide("a", "a1", "bob", Verdict.ACCEPT, null, Map.of(), Week.minute(9));
    JsonNode reviewers = figures().at("/work/reviewers");
    assertThat(reviewers).hasSize(1);
    assertThat(reviewers.get(0).get("reviewer").asText()).isEqualTo("ada");
    assertThat(reviewers.get(0).get("perHour").asDouble()).isEqualTo(120);
  }

  @Test
  void whoeverTheThirdPersonDoesNotFollowWasOverruled() {
    fourEyes("a", WRONG, RIGHT);
    week.ask("a", "a3", ReviewPurpose.TIE_BREAK, "bill", Week.read("bill", WRONG), Week.minute(20));
    week.decide("a", "a3", "cleo", Verdict.CORRECT, "bill", RIGHT, Week.minute(25));
    fourEyes("b", RIGHT, RIGHT);

    ObjectNode figures = figures();
    assertThat(figures.at("/agreement/documents/count").asInt()).isEqualTo(1);
    assertThat(figures.at("/agreement/documents/of").asInt()).isEqualTo(2);
    JsonNode total = only(figures.at("/agreement/fields"), "field", "total");
    assertThat(total.at("/same/count").asInt()).isEqualTo(1);
    JsonNode ada = only(figures.at("/work/reviewers"), "reviewer", "ada");
    JsonNode bob = only(figures.at("/work/reviewers"), "reviewer", "bob");
    assertThat(ada.at("/overruled/count").asInt()).isEqualTo(1);
    assertThat(ada.at("/overruled/of").asInt()).isEqualTo(2);
    assertThat(bob.at("/overruled/count").asInt()).isZero();
  }

  @Test
  void rowsAreAgreedUponAsFieldsAre() {
    fourEyes("a", RIGHT, RIGHT);
    week.decided.replaceAll(decision ->
        decision.getReviewer().equals("bob")
            ? Week.withRow(decision, "2.0", "118.00")
            : Week.withRow(decision, "2", "118"));
    assertThat(figures().at("/agreement/documents/count").asInt()).isEqualTo(1);
    week.decided.replaceAll(decision ->
        decision.getReviewer().equals("bob") ? Week.withRow(decision, "3", "118") : decision);
    assertThat(figures().at("/agreement/documents/count").asInt()).isZero();
    assertThat(
            only(figures().at("/agreement/fields"), "field", Tally.ROWS).at("/same/count").asInt())
        .isZero();
  }

  @Test
  void anAuditThatSaysOtherwiseIsAnErrorOfWhatWasAccepted() {
    accepted("a", WRONG, RIGHT);
    accepted("b", RIGHT, RIGHT);
    week.complete("c", 1, "slip", RIGHT, Authority.GATE, Week.minute(0));
    week.ask("c", "c1", ReviewPurpose.AUDIT, null, null, Week.minute(0));

    JsonNode audits = figures().get("audits");
    assertThat(audits.get("weeks").get(0).get("start").asText()).isEqualTo("2026-11-16");
    assertThat(audits.at("/wrong/count").asInt()).isEqualTo(1);
    assertThat(audits.at("/wrong/of").asInt()).isEqualTo(2);
    assertThat(audits.at("/wrong/high").asDouble()).isGreaterThan(0.9);
    assertThat(audits.get("waiting").asInt()).isEqualTo(1);
    assertThat(only(audits.get("fields"), "field", "total").at("/share/count").asInt())
        .isEqualTo(1);
    assertThat(figures().at("/straightThrough/all/count").asInt()).isEqualTo(3);
  }

  @Test
  void whileASecondAuditorIsAskedNothingIsWrongYet() {
    accepted("a", RIGHT, WRONG);
    week.ask("a", "a2", ReviewPurpose.AUDIT, null, null, Week.minute(6));
    assertThat(figures().at("/audits/wrong/of").asInt()).isZero();
    assertThat(figures().at("/audits/waiting").asInt()).isEqualTo(1);
    week.decide("a", "a2", "bob", Verdict.CORRECT, "slip", RIGHT, Week.minute(9));
    assertThat(figures().at("/audits/wrong/of").asInt()).isEqualTo(1);
    assertThat(figures().at("/audits/wrong/count").asInt()).isZero();
  }

  @Test
  void anAuditThatRefusesTheDocumentIsAnErrorAsWell() {
    week.complete("a", 1, "slip", RIGHT, Authority.GATE, Week.minute(0));
    week.ask("a", "a1", ReviewPurpose.AUDIT, null, null, Week.minute(0));
    week.decide("a", "a1", "ada", Verdict.REJECT, null, Map.of(), Week.minute(5));
    assertThat(figures().at("/audits/wrong/count").asInt()).isEqualTo(1);
  }

  @Test
  void aReviewThatIsAskedAgainIsNoOther() {
    week.ask("a", "a1", ReviewPurpose.DOUBT, "note", Week.read("note", RIGHT), Week.minute(0));
    week.ask(
        "a",
        "a2",
        ReviewPurpose.DOUBT,
        "note",
        Week.read("note", RIGHT),
        Week.minute(5),
        new Doubt(null, "DECISION_UNUSABLE", "no such field"));
    assertThat(figures().at("/times/0/asked").asInt()).isEqualTo(1);
  }

  @Test
  void aWrongClockElsewhereDoesNotMakeAllElseOld() {
    week.ask("a", "a1", ReviewPurpose.DOUBT, "note", Week.read("note", RIGHT), Week.minute(0));
    week.decide("a", "a1", "ada", Verdict.ACCEPT, null, Map.of(), Week.minute(9));
    week.complete("z", 1, "note", RIGHT, Authority.GATE, Week.minute(60L * 24 * 365 * 50));
    assertThat(figures().at("/times/0/decided").asInt()).isEqualTo(1);
  }

  @Test
  void whatIsOlderThanTheTopicsGoes() {
    week.ask("a", "a1", ReviewPurpose.DOUBT, "note", Week.read("note", RIGHT), Week.minute(0));
    week.complete(
        "b", 1, "note", RIGHT, Authority.GATE, Week.minute(60L * 24 * (History.DAYS + 1)));
    InstantSource later = InstantSource.fixed(Week.minute(60L * 24 * (History.DAYS + 1)));
    History old = new History(Week.TYPES, ZoneOffset.UTC, later);
    old.asked(week.requested.get(0));
    old.completed(week.completed.get(0));
    assertThat(old.tallies()).hasSize(1);
  }

  @Property(tries = 200)
  void theOrderAcrossTopicsChangesNothing(@ForAll long seed) {
    SplittableRandom chance = new SplittableRandom(seed);
    Week random = randomWeek(chance);
    ObjectNode first = figures(random, new SplittableRandom(1));
    assertThat(figures(random, chance.split())).isEqualTo(first);
    // Whole topics one after the other, the last first.
    assertThat(figures(random, null)).isEqualTo(first);
  }

  @Property(tries = 200)
  void eachDecisionIsCountedOnce(@ForAll long seed) {
    Week random = randomWeek(new SplittableRandom(seed));
    ObjectNode figures = figures(random, new SplittableRandom(seed));
    long asked = random.requested.stream().map(r -> r.getTaskId()).distinct().count();
    long decided =
        random.decided.stream()
            .map(d -> d.getTaskId())
            .distinct()
            .filter(id -> random.requested.stream().anyMatch(r -> r.getTaskId().equals(id)))
            .count();
    assertThat(sum(figures.get("times"), "asked")).isEqualTo(asked);
    assertThat(sum(figures.get("times"), "decided")).isEqualTo(decided);
    assertThat(sum(figures.at("/work/reviewers"), "decisions")).isEqualTo(decided);
  }

  /** Documents through all that may happen to them, decisions missing and doubled now and then. */
  private static Week randomWeek(SplittableRandom chance) {
    Week week = new Week();
    int documents = 1 + chance.nextInt(12);
    for (int i = 0; i < documents; i++) {
      String id = "d" + i;
      String type = List.of("bill", "slip", "note").get(chance.nextInt(3));
      long at = chance.nextInt(7 * 24 * 60);
      if (chance.nextBoolean()) {
        week.complete(id, 1, type, some(chance), Authority.GATE, Week.minute(at));
        if (!type.equals("note")) {
          week.ask(id, id + "/a", ReviewPurpose.AUDIT, null, null, Week.minute(at));
          say(week, chance, id, id + "/a", "auditor", type, at + 9);
          if (chance.nextBoolean()) {
            week.complete(id, 2, type, some(chance), Authority.REVIEWER, Week.minute(at + 9));
          }
        }
        continue;
      }
      week.ask(
          id, id + "/1", ReviewPurpose.DOUBT, type, Week.read(type, some(chance)), Week.minute(at));
      say(week, chance, id, id + "/1", "ada", type, at + 3);
      if (type.equals("bill") && chance.nextInt(4) > 0) {
        var read = Week.read(type, some(chance));
        week.ask(id, id + "/2", ReviewPurpose.SECOND_OPINION, type, read, Week.minute(at + 3));
        say(week, chance, id, id + "/2", "bob", type, at + 5);
        if (chance.nextBoolean()) {
          week.ask(id, id + "/3", ReviewPurpose.TIE_BREAK, type, read, Week.minute(at + 5));
          say(week, chance, id, id + "/3", "cleo", type, at + 8);
        }
      }
    }
    return week;
  }

  private static void say(
      Week week, SplittableRandom chance, String id, String task, String by, String type, long at) {
    for (int times = chance.nextInt(8) == 0 ? 2 : chance.nextInt(8) == 1 ? 0 : 1;
        times > 0;
        times--) {
      switch (chance.nextInt(5)) {
        case 0 -> week.decide(id, task, by, Verdict.REJECT, null, Map.of(), Week.minute(at));
        case 1 -> week.decide(id, task, by, Verdict.CORRECT, "note", some(chance), Week.minute(at));
        default -> week.decide(id, task, by, Verdict.CORRECT, type, some(chance), Week.minute(at));
      }
    }
  }

  private static Map<String, String> some(SplittableRandom chance) {
    return chance.nextInt(4) == 0 ? WRONG : RIGHT;
  }

  private void fourEyes(String id, Map<String, String> first, Map<String, String> second) {
    var read = Week.read("bill", WRONG);
    week.ask(id, id + "1", ReviewPurpose.DOUBT, "bill", read, Week.minute(0));
    week.decide(id, id + "1", "ada", Verdict.CORRECT, "bill", first, Week.minute(5));
    week.ask(id, id + "2", ReviewPurpose.SECOND_OPINION, "bill", read, Week.minute(5));
    week.decide(id, id + "2", "bob", Verdict.CORRECT, "bill", second, Week.minute(15));
  }

  private void accepted(String id, Map<String, String> read, Map<String, String> audited) {
    week.complete(id, 1, "slip", read, Authority.GATE, Week.minute(0));
    week.ask(id, id + "1", ReviewPurpose.AUDIT, null, null, Week.minute(0));
    week.decide(id, id + "1", "ada", Verdict.CORRECT, "slip", audited, Week.minute(5));
  }

  private ObjectNode figures() {
    return figures(week, new SplittableRandom(5));
  }

  private static History history() {
    return new History(Week.TYPES, ZoneOffset.UTC, InstantSource.fixed(Week.minute(60L * 24 * 8)));
  }

  /** Each topic in its own order, mixed by chance; one after the other without. */
  private static ObjectNode figures(
      Week week, @org.jspecify.annotations.Nullable SplittableRandom chance) {
    History history = history();
    List<List<Runnable>> topics =
        new ArrayList<>(
            List.of(
                new ArrayList<>(
                    week.completed.stream()
                        .<Runnable>map(c -> () -> history.completed(c))
                        .toList()),
                new ArrayList<>(
                    week.decided.stream().<Runnable>map(d -> () -> history.decided(d)).toList()),
                new ArrayList<>(
                    week.requested.stream().<Runnable>map(r -> () -> history.asked(r)).toList())));
    while (topics.removeIf(List::isEmpty) || !topics.isEmpty()) {
      if (topics.isEmpty()) {
        break;
      }
      topics.get(chance == null ? 0 : chance.nextInt(topics.size())).remove(0).run();
    }
    return LeadFigures.of(history, new Scope(MONDAY, MONDAY.plusDays(8), tenant -> true, null));
  }

  private static JsonNode only(JsonNode array, String key, String value) {
    List<JsonNode> found =
        StreamSupport.stream(array.spliterator(), false)
            .filter(node -> node.get(key).asText().equals(value))
            .toList();
    assertThat(found).as(key + " " + value).hasSize(1);
    return found.get(0);
  }

  private static long sum(JsonNode array, String key) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToLong(node -> node.get(key).asLong())
        .sum();
  }
}
