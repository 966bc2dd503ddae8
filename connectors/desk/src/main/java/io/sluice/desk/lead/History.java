package io.sluice.desk.lead;

import io.sluice.events.Authority;
import io.sluice.events.DocumentCompleted;
import io.sluice.events.Doubt;
import io.sluice.events.ReviewDecided;
import io.sluice.events.ReviewPurpose;
import io.sluice.events.ReviewRequested;
import io.sluice.events.Verdict;
import io.sluice.rules.DoubtCode;
import io.sluice.types.DocumentType;
import io.sluice.types.DocumentTypes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fold: events in, tallies by day, tenant and type out.
 *
 * <p>Records of one document must come in their order within a topic; across topics any order leads
 * to the same tallies. What is kept is a tally a cell, the reviews that are open, the opinions that
 * wait for a second one, and the documents that are picked for audits: nothing grows with the
 * number of documents that have passed. What is older than {@link #DAYS} goes.
 *
 * <p>Not for several threads.
 */
final class History {
  /** As long as the review topics keep their records, and the days at both ends. */
  static final int DAYS = 92;

  /** Decisions whose review has not been seen: of another desk's past, or second ones. */
  private static final int MOST_STRAYS = 100_000;

  private final DocumentTypes types;
  private final Forms forms;
  private final ZoneId zone;
  private final Map<Cell, Tally> tallies = new HashMap<>();
  private final Map<String, Asked> open = new HashMap<>();
  private final Map<String, ReviewDecided> strays = new LinkedHashMap<>();
  private final Pairs pairs;
  private final Map<String, Checked> checks = new LinkedHashMap<>();
  private final InstantSource clock;
  private LocalDate newest = LocalDate.EPOCH;

  /**
   * @param zone whose days are counted
   * @param clock what is dated after tomorrow is counted as today's: a wrong clock elsewhere must
   *     not make all else look old
   */
  History(DocumentTypes types, ZoneId zone, InstantSource clock) {
    this.types = types;
    this.clock = clock;
    this.forms = new Forms(types);
    this.pairs = new Pairs(forms);
    this.zone = zone;
  }

  void asked(ReviewRequested request) {
    Asked asked = Asked.of(request, forms);
    LocalDate day = seen(asked.at());
    if (day.isBefore(oldest())) {
      return;
    }
    if (request.getDoubts().stream().noneMatch(History::isAskedAgain)) {
      tally(day, asked.tenant(), asked.type()).asked.merge(asked.purpose(), 1L, Long::sum);
    }
    if (asked.purpose() == ReviewPurpose.AUDIT) {
      check(asked.documentId(), day).asked();
    }
    ReviewDecided decision = strays.remove(request.getTaskId());
    if (decision == null) {
      open.put(request.getTaskId(), asked);
    } else {
      meet(asked, decision);
    }
  }

  void decided(ReviewDecided decision) {
    if (seen(decision.getDecidedAt()).isBefore(oldest())) {
      return;
    }
    Asked asked = open.remove(decision.getTaskId());
    if (asked != null) {
      meet(asked, decision);
    } else if (strays.putIfAbsent(decision.getTaskId(), decision) == null
        && strays.size() > MOST_STRAYS) {
      Iterator<String> eldest = strays.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
  }

  void completed(DocumentCompleted document) {
    LocalDate day = seen(document.getCompletedAt());
    if (day.isBefore(oldest())) {
      return;
    }
    if (document.getRevision() > 1) {
      // Only of those that an audit corrects is the first revision kept.
      if (picked(document) || checks.containsKey(document.getDocumentId())) {
        check(document.getDocumentId(), day).corrected();
      }
      return;
    }
    Tally tally = tally(day, document.getTenant(), document.getDocumentType());
    tally.completed.merge(document.getAuthority(), 1L, Long::sum);
    if (document.getAuthority() != Authority.REVIEWER && picked(document)) {
      check(document.getDocumentId(), day)
          .accepted(
              new Cell(day, document.getTenant(), document.getDocumentType()),
              Opinion.of(
                  document.getDocumentType(),
                  document.getFields(),
                  document.getLineItems(),
                  forms));
    }
  }

  /** The tallies, by cell. */
  Map<Cell, Tally> tallies() {
    return tallies;
  }

  /** The documents picked for audits. */
  Iterable<Checked> checks() {
    return checks.values();
  }

  Forms forms() {
    return forms;
  }

  /** The share of accepted documents of a type that may be wrong; null for an unknown type. */
  @Nullable Double target(String type) {
    return types.find(type).map(DocumentType::targetError).orElse(null);
  }

  ZoneId zone() {
    return zone;
  }

  /** Both are known: here a decision is counted, once. */
  private void meet(Asked asked, ReviewDecided decision) {
    Opinion said = Opinion.of(decision, asked.shown(), forms);
    String type = asked.type() == null ? said.type() : asked.type();
    Tally tally = tally(seen(decision.getDecidedAt()), asked.tenant(), type);
    Person person = tally.person(decision.getReviewer());
    person.verdicts.merge(decision.getVerdict(), 1L, Long::sum);
    if (decision.getWorkMillis() > 0) {
      person.work.add(decision.getWorkMillis());
    }
    tally.hours[decision.getDecidedAt().atZone(zone).getHour()]++;
    tally.waited.add(decision.getDecidedAt().toEpochMilli() - asked.at().toEpochMilli());
    switch (asked.purpose()) {
      case DOUBT -> {
        changes(asked, said, tally);
        if (wantsTwo(asked.type()) || wantsTwo(said.type())) {
          pairs.first(asked.documentId(), said, decision.getDecidedAt());
        }
      }
      case SECOND_OPINION -> pairs.second(asked, said, tally);
      case TIE_BREAK -> pairs.third(asked.documentId(), said, tally);
      case AUDIT ->
          check(asked.documentId(), asked.at().atZone(zone).toLocalDate())
              .audited(asked.tenant(), said);
      case UNKNOWN -> {
        // A purpose of a later release: the work counts, what it was for is not known here.
      }
    }
  }

  /** What the person made of each reading that they were shown. */
  private static void changes(Asked asked, Opinion said, Tally tally) {
    if (asked.shown() == null || said.verdict() != Verdict.ACCEPT || said.type() == null) {
      return;
    }
    boolean sameType = said.type().equals(asked.type());
    for (Asked.Reading reading : asked.readings()) {
      if (reading.by().field().equals(Tally.CLASS)) {
        tally.changed(reading.by()).add(reading.value() != said.type().hashCode());
      } else if (sameType) {
        tally.changed(reading.by()).add(reading.value() != said.value(reading.by().field()));
      }
    }
  }

  /** A decision could not be carried out: the same review, another task. */
  private static boolean isAskedAgain(Doubt doubt) {
    return doubt.getCode().equals(DoubtCode.DECISION_UNUSABLE.name());
  }

  private boolean wantsTwo(@Nullable String type) {
    return type != null && types.find(type).map(found -> found.review().fourEyes()).orElse(false);
  }

  private boolean picked(DocumentCompleted document) {
    return types
        .find(document.getDocumentType())
        .map(found -> found.review().picks(document.getDocumentId()))
        .orElse(false);
  }

  private Checked check(String documentId, LocalDate day) {
    return checks.computeIfAbsent(documentId, id -> new Checked(day));
  }

  private Tally tally(LocalDate day, String tenant, @Nullable String type) {
    return tallies.computeIfAbsent(
        new Cell(day, tenant, type == null ? Cell.NO_TYPE : type), cell -> new Tally());
  }

  /** Its day; a day that has not been seen before drops those that are too old now. */
  private LocalDate seen(Instant when) {
    Instant now = clock.instant();
    Instant counted = when.isAfter(now.plus(Duration.ofDays(1))) ? now : when;
    LocalDate day = counted.atZone(zone).toLocalDate();
    if (day.isAfter(newest)) {
      newest = day;
      LocalDate oldest = oldest();
      tallies.keySet().removeIf(cell -> cell.day().isBefore(oldest));
      Instant from = oldest.atStartOfDay(zone).toInstant();
      open.values().removeIf(asked -> asked.at().isBefore(from));
      strays.values().removeIf(decision -> decision.getDecidedAt().isBefore(from));
      pairs.dropBefore(from);
      checks.values().removeIf(check -> check.since().isBefore(oldest));
    }
    return day;
  }

  private LocalDate oldest() {
    return newest.minusDays(DAYS - 1L);
  }
}
