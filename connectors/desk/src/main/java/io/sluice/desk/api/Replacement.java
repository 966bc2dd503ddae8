package io.sluice.desk.api;

import io.sluice.desk.api.Form.Part;
import io.sluice.desk.api.Form.Range;
import io.sluice.desk.contents.Pictures;
import io.sluice.desk.queue.Review;
import io.sluice.events.ChildPart;
import io.sluice.events.PageSlice;
import io.sluice.events.ReviewDecided;
import io.sluice.events.ReviewRequested;
import io.sluice.events.WantedPart;
import io.sluice.http.Answer;
import io.sluice.schemas.Ids;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A document that is several, or several that are one: the extractors make the parts, then every
 * document involved is decided together, all or none.
 */
final class Replacement {
  private static final int MOST_PARTS = 200;

  private final Desk desk;

  Replacement(Desk desk) {
    this.desk = desk;
  }

  /**
   * Decides it once the parts are there.
   *
   * @param decision of the document in question, without its parts
   * @param then settles the decisions
   */
  Answer decide(
      Call call,
      ReviewDecided decision,
      List<Part> parts,
      Function<List<ReviewDecided>, Answer> then) {
    Map<String, Review> involved = new LinkedHashMap<>();
    List<Problem> problems = new ArrayList<>();
    involve(call, decision.getDocumentId(), involved, problems);
    parts.stream()
        .flatMap(part -> part.ranges().stream())
        .map(Range::documentId)
        .distinct()
        .forEach(id -> involve(call, id, involved, problems));
    if (problems.isEmpty()) {
      check(parts, involved, decision.getComment() != null, problems);
    }
    if (!problems.isEmpty()) {
      return Problem.answer(problems);
    }
    ReviewRequested first = request(involved, decision.getDocumentId());
    Pictures.Parts made =
        desk.pictures()
            .cut(
                first,
                Ids.sha256(parts.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 32),
                parts.stream().map(part -> wanted(part, first, involved)).toList());
    if (made.failure() != null) {
      return Problem.answer(List.of(new Problem("parts", made.failure())));
    }
    if (made.made() == null) {
      return Answer.json(202, Map.of("state", "cutting"), Map.of("Retry-After", "1"));
    }
    List<ChildPart> children = made.made();
    return then.apply(
        involved.entrySet().stream()
            .map(entry -> decision(decision, entry.getValue(), parts, children))
            .toList());
  }

  private void involve(
      Call call, String documentId, Map<String, Review> involved, List<Problem> problems) {
    Review review = desk.ledger().read(queue -> queue.find(documentId)).orElse(null);
    boolean held =
        review != null
            && review
                .heldAt(desk.ledger().now())
                .map(hold -> hold.holder().equals(call.user().id()))
                .orElse(false);
    if (review != null && held) {
      involved.put(documentId, review);
    } else {
      problems.add(new Problem("parts", "you do not hold the document " + documentId));
    }
  }

  private static void check(
      List<Part> parts, Map<String, Review> involved, boolean explained, List<Problem> problems) {
    if (parts.isEmpty() || parts.size() > MOST_PARTS) {
      problems.add(new Problem("parts", "there are 1 to " + MOST_PARTS + " parts"));
    }
    if (involved.values().stream().map(review -> review.task().tenant()).distinct().count() > 1) {
      problems.add(new Problem("parts", "documents of two tenants do not belong together"));
    }
    Map<String, TreeSet<Integer>> left = new LinkedHashMap<>();
    involved.forEach((id, review) -> {
      TreeSet<Integer> pages = new TreeSet<>();
      for (int page = 1; page <= review.task().pageCount(); page++) {
        pages.add(page);
      }
      left.put(id, pages);
    });
    for (Part part : parts) {
      for (Range range : part.ranges()) {
        int pages = Objects.requireNonNull(involved.get(range.documentId())).task().pageCount();
        if (range.from() < 1 || range.to() < range.from() || range.to() > pages) {
          problems.add(
              new Problem(
                  "parts",
                  "there are no pages %d to %d of %d".formatted(range.from(), range.to(), pages)));
          continue;
        }
        for (int page = range.from(); page <= range.to(); page++) {
          if (!Objects.requireNonNull(left.get(range.documentId())).remove(page)) {
            problems.add(new Problem("parts", "page " + page + " is in two parts"));
          }
        }
      }
    }
    left.forEach((id, pages) -> {
      if (pages.size() == Objects.requireNonNull(involved.get(id)).task().pageCount()) {
        problems.add(new Problem("parts", "no page of the document " + id + " is in a part"));
      }
    });
    left.values().stream()
        .filter(pages -> !pages.isEmpty() && !explained)
        .forEach(pages ->
            problems.add(
                new Problem(
                    "parts", "in no part: " + pages + "; a comment says why they are left out")));
  }

  private static WantedPart wanted(Part part, ReviewRequested first, Map<String, Review> involved) {
    return new WantedPart(
        part.fileName() == null ? first.getFileName() : part.fileName(),
        part.ranges().stream()
            .map(range -> {
              ReviewRequested request = request(involved, range.documentId());
              return new PageSlice(
                  request.getOriginal(),
                  Objects.requireNonNullElse(request.getMediaType(), "application/pdf"),
                  range.from(),
                  range.to());
            })
            .toList());
  }

  private static ReviewRequested request(Map<String, Review> involved, String documentId) {
    return Objects.requireNonNull(involved.get(documentId), documentId).task().record().get();
  }

  /** The decision about one of the documents: it names the parts that hold pages of it. */
  private static ReviewDecided decision(
      ReviewDecided model, Review review, List<Part> parts, List<ChildPart> children) {
    String id = review.task().documentId();
    List<ChildPart> own = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).ranges().stream().anyMatch(range -> range.documentId().equals(id))) {
        own.add(children.get(i));
      }
    }
    return ReviewDecided.newBuilder(model)
        .setDocumentId(id)
        .setTaskId(review.task().taskId())
        .setParts(own)
        .build();
  }
}
