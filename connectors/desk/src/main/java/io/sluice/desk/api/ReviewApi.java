package io.sluice.desk.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.desk.access.User;
import io.sluice.desk.api.Router.Endpoint;
import io.sluice.desk.contents.Mask;
import io.sluice.desk.queue.Command;
import io.sluice.desk.queue.Duty;
import io.sluice.desk.queue.Hold;
import io.sluice.desk.queue.Review;
import io.sluice.desk.queue.Task;
import io.sluice.events.Prediction;
import io.sluice.events.ReviewPurpose;
import io.sluice.events.ReviewRequested;
import io.sluice.http.Answer;
import io.sluice.types.DocumentType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One review: what was asked, what was read, and what somebody has typed so far. */
public final class ReviewApi {
  /** The largest draft, in bytes of JSON. */
  public static final int DRAFT_BYTES = 256 << 10;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SAME_DELIVERY = Duration.ofHours(1);
  private static final int MOST_SIBLINGS = 50;

  private final Desk desk;
  private final Drafts drafts;

  public ReviewApi(Desk desk) {
    this.desk = desk;
    this.drafts = new Drafts(Mask.inDrafts(desk.types().all()));
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/reviews/{id}", call -> desk.about(call, (r, q) -> review(call, r, q))),
        Endpoint.put("/api/reviews/{id}/draft", this::draft));
  }

  private Answer review(Call call, Review review, ReviewRequested request) {
    User user = call.user();
    Task task = review.task();
    Mask mask = desk.maskFor(user, review, request);
    boolean blind = task.purpose() == ReviewPurpose.AUDIT;
    DocumentType type = desk.typeOf(review);
    Views views = new Views(type, mask);
    Prediction prediction = blind ? null : request.getPrediction();
    Instant now = desk.ledger().now();
    boolean mine = review.heldAt(now).map(h -> h.holder().equals(user.id())).orElse(false);
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("documentId", task.documentId());
    json.put("taskId", task.taskId());
    json.put("tenant", task.tenant());
    json.put("source", task.source());
    json.put("fileName", task.fileName());
    json.put("parentId", task.parentId());
    json.put("mediaType", request.getMediaType());
    json.put("pageCount", task.pageCount());
    json.put("dataClass", Views.label(request.getDataClass()));
    json.put("purpose", Views.label(task.purpose()));
    json.put("documentType", task.documentType());
    json.put("requestedAt", task.requestedAt().toString());
    json.put("receivedAt", task.receivedAt().toString());
    json.put("value", QueueApi.value(user, type, task));
    json.put("doubts", blind ? List.of() : views.doubts(request.getDoubts()));
    json.put("classes", prediction == null ? List.of() : Views.classes(prediction.getClasses()));
    json.put("fields", prediction == null ? List.of() : views.fields(prediction.getFields()));
    json.put("lineItems", prediction == null ? null : views.lineItems(prediction.getLineItems()));
    json.put("readers", blind ? List.of() : views.readers(request));
    json.put("warnings", Views.warnings(request.getWarnings()));
    json.put("siblings", siblings(user, task, now));
    json.put("hidden", new TreeSet<>(mask.fields()));
    json.put("canTake", Duty.bar(user, task).isEmpty());
    json.put("mine", mine);
    json.put("draft", drafts.shown(review.draft(), user));
    json.put("note", review.note());
    json.put("lease", desk.lease(user, review));
    return Answers.ok(json);
  }

  /** What came with it and is in review, too: it may belong together. */
  private List<Map<String, @Nullable Object>> siblings(User user, Task task, Instant now) {
    return desk
        .ledger()
        .read(queue ->
            queue.all().stream()
                .filter(one -> isSibling(task, one.task()) && Duty.sees(user, one.task()))
                .toList())
        .stream()
        .sorted(Comparator.comparing((Review one) -> one.task().receivedAt()))
        .limit(MOST_SIBLINGS)
        .map(one -> sibling(task, one, now))
        .toList();
  }

  private static boolean isSibling(Task task, Task other) {
    return !other.documentId().equals(task.documentId())
        && other.tenant().equals(task.tenant())
        && (task.parentId() != null && task.parentId().equals(other.parentId())
            || !task.source().isEmpty()
                && task.source().equals(other.source())
                && Duration.between(task.receivedAt(), other.receivedAt())
                        .abs()
                        .compareTo(SAME_DELIVERY)
                    <= 0);
  }

  private static Map<String, @Nullable Object> sibling(Task task, Review other, Instant now) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("documentId", other.task().documentId());
    json.put("fileName", other.task().fileName());
    json.put("pageCount", other.task().pageCount());
    json.put(
        "why",
        Objects.equals(task.parentId(), other.task().parentId()) && task.parentId() != null
            ? "parent"
            : "source");
    json.put("documentType", other.task().documentType());
    json.put("holder", other.heldAt(now).map(Hold::holder).orElse(null));
    return json;
  }

  private Answer draft(Call call) {
    String draft;
    try {
      JsonNode kept =
          drafts.merged(
              call.body(),
              desk.ledger()
                  .read(queue -> queue.find(call.path("id")))
                  .map(Review::draft)
                  .orElse(null),
              call.user());
      draft = JSON.writeValueAsString(kept);
    } catch (JsonProcessingException e) {
      throw new BadRequest("the draft is no JSON");
    }
    if (draft.getBytes(StandardCharsets.UTF_8).length > DRAFT_BYTES) {
      return Answers.refuse(
          413, "TOO_LARGE", "a draft has " + (DRAFT_BYTES >> 10) + " KiB at most");
    }
    return desk.handle(
        new Command.SaveDraft(call.user(), call.path("id"), draft),
        done -> {
          Review review = Objects.requireNonNull(done.review(), "a draft leaves a review");
          Hold hold = Objects.requireNonNull(review.hold(), "only a holder saves drafts");
          return Answers.ok(Map.of("until", hold.until().toString()));
        });
  }
}
