package io.sluice.local;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.jspecify.annotations.Nullable;

/**
 * What a registry knows: schemas with ids, subjects with versions, compatibility levels. Every
 * change is an event that is told to the journal before it takes effect; replaying the events
 * restores the store. Thread-safe.
 */
final class SchemaStore {
  private final CompatibilityLevel initialLevel;
  private final Consumer<Change> journal;
  private final Map<Integer, String> schemas = new TreeMap<>();
  private final Map<String, Integer> ids = new HashMap<>();
  private final Map<String, List<Version>> subjects = new TreeMap<>();
  private final Map<String, CompatibilityLevel> levels = new HashMap<>();

  /** One version of a subject; {@code deleted} ones still resolve by id. */
  record Version(String subject, int version, int id, String schema, boolean deleted) {}

  /** A change, as the journal keeps it. An empty subject stands for the whole registry. */
  sealed interface Change {
    record Registered(String subject, int version, int id, String schema) implements Change {}

    record Deleted(String subject, int version, boolean permanent) implements Change {}

    record LevelSet(String subject, @Nullable CompatibilityLevel level) implements Change {}
  }

  SchemaStore(CompatibilityLevel initialLevel, List<Change> history, Consumer<Change> journal) {
    this.initialLevel = initialLevel;
    this.journal = journal;
    history.forEach(this::apply);
  }

  synchronized int register(String subject, String text) {
    Schema schema = parse(text);
    String canonical = schema.toString();
    Optional<Version> same = live(subject).filter(v -> v.schema().equals(canonical)).findFirst();
    if (same.isPresent()) {
      return same.get().id();
    }
    List<String> problems = level(subject).problems(schema, liveSchemas(subject));
    if (!problems.isEmpty()) {
      throw RegistryError.incompatible(subject, problems.toString());
    }
    int id = ids.getOrDefault(canonical, schemas.size() + 1);
    change(new Change.Registered(subject, nextVersion(subject), id, canonical));
    return id;
  }

  /** The subject's version that has this very schema. */
  synchronized Version find(String subject, String text) {
    String canonical = parse(text).toString();
    requireSubject(subject);
    return live(subject)
        .filter(version -> version.schema().equals(canonical))
        .findFirst()
        .orElseThrow(() -> RegistryError.schemaNotFound("under subject '" + subject + "'"));
  }

  /** One version; {@code -1} and {@code latest} mean the newest. */
  synchronized Version version(String subject, String wanted) {
    int number = number(wanted);
    requireSubject(subject);
    List<Version> live = live(subject).toList();
    return number == -1
        ? live.get(live.size() - 1)
        : live.stream()
            .filter(version -> version.version() == number)
            .findFirst()
            .orElseThrow(() -> RegistryError.versionNotFound(wanted));
  }

  synchronized List<Integer> versions(String subject) {
    requireSubject(subject);
    return live(subject).map(Version::version).toList();
  }

  synchronized List<String> subjects() {
    return subjects.keySet().stream().filter(subject -> live(subject).count() > 0).toList();
  }

  synchronized String schema(int id) {
    String schema = schemas.get(id);
    if (schema == null) {
      throw RegistryError.schemaNotFound("with id " + id);
    }
    return schema;
  }

  /**
   * What keeps the schema from getting along with one version, or with all where {@code wanted} is
   * null.
   */
  synchronized List<String> problems(String subject, @Nullable String wanted, String text) {
    Schema schema = parse(text);
    if (wanted == null || (number(wanted) == -1 && live(subject).count() == 0)) {
      return level(subject).problems(schema, liveSchemas(subject));
    }
    return level(subject).problems(schema, List.of(parse(version(subject, wanted).schema())));
  }

  /** The subject's own level; empty if it has none. An empty subject asks for the registry's. */
  synchronized Optional<CompatibilityLevel> ownLevel(String subject) {
    return subject.isEmpty() ? Optional.of(level("")) : Optional.ofNullable(levels.get(subject));
  }

  synchronized void setLevel(String subject, @Nullable CompatibilityLevel level) {
    change(new Change.LevelSet(subject, level));
  }

  synchronized List<Integer> delete(String subject, boolean permanent) {
    List<Version> all = subjects.getOrDefault(subject, List.of());
    List<Integer> live = live(subject).map(Version::version).toList();
    if (all.isEmpty()) {
      throw RegistryError.subjectNotFound(subject);
    }
    if (permanent && !live.isEmpty()) {
      throw RegistryError.subjectNotSoftDeleted(subject);
    }
    if (!permanent && live.isEmpty()) {
      throw RegistryError.subjectSoftDeleted(subject);
    }
    List<Integer> versions = permanent ? all.stream().map(Version::version).toList() : live;
    versions.forEach(version -> change(new Change.Deleted(subject, version, permanent)));
    return versions;
  }

  synchronized int deleteVersion(String subject, String wanted) {
    int version = version(subject, wanted).version();
    change(new Change.Deleted(subject, version, false));
    return version;
  }

  private void change(Change change) {
    journal.accept(change);
    apply(change);
  }

  private void apply(Change change) {
    switch (change) {
      case Change.Registered(String subject, int version, int id, String schema) -> {
        schemas.put(id, schema);
        ids.put(schema, id);
        subjects
            .computeIfAbsent(subject, key -> new ArrayList<>())
            .add(new Version(subject, version, id, schema, false));
      }
      case Change.Deleted(String subject, int version, boolean permanent) -> {
        List<Version> versions = subjects.getOrDefault(subject, new ArrayList<>());
        if (permanent) {
          versions.removeIf(one -> one.version() == version);
        } else {
          versions.replaceAll(one -> one.version() == version ? asDeleted(one) : one);
        }
      }
      case Change.LevelSet(String subject, CompatibilityLevel level) -> {
        if (level == null) {
          levels.remove(subject);
        } else {
          levels.put(subject, level);
        }
      }
    }
  }

  private static Version asDeleted(Version one) {
    return new Version(one.subject(), one.version(), one.id(), one.schema(), true);
  }

  private Stream<Version> live(String subject) {
    return subjects.getOrDefault(subject, List.of()).stream().filter(version -> !version.deleted());
  }

  private List<Schema> liveSchemas(String subject) {
    return live(subject).map(version -> parse(version.schema())).toList();
  }

  private int nextVersion(String subject) {
    return subjects.getOrDefault(subject, List.of()).stream()
            .mapToInt(Version::version)
            .max()
            .orElse(0)
        + 1;
  }

  private CompatibilityLevel level(String subject) {
    return levels.getOrDefault(subject, levels.getOrDefault("", initialLevel));
  }

  private void requireSubject(String subject) {
    if (live(subject).findAny().isEmpty()) {
      throw RegistryError.subjectNotFound(subject);
    }
  }

  private static int number(String wanted) {
    if (wanted.equals("latest") || wanted.equals("-1")) {
      return -1;
    }
    try {
      int number = Integer.parseInt(wanted);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Falls through to the one answer for every text that is no version.
    }
    throw RegistryError.invalidVersion(wanted);
  }

  private static Schema parse(String text) {
    try {
      return new Schema.Parser().parse(text);
    } catch (SchemaParseException e) {
      throw RegistryError.invalidSchema(String.valueOf(e.getMessage()));
    }
  }
}
