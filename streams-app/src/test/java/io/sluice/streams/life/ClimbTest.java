package io.sluice.streams.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.events.AuditDecision;
import io.sluice.events.AuditEntry;
import io.sluice.events.Authority;
import io.sluice.events.DataClass;
import io.sluice.events.DocumentCompleted;
import io.sluice.events.DocumentReceived;
import io.sluice.events.EgressEntry;
import io.sluice.events.EgressMoment;
import io.sluice.events.ExtractedField;
import io.sluice.events.FrontierEscalation;
import io.sluice.events.Prediction;
import io.sluice.events.Reader;
import io.sluice.events.Reason;
import io.sluice.events.ReviewRequested;
import io.sluice.events.Stage;
import io.sluice.events.StageUse;
import io.sluice.streams.Samples;
import io.sluice.streams.gate.Gate;
import io.sluice.streams.gate.GateThresholds;
import io.sluice.types.LargerPool;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What climbs, how far, and who is believed. */
class ClimbTest {
  private static final Set<LargerPool> BOTH = EnumSet.allOf(LargerPool.class);

  private Transitions transitions = new Transitions(policy(BOTH));
  private State state = new State.Absent();

  @Test
  void aFieldInDoubtClimbsRungByRungAndPeopleAreAskedLast() {
    infer(DataClass.PUBLIC, Samples.doubtful());
    FrontierEscalation small = asked(happens(predicted(Samples.doubtful())), LargerPool.LLM);
    assertThat(small.getFields()).containsExactly("total");
    FrontierEscalation large =
        asked(happens(answer(small, "small", "9.99", 0.6)), LargerPool.FRONTIER);
    assertThat(large.getTaskId()).isNotEqualTo(small.getTaskId());
    ReviewRequested review = review(happens(answer(large, "large", "8.88", 0.6)));
    assertThat(review.getEarlier())
        .extracting(reading -> reading.getModel().getName())
        .as("what each reader said, lowest first; the last one's word is in the prediction")
        .containsExactly("micro", "small");
    assertThat(review.getPrediction().getModel().getName()).isEqualTo("large");
  }

  @Test
  void theFirstRungThatMakesItSureEnoughIsTheLast() {
    infer(DataClass.PUBLIC, Samples.doubtful());
    FrontierEscalation small = asked(happens(predicted(Samples.doubtful())), LargerPool.LLM);
    DocumentCompleted done = completed(happens(answer(small, "small", "12.30", 0.95)));
    assertThat(done.getAuthority()).isEqualTo(Authority.LLM);
    double p = 0.5;
    double q = 0.95;
    double echo = 0.5;
    assertThat(field(done, "total").getConfidence())
        .as("two who agree are surer than either")
        .isCloseTo(p * q / (p * q + (1 - p) * (1 - q) * echo), within(1e-9));
  }

  @Test
  void theRecordSaysWhatEachStageUsed() {
    infer(DataClass.PUBLIC, Samples.doubtful());
    FrontierEscalation small = asked(happens(predicted(Samples.doubtful())), LargerPool.LLM);
    DocumentCompleted done = completed(happens(answer(small, "small", "12.30", 0.95)));
    assertThat(done.getUses())
        .extracting(StageUse::getStage)
        .containsExactly(Stage.PARSE, Stage.INFER, Stage.ESCALATE);
    assertThat(done.getUses().get(2).getTokensIn()).isEqualTo(700);
    assertThat(done.getUses().get(2).getCostMicros()).isEqualTo(1_200);
  }

  @Test
  void aValueThatThePageDoesNotBearOutIsNoWordForAbsence() {
    infer(DataClass.PUBLIC, Samples.doubtful());
    FrontierEscalation small = asked(happens(predicted(Samples.doubtful())), LargerPool.LLM);
    FrontierEscalation large = asked(happens(answer(small, "small", null, 0)), LargerPool.FRONTIER);
    assertThat(large.getFields()).containsExactly("total");
    DocumentCompleted done = completed(happens(answer(large, "large", "12.30", 0.95)));
    double p = 0.5;
    double q = 0.95;
    assertThat(field(done, "total").getConfidence())
        .as("as if the small one had not been asked")
        .isCloseTo(p * q / (p * q + (1 - p) * (1 - q) * 0.5), within(1e-9));
  }

  @Test
  void aDocumentThatMayNotLeaveClimbsAsFarAsTheHouseGoes() {
    infer(DataClass.CONFIDENTIAL, Samples.doubtful());
    FrontierEscalation small = asked(happens(predicted(Samples.doubtful())), LargerPool.LLM);
    review(happens(answer(small, "small", "9.99", 0.6)));
  }

  @Test
  void aRestrictedDocumentNeverLeavesWhateverItsType() {
    transitions = new Transitions(policy(EnumSet.of(LargerPool.FRONTIER)));
    infer(DataClass.RESTRICTED, Samples.doubtful());
    review(happens(predicted(Samples.doubtful())));
  }

  @Test
  void aClassInDoubtGoesToPeopleForAModelIsAskedAboutFieldsOnly() {
    Prediction unclear = Samples.prediction("receipt", 0.5, Samples.field("total", "1.00", 0.5));
    infer(DataClass.PUBLIC, unclear);
    review(happens(predicted(unclear)));
  }

  @Test
  void withoutAMeasuredLadderNothingClimbs() {
    Prediction mail = Samples.prediction("email", 0.99, Samples.field("sender", "a", 0.5));
    infer(DataClass.PUBLIC, mail);
    review(happens(predicted(mail)));
  }

  @Test
  void anAnswerOfAModelThatWasNotMeasuredIsWorthNothing() {
    infer(DataClass.PUBLIC, Samples.doubtful());
    FrontierEscalation small = asked(happens(predicted(Samples.doubtful())), LargerPool.LLM);
    ReviewRequested review = review(happens(answer(small, "another", "12.30", 0.99)));
    assertThat(review.getDoubts())
        .anySatisfy(doubt ->
            assertThat(doubt.getMessage()).contains("another answered", "measured with small"));
    assertThat(review.getPrediction().getModel().getName()).isEqualTo("micro");
    assertThat(review.getEarlier())
        .as("people may see what it said, and it was paid for")
        .singleElement()
        .satisfies(said -> assertThat(said.getCostMicros()).isEqualTo(1_200));
  }

  @Test
  void aModelThatSaysAnotherClassPutsTheClassInDoubt() {
    infer(DataClass.PUBLIC, Samples.doubtful());
    FrontierEscalation small = asked(happens(predicted(Samples.doubtful())), LargerPool.LLM);
    Prediction mail = Samples.by("small", Samples.prediction("email", 0.99));
    ReviewRequested review = review(happens(new Event.Answered(small.getTaskId(), mail)));
    assertThat(review.getDocumentType()).isEqualTo("receipt");
    assertThat(review.getDoubts())
        .anySatisfy(
            doubt -> assertThat(doubt.getMessage()).isEqualTo("small says that it is email"));
  }

  @Test
  void aRungThatFailsLeavesTheRestToPeopleAndSaysSo() {
    infer(DataClass.PUBLIC, Samples.doubtful());
    FrontierEscalation small = asked(happens(predicted(Samples.doubtful())), LargerPool.LLM);
    ReviewRequested review =
        review(
            happens(
                new Event.AnswerFailed(
                    small.getTaskId(), Samples.failure(Reason.RETRIES_EXHAUSTED))));
    assertThat(review.getDoubts())
        .anySatisfy(doubt -> assertThat(doubt.getMessage()).startsWith("llm failed"));
  }

  @Test
  void aBrokenRuleClimbsHoweverSureItsFieldIs() {
    Prediction odd =
        Samples.prediction(
            "receipt",
            0.99,
            Samples.field("company", "Acme Ltd", 0.98),
            Samples.field("date", "yesterday", 0.99),
            Samples.field("address", null, 0.96),
            Samples.field("total", "12.30", 0.95));
    infer(DataClass.PUBLIC, odd);
    assertThat(asked(happens(predicted(odd)), LargerPool.LLM).getFields()).containsExactly("date");
  }

  @Test
  void theBundlesThresholdsSayNothingOfALargerModelsAnswer() {
    Gate gate = new Gate(Samples.policy(true).gate().types(), Samples.thresholds());
    Prediction answer =
        Samples.prediction(
            "receipt",
            0.99,
            Samples.field("company", "Acme Ltd", 0.99, Reader.LLM),
            Samples.field("date", "04/03/2026", 0.99, Reader.LLM),
            Samples.field("address", null, 0.99, Reader.LLM),
            Samples.field("total", "12.30", 0.99, Reader.LLM));
    assertThat(gate.judge(answer))
        .isInstanceOfSatisfying(
            io.sluice.streams.gate.Ruling.InDoubt.class,
            doubt ->
                assertThat(doubt.doubts())
                    .hasSize(4)
                    .allSatisfy(d -> assertThat(d.getCode()).isEqualTo("NO_THRESHOLD")));
  }

  @Test
  void whereTheBundleHasNoThresholdTheLaddersHoldsForADocumentThatNeedsNoRung() {
    GateThresholds.OfClass classAlone =
        new GateThresholds.OfClass(new io.sluice.streams.gate.Threshold.AtLeast(0.9), Map.of());
    Policy usual = policy(BOTH);
    transitions =
        new Transitions(
            new Policy(
                new Gate(
                    usual.gate().types(),
                    new GateThresholds(0.01, Map.of(), Map.of("receipt", classAlone))),
                usual.firstPool(),
                usual.ladders(),
                usual.pools(),
                usual.deadlines(),
                usual.retention()));
    infer(DataClass.PUBLIC, Samples.certain());
    assertThat(completed(happens(predicted(Samples.certain()))).getAuthority())
        .isEqualTo(Authority.GATE);
  }

  @Test
  void whatLeavesTheHouseIsInTheAuditAndChangesNothingElse() {
    infer(DataClass.PUBLIC, Samples.doubtful());
    happens(predicted(Samples.doubtful()));
    EgressEntry entry = entry();
    for (State each : List.of(new State.Absent(), state)) {
      Event left = new Event.Left(entry);
      Decision decision = transitions.decide(each, left, Samples.NOON);
      assertThat(decision).isEqualTo(new Decision(each, List.of()));
      List<AuditEntry> kept = new Audit(policy(BOTH)).of(each, left, decision, Samples.NOON);
      assertThat(kept).hasSize(1);
      assertThat(kept.get(0).getDecision()).isEqualTo(AuditDecision.EGRESS);
      assertThat(kept.get(0).getEgress()).isEqualTo(entry);
    }
  }

  private static EgressEntry entry() {
    return EgressEntry.newBuilder()
        .setCallId("call-1")
        .setTaskId(Samples.ID + "/escalate/1")
        .setDocumentId(Samples.ID)
        .setTenant("acme")
        .setDocumentType("receipt")
        .setDataClass(DataClass.PUBLIC)
        .setProvider("far")
        .setRegion("eu")
        .setModel("large")
        .setMoment(EgressMoment.ASKED)
        .setPolicyVersion("1")
        .setPolicySha256("00ff")
        .setReason("receipts may leave")
        .setAskedAt(Samples.NOON)
        .setAt(Samples.NOON)
        .build();
  }

  private static Policy policy(Set<LargerPool> pools) {
    Policy usual = Samples.policy(true);
    return new Policy(
        usual.gate(),
        usual.firstPool(),
        usual.ladders(),
        pools,
        usual.deadlines(),
        usual.retention());
  }

  /** A document of this data class, before its first reading. */
  private void infer(DataClass dataClass, Prediction reading) {
    happens(
        new Event.Received(
            DocumentReceived.newBuilder(Samples.received()).setDataClass(dataClass).build()));
    happens(new Event.Parsed(awaited(), Samples.parsed()));
    assertThat(reading.getClasses()).isNotEmpty();
  }

  private Event predicted(Prediction reading) {
    return new Event.Predicted(awaited(), reading);
  }

  private String awaited() {
    return ((State.Waiting) state).awaited();
  }

  private List<Command> happens(Event event) {
    Decision decision = transitions.decide(state, event, Samples.NOON);
    state = decision.next();
    return decision.commands();
  }

  private static Event answer(
      FrontierEscalation task, String model, @Nullable String total, double confidence) {
    return new Event.Answered(
        task.getTaskId(),
        Prediction.newBuilder(
                Samples.by(
                    model,
                    Samples.prediction(
                        "receipt", 0.99, Samples.field("total", total, confidence, Reader.LLM))))
            .setTokensIn(700)
            .setTokensOut(30)
            .setCostMicros(1_200)
            .build());
  }

  private static FrontierEscalation asked(List<Command> commands, LargerPool pool) {
    assertThat(commands)
        .first()
        .isInstanceOfSatisfying(
            Command.RequestLarger.class, c -> assertThat(c.pool()).isEqualTo(pool));
    return ((Command.RequestLarger) commands.get(0)).task();
  }

  private static ReviewRequested review(List<Command> commands) {
    assertThat(commands).first().isInstanceOf(Command.RequestReview.class);
    return ((Command.RequestReview) commands.get(0)).task();
  }

  private static DocumentCompleted completed(List<Command> commands) {
    assertThat(commands).first().isInstanceOf(Command.Complete.class);
    return ((Command.Complete) commands.get(0)).record();
  }

  private static ExtractedField field(DocumentCompleted done, String name) {
    return done.getFields().stream()
        .filter(field -> field.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
