package io.sluice.desk.api;

import io.sluice.content.ContentException;
import io.sluice.desk.access.People;
import io.sluice.desk.access.Role;
import io.sluice.desk.access.User;
import io.sluice.desk.contents.Contents;
import io.sluice.desk.contents.Mask;
import io.sluice.desk.contents.Pictures;
import io.sluice.desk.queue.Command;
import io.sluice.desk.queue.Duty;
import io.sluice.desk.queue.Hold;
import io.sluice.desk.queue.Outcome;
import io.sluice.desk.queue.Review;
import io.sluice.desk.topics.Ledger;
import io.sluice.events.ReviewRequested;
import io.sluice.http.Answer;
import io.sluice.types.DocumentType;
import io.sluice.types.DocumentTypes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the endpoints work with, and how they say no.
 *
 * @param types the document types in force
 */
public record Desk(
    Ledger ledger,
    Contents contents,
    Pictures pictures,
    DocumentTypes types,
    People people,
    Journal journal) {
  public Desk(
      Ledger ledger, Contents contents, Pictures pictures, DocumentTypes types, People people) {
    this(ledger, contents, pictures, types, people, new Journal());
  }

  /** Something to tell about a review that somebody may look at. */
  @FunctionalInterface
  interface Telling {
    Answer tell(Review review, ReviewRequested request) throws ContentException;
  }

  /** Has it decided; what is refused is told. */
  Answer handle(Command command, Function<Outcome.Done, Answer> then) {
    return switch (ledger.handle(command)) {
      case Ledger.Away(String why) -> Answers.refuse(503, "AWAY", why);
      case Ledger.Settled(Outcome.Done done) -> then.apply(done);
      case Ledger.Settled(Outcome.NothingLeft none) -> Answers.nothing();
      case Ledger.Settled(Outcome.Refused refused) -> refusal(refused);
    };
  }

  /** Tells about a review, if this person may look at it. */
  Answer about(Call call, Telling telling) {
    String id = call.path("id");
    User user = call.user();
    Review review = ledger.read(queue -> queue.find(id)).orElse(null);
    if (review == null) {
      return refusal(ledger.read(queue -> queue.gone(id)));
    }
    if (!Duty.sees(user, review.task())) {
      return Answers.refuse(
          403, "FORBIDDEN", Duty.bar(user, review.task()).orElse("this is not for you"));
    }
    try {
      return telling.tell(review, review.task().record().get());
    } catch (ContentException.Unavailable e) {
      return Answers.refuse(503, "AWAY", "the contents cannot be had just now: " + e.getMessage());
    } catch (ContentException e) {
      return Answers.refuse(409, "CONTENT", String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      return Answers.refuse(409, "CONTENT", "the contents cannot be read: " + e.getMessage());
    }
  }

  /** The type in force; null for none, and for an audit. */
  @Nullable DocumentType typeOf(Review review) {
    String name = review.task().documentType();
    return name == null ? null : types.find(name).orElse(null);
  }

  /** What is hidden from this person; if nothing is that could be, the journal tells. */
  Mask maskFor(User user, Review review, ReviewRequested request) {
    Mask mask = Mask.of(typeOf(review), request);
    if (!user.rights().personal()) {
      return mask;
    }
    if (review.task().guarded() || !mask.isEmpty()) {
      journal.personalSeen(user, review.task());
    }
    return Mask.NONE;
  }

  /** Who holds it, and until when; null if nobody does. */
  @Nullable Map<String, Object> lease(User user, Review review) {
    Optional<Hold> held = review.heldAt(ledger.now());
    return held.map(
            hold -> {
              Map<String, Object> json = holder(hold);
              json.put("mine", hold.holder().equals(user.id()));
              return json;
            })
        .orElse(null);
  }

  private Map<String, Object> holder(Hold hold) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("holder", hold.holder());
    json.put("holderName", people.nameOf(hold.holder()));
    json.put("until", hold.until().toString());
    return json;
  }

  /** In words. */
  Answer refusal(Outcome.Refused refused) {
    return switch (refused) {
      case Outcome.Unknown none ->
          Answers.refuse(404, "UNKNOWN", "there is no open review of this document");
      case Outcome.Forbidden(String why) -> Answers.refuse(403, "FORBIDDEN", why);
      case Outcome.Held(Hold by) ->
          Answers.refuse(
              409, "HELD", people.nameOf(by.holder()) + " is working on this", holder(by));
      case Outcome.NotYours(boolean over) ->
          Answers.refuse(
              409,
              "NOT_YOURS",
              over
                  ? "your time for this is over, and nobody else has taken it: take it again"
                  : "you have not taken this: take it first",
              Map.of("leaseOver", over));
      case Outcome.AlreadyDecided d ->
          Answers.refuse(
              409,
              "DECIDED",
              people.nameOf(d.reviewer()) + " has decided this already",
              Map.of("reviewer", d.reviewer(), "at", d.at().toString()));
      case Outcome.Superseded(String task) ->
          Answers.refuse(
              409,
              "SUPERSEDED",
              "this was asked anew meanwhile: look at it again",
              Map.of("taskId", task));
      case Outcome.Closed(String why) ->
          Answers.refuse(409, "CLOSED", "this is no longer in review: " + why);
      case Outcome.TooMany(int most) ->
          Answers.refuse(
              409,
              "TOO_MANY",
              "more than %d at a time is too much for one person: release some".formatted(most));
    };
  }

  /** Whether this person leads the tenant's work. */
  static boolean leads(User user, Review review) {
    return user.is(Role.LEAD) && user.rights().sees(review.task().tenant());
  }
}
