package io.sluice.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sluice.audit.ChainCheck;
import io.sluice.events.AuditAuthority;
import io.sluice.events.AuditDecision;
import io.sluice.events.AuditDoubt;
import io.sluice.events.AuditEntry;
import io.sluice.events.AuditField;
import io.sluice.events.Reader;
import io.sluice.events.Reason;
import io.sluice.events.ReviewPurpose;
import io.sluice.events.Stage;
import io.sluice.events.Verdict;
import io.sluice.schemas.Topics;
import io.sluice.streams.gate.Gate;
import io.sluice.streams.gate.GateThresholds;
import io.sluice.streams.life.Policy;
import io.sluice.types.ReviewPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each decision leaves one entry, and the entries one chain. */
class AuditTest {
  private static final String ID = Samples.ID;
  private static final String GATE = "ab".repeat(32);

  private River river = new River(policy(ReviewPolicy.PLAIN));
  private final List<TestRecord<String, byte[]>> records = new ArrayList<>();

  @AfterEach
  void theChainIsWhole() {
    entries();
    ChainCheck check = new ChainCheck(0, null);
    long offset = 0;
    for (TestRecord<String, byte[]> record : records) {
      assertThat(
              check.next(
                  new ChainCheck.Link(offset++, record.key(), record.value(), river.entry(record))))
          .isEmpty();
    }
    assertThat(check.end()).isEmpty();
    river.close();
  }

  @Test
  void whatTheGateLetsThroughNamesModelThresholdsAndGateFile() {
    river.receive(Samples.received());
    river.parsed(ID, Samples.parsed());
    assertThat(entries()).as("nothing is decided yet").isEmpty();
    river.predicted(ID, Samples.certain());

    AuditEntry entry = only(entries());
    assertThat(entry.getDecision()).isEqualTo(AuditDecision.COMPLETED);
    assertThat(entry.getAuthority()).isEqualTo(AuditAuthority.GATE);
    assertThat(entry.getStage()).isEqualTo(Stage.INFER);
    assertThat(entry.getTenant()).isEqualTo("acme");
    assertThat(entry.getContentSha256()).isEqualTo(Samples.received().getSha256());
    assertThat(entry.getModel().getBundleHash()).isEqualTo("abc");
    assertThat(entry.getGate()).isEqualTo(GATE);
    assertThat(entry.getClassConfidence()).isEqualTo(0.99);
    assertThat(entry.getClassThreshold()).isEqualTo(0.9);
    assertThat(entry.getFields()).contains(new AuditField("total", Reader.MODEL, 0.95, 0.9));
  }

  @Test
  void aReviewersDecisionNamesThePersonAndWhatHadBeenInDoubt() {
    inReview();
    river.decided(
        Samples.decided(ID + "/review/1", Verdict.CORRECT, null, Map.of("total", "7.00")));

    List<AuditEntry> entries = entries();
    assertThat(entries)
        .extracting(AuditEntry::getDecision)
        .containsExactly(AuditDecision.REVIEW_REQUESTED, AuditDecision.COMPLETED);
    assertThat(entries.get(0).getAuthority()).isEqualTo(AuditAuthority.GATE);
    assertThat(entries.get(0).getModel().getName()).isEqualTo("micro");
    assertThat(entries.get(0).getDoubts())
        .containsExactly(new AuditDoubt("total", "FIELD_BELOW_THRESHOLD"));
    AuditEntry decided = entries.get(1);
    assertThat(decided.getAuthority()).isEqualTo(AuditAuthority.REVIEWER);
    assertThat(decided.getActor()).isEqualTo("erika");
    assertThat(decided.getVerdict()).isEqualTo(Verdict.CORRECT);
    assertThat(decided.getDoubts()).isEqualTo(entries.get(0).getDoubts());
    assertThat(decided.getFields())
        .anySatisfy(field -> {
          assertThat(field.getName()).isEqualTo("total");
          assertThat(field.getReader()).isEqualTo(Reader.PERSON);
        });
  }

  @Test
  void rejectionsNameTheRuleAndWhoFoundItBroken() {
    river.receive(Samples.received());
    river.receive(Samples.received(ID, "something else"));
    river.parseFailed(ID, Samples.failure(Reason.CORRUPT));
    river.receive(Samples.received("late", "a late one"));
    river.timePasses(Duration.ofMinutes(11));
    river.sendBytes(Topics.RECEIVED, "no-avro", new byte[] {7});

    assertThat(entries())
        .extracting(AuditEntry::getReason, AuditEntry::getAuthority)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Reason.ID_CONFLICT, AuditAuthority.LIFE_CYCLE),
            org.assertj.core.groups.Tuple.tuple(Reason.CORRUPT, AuditAuthority.WORKER),
            org.assertj.core.groups.Tuple.tuple(Reason.STAGE_TIMED_OUT, AuditAuthority.CLOCK),
            org.assertj.core.groups.Tuple.tuple(
                Reason.UNREADABLE_RECORD, AuditAuthority.LIFE_CYCLE));
  }

  @Test
  void noValueNoNameAndNoWordOfADocumentIsInTheAudit() {
    inReview();
    river.decided(
        Samples.decided(ID + "/review/1", Verdict.CORRECT, "nonsense", Map.of("total", "7.77")));
    river.decided(Samples.decided(ID + "/review/2", Verdict.ACCEPT));
    entries();
    for (TestRecord<String, byte[]> record : records) {
      assertThat(new String(record.value(), StandardCharsets.ISO_8859_1))
          .doesNotContain("12.30", "7.77", "Acme Ltd", "04/03/2026", "receipt.pdf", "nonsense");
      assertThat(record.headers()).isEmpty();
    }
  }

  @Test
  void aForgottenDocumentLeavesATombstoneAndAnEntryAndNothingElse() {
    inReview();
    river.decided(Samples.decided(ID + "/review/1", Verdict.ACCEPT));
    assertThat(river.documents().get(ID)).isNotNull();
    river.statuses();
    river.forget(ID);

    assertThat(river.documents().get(ID)).isNull();
    assertThat(river.deadlines()).isZero();
    assertThat(river.statuses()).containsExactly((io.sluice.events.DocumentStatus) null);
    AuditEntry last = entries().get(2);
    assertThat(last.getDecision()).isEqualTo(AuditDecision.FORGOTTEN);
    assertThat(last.getAuthority()).isEqualTo(AuditAuthority.OPERATOR);
    assertThat(last.getActor()).isEqualTo("otto");
    assertThat(last.getTenant()).isEqualTo("acme");

    river.forget(ID);
    assertThat(entries().get(3).getTenant()).as("asked again, nobody knows it").isNull();
  }

  @Test
  void whatIsUnderWayIsNotForgottenAndTheRefusalIsKept() {
    inReview();
    river.forget(ID);
    assertThat(river.documents().get(ID)).isNotNull();
    assertThat(entries())
        .extracting(AuditEntry::getDecision)
        .containsExactly(AuditDecision.REVIEW_REQUESTED, AuditDecision.FORGET_REFUSED);
    assertThat(river.statuses()).doesNotContainNull();
  }

  @Test
  void eachOfTwoPeopleHasAnEntryAndWhyTheyWereAsked() {
    start(new ReviewPolicy(true, 0, null, null));
    inReview();
    river.decided(Samples.corrected(ID + "/review/1", "erika", Map.of("total", "7.77")));
    river.decided(Samples.corrected(ID + "/review/2", "otto", Map.of("total", "7.77")));
    assertThat(entries())
        .extracting(AuditEntry::getDecision, AuditEntry::getPurpose, AuditEntry::getActor)
        .containsExactly(
            tuple(AuditDecision.REVIEW_REQUESTED, ReviewPurpose.DOUBT, null),
            tuple(AuditDecision.OPINION, ReviewPurpose.DOUBT, "erika"),
            tuple(AuditDecision.REVIEW_REQUESTED, ReviewPurpose.SECOND_OPINION, "erika"),
            tuple(AuditDecision.COMPLETED, ReviewPurpose.SECOND_OPINION, "otto"));
    assertThat(entries().get(1).getVerdict()).isEqualTo(Verdict.CORRECT);
    nothingOfTheDocumentIsIn("7.77", "12.30", "Acme Ltd");
  }

  @Test
  void anAuditByPeopleIsConfirmedOrCorrectedUnderItsOwnName() {
    start(new ReviewPolicy(false, 1, null, null));
    river.receive(Samples.received());
    river.parsed(ID, Samples.parsed());
    river.predicted(ID, Samples.certain());
    river.decided(Samples.audited(ID + "/review/1", "erika", "7.77"));
    assertThat(entries())
        .extracting(AuditEntry::getDecision, AuditEntry::getPurpose, AuditEntry::getActor)
        .containsExactly(
            tuple(AuditDecision.COMPLETED, null, null),
            tuple(AuditDecision.REVIEW_REQUESTED, ReviewPurpose.AUDIT, null),
            tuple(AuditDecision.CORRECTED, ReviewPurpose.AUDIT, "erika"));
    AuditEntry corrected = entries().get(2);
    assertThat(corrected.getStage()).isEqualTo(Stage.REVIEW);
    assertThat(corrected.getFields())
        .filteredOn(field -> field.getReader() == Reader.PERSON)
        .extracting(AuditField::getName)
        .as("the fields that were wrong")
        .containsExactly("total");
    nothingOfTheDocumentIsIn("7.77", "12.30", "Acme Ltd");
  }

  @Test
  void partsThatTakeItsPlaceAreAnEntryWithoutThem() {
    inReview();
    river.decided(Samples.replaced(ID + "/review/1", "erika", "part-1", "part-2"));
    AuditEntry replaced = entries().get(1);
    assertThat(replaced.getDecision()).isEqualTo(AuditDecision.REPLACED);
    assertThat(replaced.getVerdict()).isEqualTo(Verdict.REPLACE);
    assertThat(replaced.getActor()).isEqualTo("erika");
    nothingOfTheDocumentIsIn("part-1.pdf", "12.30");
  }

  private void start(ReviewPolicy forReceipts) {
    river.close();
    river = new River(policy(forReceipts));
  }

  private void nothingOfTheDocumentIsIn(String... values) {
    for (TestRecord<String, byte[]> record : records) {
      assertThat(new String(record.value(), StandardCharsets.ISO_8859_1)).doesNotContain(values);
    }
  }

  private void inReview() {
    river.receive(Samples.received());
    river.parsed(ID, Samples.parsed());
    river.predicted(ID, Samples.doubtful());
  }

  /** All entries until now. */
  private List<AuditEntry> entries() {
    records.addAll(river.audit());
    return records.stream().map(river::entry).toList();
  }

  private static AuditEntry only(List<AuditEntry> entries) {
    assertThat(entries).hasSize(1);
    return entries.get(0);
  }

  private static Policy policy(ReviewPolicy forReceipts) {
    Policy usual = Samples.policy(false);
    GateThresholds t = Samples.thresholds();
    return new Policy(
        new Gate(
            Samples.types(forReceipts),
            new GateThresholds(t.targetError(), t.readers(), t.classes(), null, GATE)),
        usual.firstPool(),
        usual.ladders(),
        usual.pools(),
        usual.deadlines(),
        usual.retention());
  }
}
