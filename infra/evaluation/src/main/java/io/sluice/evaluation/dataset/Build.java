package io.sluice.evaluation.dataset;

import io.sluice.evaluation.dataset.Consents.Consent;
import io.sluice.evaluation.dataset.Version.Held;
import io.sluice.evaluation.dataset.Version.LeftOut;
import io.sluice.evaluation.dataset.Version.Member;
import io.sluice.evaluation.dataset.Version.Removed;
import io.sluice.evaluation.dataset.Version.Split;
import io.sluice.evaluation.dataset.Version.Standing;
import io.sluice.evaluation.dataset.Version.Why;
import io.sluice.types.DocumentTypes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a version out of the one before it and what has been decided. Pure. */
public final class Build {
  private final DocumentTypes types;
  private final Consents consents;
  private final Gold gold;

  /** What a version is built under. */
  public Build(DocumentTypes types, Consents consents, Gold gold) {
    this.types = types;
    this.consents = consents;
    this.gold = gold;
  }

  /**
   * Where a version comes from.
   *
   * @param version null for the first
   * @param sha256 of its manifest; null for the first
   * @param entries all of its entries, by their SHA-256
   */
  public record Parent(
      @Nullable Version version, @Nullable String sha256, Map<String, Entry> entries) {
    /** Of the first version. */
    public static final Parent NONE = new Parent(null, null, Map.of());
  }

  /** Hashes of the files that a version was built under. */
  public record Files(String policy, @Nullable String gold) {}

  /**
   * The next version.
   *
   * @param version its manifest
   * @param added its new entries
   */
  public record Next(Version version, List<Entry> added) {}

  /**
   * Builds.
   *
   * @param forgotten when each document was forgotten, the last time
   * @param wordsOf a decision's words, from its claim check; empty if they are gone
   * @return empty if nothing has changed
   */
  public Optional<Next> next(
      Parent parent,
      Joined joined,
      Map<String, Instant> forgotten,
      Function<Decided, Optional<List<String>>> wordsOf,
      Files files) {
    Map<String, Held> before = new TreeMap<>();
    if (parent.version() != null) {
      parent.version().entries().forEach(held -> before.put(held.taskId(), held));
    }
    Map<String, Entry> now = new TreeMap<>(); // by task
    List<Removed> removed = new ArrayList<>();
    Set<String> changed = new HashSet<>();
    for (Held held : before.values()) {
      Entry entry = Objects.requireNonNull(parent.entries().get(held.sha256()));
      Why why = whyNoLonger(entry, forgotten);
      if (why == null) {
        now.put(held.taskId(), entry);
      } else {
        removed.add(new Removed(held.documentId(), held.taskId(), held.sha256(), why));
        if (why == Why.CONSENT_CHANGED) {
          Entry renewed = under(entry, consent(entry).orElseThrow());
          now.put(held.taskId(), renewed);
          changed.add(held.taskId());
        }
      }
    }
    List<LeftOut> leftOut = new ArrayList<>(joined.leftOut());
    List<Entry> added = new ArrayList<>();
    changed.forEach(task -> added.add(Objects.requireNonNull(now.get(task))));
    for (Decided decided : joined.decided()) {
      String task = decided.request().getTaskId();
      String id = decided.request().getDocumentId();
      if (now.containsKey(task)) {
        continue;
      }
      Why why = null;
      Optional<Consent> consent =
          consents.of(id, decided.request().getTenant(), decided.request().getSource());
      if (isForgotten(id, decided.decision().getDecidedAt(), forgotten)) {
        why = Why.FORGOTTEN;
      } else if (consent.isEmpty()) {
        why = before.containsKey(task) ? Why.CONSENT_WITHDRAWN : Why.NO_CONSENT;
      } else {
        Optional<List<String>> words = wordsOf.apply(decided);
        if (words.isEmpty()) {
          why = Why.CONTENT_GONE;
        } else {
          Entry entry = decided.entry(types, consent.get(), words.get());
          now.put(task, entry);
          added.add(entry);
        }
      }
      if (why != null) {
        leftOut.add(new LeftOut(id, task, why));
      }
    }
    leftOut.sort(
        Comparator.comparing(LeftOut::documentId)
            .thenComparing(LeftOut::taskId)
            .thenComparing(LeftOut::why));
    added.sort(Comparator.comparing(Entry::documentId).thenComparing(Entry::taskId));
    Version version = version(parent, now, removed, leftOut, files);
    return unchanged(parent.version(), version)
        ? Optional.empty()
        : Optional.of(new Next(version, added));
  }

  private Version version(
      Parent parent,
      Map<String, Entry> now,
      List<Removed> removed,
      List<LeftOut> leftOut,
      Files files) {
    Map<String, List<Entry>> byDocument = new TreeMap<>();
    now.values()
        .forEach(entry ->
            byDocument.computeIfAbsent(entry.documentId(), id -> new ArrayList<>()).add(entry));
    Map<String, Opinions> opinions = new TreeMap<>();
    Map<String, Entry> labels = new TreeMap<>();
    byDocument.forEach((id, entries) -> {
      Opinions all = new Opinions(entries);
      opinions.put(id, all);
      labels.put(id, all.label());
    });
    Groups groups = Groups.of(labels, consents);
    Map<String, Member> known = parent.version() == null ? Map.of() : parent.version().documents();
    Map<String, Split> sides = groups.deal(labels, known, consents);
    Map<String, Member> members = new TreeMap<>();
    labels.forEach((id, label) -> {
      Split side = Objects.requireNonNull(sides.get(id));
      Standing standing = standing(id, label, side, Objects.requireNonNull(opinions.get(id)));
      members.put(
          id,
          new Member(
              side,
              standing,
              groups.name(id),
              label.documentType(),
              label.licence(),
              label.sha256()));
    });
    List<Held> held =
        now.values().stream()
            .map(entry -> new Held(entry.documentId(), entry.taskId(), entry.sha256()))
            .sorted(Comparator.comparing(Held::documentId).thenComparing(Held::taskId))
            .toList();
    return new Version(
        parent.version() == null ? 1 : parent.version().version() + 1,
        parent.sha256(),
        now.values().stream().map(Entry::decidedAt).max(String::compareTo).orElse(""),
        files.policy(),
        files.gold(),
        held,
        removed,
        leftOut,
        members,
        Control.of(opinions, members, groups.alike(), gold, types));
  }

  private Standing standing(String id, Entry label, Split side, Opinions opinions) {
    if (gold.answers().containsKey(id)) {
      return Standing.GOLD;
    }
    // What calibrates shapes the model as what trains does.
    Consents.Use use = side == Split.VALIDATION ? Consents.Use.EVALUATE : Consents.Use.TRAIN;
    if (!label.use().contains(use.name().toLowerCase(Locale.ROOT))) {
      return Standing.NOT_PERMITTED;
    }
    return opinions.unsettled(types) ? Standing.UNSETTLED : Standing.USED;
  }

  private @Nullable Why whyNoLonger(Entry entry, Map<String, Instant> forgotten) {
    if (isForgotten(entry.documentId(), Instant.parse(entry.decidedAt()), forgotten)) {
      return Why.FORGOTTEN;
    }
    Optional<Consent> consent = consent(entry);
    if (consent.isEmpty()) {
      return Why.CONSENT_WITHDRAWN;
    }
    return under(entry, consent.get()).equals(entry) ? null : Why.CONSENT_CHANGED;
  }

  private Optional<Consent> consent(Entry entry) {
    return consents.of(entry.documentId(), entry.tenant(), entry.source());
  }

  private static Entry under(Entry e, Consent consent) {
    return new Entry(
        e.documentId(),
        e.taskId(),
        e.tenant(),
        e.source(),
        e.mediaType(),
        e.original(),
        e.content(),
        e.purpose(),
        e.verdict(),
        e.documentType(),
        e.labels(),
        e.lineItems(),
        e.reviewer(),
        e.decidedAt(),
        e.workMillis(),
        e.models(),
        e.doubts(),
        consent.licence(),
        consent.reference(),
        consent.names(),
        e.notInWords(),
        e.sketch());
  }

  /** A document that is handed in again after it was forgotten begins a new life. */
  private static boolean isForgotten(String id, Instant decidedAt, Map<String, Instant> forgotten) {
    Instant when = forgotten.get(id);
    return when != null && !decidedAt.isAfter(when);
  }

  private static boolean unchanged(@Nullable Version before, Version now) {
    return before != null
        && before.entries().equals(now.entries())
        && before.documents().equals(now.documents())
        && before.leftOut().equals(now.leftOut())
        && before.quality().equals(now.quality())
        && before.policy().equals(now.policy())
        && Objects.equals(before.gold(), now.gold());
  }
}
