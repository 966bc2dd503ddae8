package io.sluice.desk.api;

import io.sluice.desk.access.User;
import io.sluice.desk.api.Router.Endpoint;
import io.sluice.desk.contents.Mask;
import io.sluice.desk.queue.Command;
import io.sluice.desk.queue.Duty;
import io.sluice.desk.queue.Filter;
import io.sluice.desk.queue.Hold;
import io.sluice.desk.queue.Review;
import io.sluice.desk.queue.Sort;
import io.sluice.desk.queue.Task;
import io.sluice.http.Answer;
import io.sluice.types.DocumentType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is there to do, and who takes it. */
public final class QueueApi {
  private static final int MOST = 200;

  private final Desk desk;

  public QueueApi(Desk desk) {
    this.desk = desk;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/queue", this::queue),
        Endpoint.post("/api/next", this::next),
        Endpoint.post(
            "/api/reviews/{id}/claim",
            call -> taken(call, new Command.Claim(call.user(), call.path("id")))),
        Endpoint.post(
            "/api/reviews/{id}/renew",
            call -> taken(call, new Command.Renew(call.user(), call.path("id")))),
        Endpoint.post("/api/reviews/{id}/release", this::release),
        Endpoint.get("/api/reviews/{id}/colleagues", this::colleagues),
        Endpoint.post("/api/reviews/{id}/handover", this::handOver));
  }

  private Answer queue(Call call) {
    User user = call.user();
    Instant now = desk.ledger().now();
    Filter filter = filter(call, now);
    String state = Objects.requireNonNullElse(call.first("state"), "all");
    int offset = call.number("offset", 0, 0, Integer.MAX_VALUE);
    int limit = call.number("limit", 50, 1, MOST);
    Sort sort = sort(call.first("sort"));
    List<Review> listed =
        desk.ledger()
            .read(queue ->
                queue.all().stream().filter(review -> Duty.lists(user, review.task())).toList());
    List<Review> wanted =
        listed.stream()
            .filter(review -> filter.passes(review.task()) && isIn(state, user, review, now))
            .toList();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("total", wanted.size());
    json.put("open", listed.stream().filter(one -> one.heldAt(now).isEmpty()).count());
    json.put("mine", listed.stream().filter(one -> isMine(user, one, now)).count());
    json.put(
        "facets",
        Map.of(
            "type",
            facet(listed, task -> Objects.requireNonNullElse(task.documentType(), Filter.NO_TYPE)),
            "tenant",
            facet(listed, Task::tenant),
            "purpose",
            facet(listed, task -> Views.label(task.purpose()))));
    json.put(
        "items",
        best(wanted, sort.order(), offset + (long) limit).stream()
            .skip(offset)
            .map(review -> item(user, review, now))
            .toList());
    return Answers.ok(json);
  }

  /** The first of them in this order: most are looked at once and never sorted. */
  private static List<Review> best(List<Review> reviews, Comparator<Review> order, long most) {
    PriorityQueue<Review> kept = new PriorityQueue<>(order.reversed());
    for (Review review : reviews) {
      if (kept.size() < most) {
        kept.add(review);
      } else if (order.compare(review, kept.element()) < 0) {
        kept.remove();
        kept.add(review);
      }
    }
    return kept.stream().sorted(order).toList();
  }

  private static Map<String, Long> facet(List<Review> reviews, Function<Task, String> of) {
    return reviews.stream()
        .collect(
            Collectors.groupingBy(
                review -> of.apply(review.task()), TreeMap::new, Collectors.counting()));
  }

  private static boolean isIn(String state, User user, Review review, Instant now) {
    return switch (state) {
      case "open" -> review.heldAt(now).isEmpty();
      case "held" -> review.heldAt(now).isPresent();
      case "mine" -> isMine(user, review, now);
      case "all" -> true;
      default -> throw new BadRequest("state is open, held, mine or all");
    };
  }

  private static boolean isMine(User user, Review review, Instant now) {
    return review.heldAt(now).map(hold -> hold.holder().equals(user.id())).orElse(false);
  }

  private Map<String, @Nullable Object> item(User user, Review review, Instant now) {
    Task task = review.task();
    Optional<Hold> hold = review.heldAt(now);
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("documentId", task.documentId());
    json.put("taskId", task.taskId());
    json.put("fileName", task.fileName());
    json.put("documentType", task.documentType());
    json.put("tenant", task.tenant());
    json.put("purpose", Views.label(task.purpose()));
    json.put("requestedAt", task.requestedAt().toString());
    json.put("receivedAt", task.receivedAt().toString());
    String name = task.documentType();
    DocumentType type = name == null ? null : desk.types().find(name).orElse(null);
    json.put("value", value(user, type, task));
    json.put("doubts", task.doubts());
    json.put("pageCount", task.pageCount());
    json.put("holder", hold.map(Hold::holder).orElse(null));
    json.put("holderName", hold.map(h -> desk.people().nameOf(h.holder())).orElse(null));
    json.put("until", hold.map(h -> h.until().toString()).orElse(null));
    json.put("mine", isMine(user, review, now));
    json.put("hasDraft", review.draft() != null);
    json.put("note", review.note());
    return json;
  }

  /** How much is at stake, unless that is personal and this person may not see such. */
  static @Nullable String value(User user, @Nullable DocumentType type, Task task) {
    boolean hidden =
        !user.rights().personal()
            && type != null
            && Mask.personal(type).contains(String.valueOf(type.review().valueField()));
    return task.value() == null || hidden ? null : task.value().toPlainString();
  }

  private Answer next(Call call) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    for (String key : List.of("type", "tenant", "purpose", "skill", "olderThan", "minValue")) {
      String value = call.text(key);
      if (value != null) {
        query.put(key, List.of(value));
      }
    }
    Call asked = new Call(call.session(), call.path(), query, call.body());
    return taken(
        call,
        new Command.Next(
            call.user(),
            filter(asked, desk.ledger().now()),
            sort(call.text("sort")),
            call.text("after")));
  }

  private Answer taken(Call call, Command command) {
    return desk.handle(
        command,
        done -> {
          Review review = Objects.requireNonNull(done.review(), "a claim leaves a review");
          Task task = review.task();
          if (!(command instanceof Command.Renew)) {
            desk.journal().taken(call.user(), task);
            desk.pictures().want(task.record().get(), 1);
          }
          Map<String, @Nullable Object> json = new LinkedHashMap<>();
          json.put("documentId", task.documentId());
          json.put("taskId", task.taskId());
          json.put("lease", desk.lease(call.user(), review));
          return Answers.ok(json);
        });
  }

  private Answer release(Call call) {
    return desk.handle(
        new Command.Release(call.user(), call.path("id"), note(call)),
        done -> {
          desk.journal().released(call.user(), call.path("id"));
          return Answers.nothing();
        });
  }

  private Answer colleagues(Call call) {
    return desk.about(
        call,
        (review, request) ->
            Answers.ok(
                Map.of(
                    "colleagues",
                    desk.people().all().stream()
                        .filter(one -> !one.id().equals(call.user().id()))
                        .filter(one -> Duty.bar(one, review.task()).isEmpty())
                        .sorted(Comparator.comparing(User::name))
                        .map(one -> Map.of("user", one.id(), "name", one.name()))
                        .toList())));
  }

  private Answer handOver(Call call) {
    String to = call.required("to");
    Optional<User> colleague = desk.people().find(to);
    if (colleague.isEmpty()) {
      return Answers.refuse(
          422,
          "PROBLEMS",
          "the desk does not know '" + to + "': they have to log in once",
          Map.of("problems", List.of(Map.of("field", "to", "message", "unknown"))));
    }
    return desk.handle(
        new Command.HandOver(call.user(), call.path("id"), colleague.get(), note(call)),
        done -> {
          desk.journal().handedOver(call.user(), colleague.get(), call.path("id"));
          return Answers.nothing();
        });
  }

  private static @Nullable String note(Call call) {
    String note = call.text("note");
    if (note != null && note.length() > 2_000) {
      throw new BadRequest("a note has 2000 characters at most");
    }
    return note == null || note.isBlank() ? null : note.strip();
  }

  private static Sort sort(@Nullable String name) {
    return name == null
        ? Sort.AGE
        : Arrays.stream(Sort.values())
            .filter(sort -> Views.label(sort).equals(name))
            .findFirst()
            .orElseThrow(() -> new BadRequest("sort is age, value or doubt"));
  }

  private static Filter filter(Call call, Instant now) {
    Set<String> purposes = new HashSet<>(call.all("purpose"));
    try {
      String age = call.first("olderThan");
      String value = call.first("minValue");
      return new Filter(
          new HashSet<>(call.all("type")),
          new HashSet<>(call.all("tenant")),
          purposes,
          new HashSet<>(call.all("skill")),
          age == null ? null : now.minus(Duration.parse(age)),
          value == null ? null : new BigDecimal(value));
    } catch (NumberFormatException e) {
      throw new BadRequest("minValue is a decimal number");
    } catch (DateTimeException | ArithmeticException e) {
      throw new BadRequest("olderThan is a duration such as PT24H");
    }
  }
}
