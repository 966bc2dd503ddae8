package io.sluice.desk.api;

import io.sluice.desk.api.Router.Endpoint;
import io.sluice.desk.contents.Mask;
import io.sluice.desk.queue.Command;
import io.sluice.desk.queue.Review;
import io.sluice.events.ExtractedField;
import io.sluice.events.LineItems;
import io.sluice.events.Prediction;
import io.sluice.events.Reader;
import io.sluice.events.ReviewDecided;
import io.sluice.events.ReviewPurpose;
import io.sluice.events.ReviewRequested;
import io.sluice.events.Verdict;
import io.sluice.http.Answer;
import io.sluice.rules.Validators;
import io.sluice.schemas.AvroTrust;
import io.sluice.types.DocumentType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people decide, and what the rules say of it beforehand. */
public final class DecisionApi {
  /** The life cycle takes no more. */
  private static final int MOST_CHARACTERS = 200_000;

  static {
    AvroTrust.grant();
  }

  private final Desk desk;
  private final Replacement replacement;

  public DecisionApi(Desk desk) {
    this.desk = desk;
    this.replacement = new Replacement(desk);
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(
            "/api/reviews/{id}/check", call -> desk.about(call, (r, q) -> check(call, r, q))),
        Endpoint.post("/api/reviews/{id}/decide", this::decide));
  }

  private Answer check(Call call, Review review, ReviewRequested request) {
    Form form = new Form(call.body());
    String name = form.text("documentType");
    DocumentType type = name == null ? null : desk.types().find(name).orElse(null);
    if (name == null || type == null) {
      return Problem.answer(
          List.of(new Problem("documentType", "'" + name + "' is no document type here")));
    }
    boolean blind = request.getPurpose() == ReviewPurpose.AUDIT;
    Prediction prediction =
        !blind && name.equals(request.getDocumentType()) ? request.getPrediction() : null;
    Mask mask = desk.maskFor(call.user(), review, request);
    Map<String, @Nullable String> typed = form.fields();
    typed.keySet().removeAll(mask.fields());
    Map<String, ExtractedField> values = new LinkedHashMap<>();
    if (prediction != null) {
      prediction.getFields().forEach(read -> values.put(read.getName(), read));
    }
    typed.forEach((field, value) -> values.put(field, byPerson(field, value)));
    LineItems items =
        form.hasLineItems()
            ? form.lineItems()
            : prediction == null ? null : prediction.getLineItems();
    // What a person has typed needs no second reader.
    List<ExtractedField> second =
        prediction == null
            ? List.of()
            : prediction.getSecondReadings().stream()
                .filter(reading -> !typed.containsKey(reading.getName()))
                .toList();
    return Answers.ok(
        Map.of(
            "doubts", new Views(type, mask).doubts(Validators.check(type, values, items, second))));
  }

  private static ExtractedField byPerson(String name, @Nullable String value) {
    return ExtractedField.newBuilder()
        .setName(name)
        .setValue(value)
        .setRawConfidence(1)
        .setConfidence(1)
        .setReader(Reader.PERSON)
        .build();
  }

  private Answer decide(Call call) {
    Review review = desk.ledger().read(queue -> queue.find(call.path("id"))).orElse(null);
    Verdict verdict = verdict(call.required("verdict"));
    if (call.body().toString().length() > MOST_CHARACTERS) {
      return Problem.answer(
          List.of(new Problem(null, "a decision has " + MOST_CHARACTERS + " characters at most")));
    }
    Form form = new Form(call.body());
    ReviewDecided decision = decision(call, form, verdict);
    if (review != null && review.task().taskId().equals(decision.getTaskId())) {
      ReviewRequested request = review.task().record().get();
      List<Problem> problems =
          DecisionCheck.problems(
              request, decision, desk.types(), desk.maskFor(call.user(), review, request));
      if (!problems.isEmpty()) {
        return Problem.answer(problems);
      }
      if (verdict == Verdict.REPLACE) {
        return replacement.decide(
            call, decision, form.parts(call.path("id")), decisions -> settle(call, decisions));
      }
    }
    // An old task, or none: the queue knows what to say.
    return settle(call, List.of(decision));
  }

  private Answer settle(Call call, List<ReviewDecided> decisions) {
    return desk.handle(
        new Command.Decide(call.user(), decisions),
        done -> {
          decisions.forEach(one ->
              desk.journal()
                  .decided(call.user(), one.getDocumentId(), one.getTaskId(), one.getVerdict()));
          return Answers.ok(
              Map.of(
                  "documentId", call.path("id"),
                  "verdict", Views.label(decisions.get(0).getVerdict())));
        });
  }

  private ReviewDecided decision(Call call, Form form, Verdict verdict) {
    String type = form.text("documentType");
    return ReviewDecided.newBuilder()
        .setTaskId(call.required("taskId"))
        .setDocumentId(call.path("id"))
        .setVerdict(verdict)
        .setDocumentType(verdict == Verdict.CORRECT ? type : null)
        .setFields(form.fields())
        .setPlaces(verdict == Verdict.CORRECT ? form.places() : Map.of())
        .setLineItems(form.lineItems())
        .setComment(form.text("comment"))
        .setReviewer(call.user().id())
        .setDecidedAt(desk.ledger().now())
        .setWorkMillis(form.workMillis())
        .build();
  }

  private static Verdict verdict(String name) {
    return Arrays.stream(Verdict.values())
        .filter(verdict -> verdict != Verdict.UNKNOWN && Views.label(verdict).equals(name))
        .findFirst()
        .orElseThrow(() -> new BadRequest("verdict is accept, correct, reject or replace"));
  }
}
