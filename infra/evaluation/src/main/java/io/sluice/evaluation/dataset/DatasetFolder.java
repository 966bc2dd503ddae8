package io.sluice.evaluation.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.config.ConfigException;
import io.sluice.evaluation.dataset.Version.Held;
import io.sluice.evaluation.dataset.Version.Removed;
import io.sluice.schemas.Ids;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A dataset's folder: {@code versions/0001.json}, …, each naming the SHA-256 of the one before it,
 * and {@code entries/ab/abcd….json}, one line each, named by its SHA-256. Manifests are never
 * changed; an entry is deleted when a later manifest says that it was removed, and why.
 */
public final class DatasetFolder {
  private final Path versions;
  private final Path entries;

  public DatasetFolder(Path folder) {
    versions = folder.resolve("versions");
    entries = folder.resolve("entries");
  }

  /** The number of the latest version; 0 for none. */
  public int latest() throws IOException {
    int latest = 0;
    while (Files.exists(manifest(latest + 1))) {
      latest++;
    }
    return latest;
  }

  /** SHA-256 of a version's manifest. */
  public String sha256(int version) throws IOException {
    return Ids.sha256(Files.readAllBytes(manifest(version)));
  }

  /**
   * A version's manifest.
   *
   * @throws ConfigException if there is none, or it is no manifest
   */
  public Version version(int version) throws IOException {
    Path file = manifest(version);
    if (!Files.exists(file)) {
      throw new ConfigException(
          file.toString(), List.of("no such version; the latest is " + latest()));
    }
    try {
      return Entry.JSON.readValue(Files.readString(file), Version.class);
    } catch (JsonProcessingException e) {
      throw new ConfigException(
          file.toString(), List.of("no manifest of a dataset: " + e.getOriginalMessage()));
    }
  }

  /**
   * The entries of a version, by SHA-256.
   *
   * @throws ConfigException naming every entry that is not there, or not as it was written
   */
  public Map<String, Entry> entries(Version version) throws IOException {
    Map<String, Entry> found = new TreeMap<>();
    List<String> problems = new ArrayList<>();
    for (Held held : version.entries()) {
      String problem = wrong(held.sha256());
      if (problem == null) {
        found.put(held.sha256(), Entry.parse(Files.readString(entry(held.sha256()))));
      } else {
        problems.add(problem);
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(entries.toString(), problems);
    }
    return found;
  }

  /** Where the next version begins. */
  public Build.Parent parent() throws IOException {
    int latest = latest();
    if (latest == 0) {
      return Build.Parent.NONE;
    }
    Version version = version(latest);
    return new Build.Parent(version, sha256(latest), entries(version));
  }

  /** Writes a version: its entries, then its manifest, then what was removed goes. */
  public void append(Build.Next next) throws IOException {
    Files.createDirectories(versions);
    for (Entry entry : next.added()) {
      write(entry(entry.sha256()), entry.line());
    }
    write(
        manifest(next.version().version()),
        Entry.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(next.version()) + "\n");
    for (Removed removed : next.version().removed()) {
      Files.deleteIfExists(entry(removed.sha256()));
    }
  }

  /** What speaks against the folder's being what was written; empty if nothing does. */
  public List<String> problems() throws IOException {
    List<String> problems = new ArrayList<>();
    Map<String, Held> before = Map.of();
    @Nullable String parent = null;
    Set<String> gone = new HashSet<>();
    Set<String> known = new HashSet<>();
    int latest = latest();
    for (int number = 1; number <= latest; number++) {
      Version version = version(number);
      if (version.version() != number || !Objects.equals(version.parent(), parent)) {
        problems.add(
            "version "
                + number
                + " does not follow the one before it: it names the parent "
                + version.parent()
                + ", which has "
                + parent);
      }
      Map<String, Held> now = new HashMap<>();
      version.entries().forEach(held -> now.put(held.sha256(), held));
      Set<String> removed = new HashSet<>();
      version.removed().forEach(one -> removed.add(one.sha256()));
      for (Held held : before.values()) {
        if (!now.containsKey(held.sha256()) && !removed.contains(held.sha256())) {
          problems.add("version " + number + " lacks entry " + held.sha256() + " without a word");
        }
      }
      gone.addAll(removed);
      gone.removeAll(now.keySet());
      known.addAll(now.keySet());
      before = now;
      parent = sha256(number);
    }
    for (String sha : known) {
      if (gone.contains(sha) ? Files.exists(entry(sha)) : wrong(sha) != null) {
        problems.add(
            gone.contains(sha) ? "entry " + sha + " was removed and is still there" : wrong(sha));
      }
    }
    if (Files.isDirectory(entries)) {
      try (Stream<Path> files = Files.walk(entries)) {
        files
            .filter(Files::isRegularFile)
            .map(file -> String.valueOf(file.getFileName()).replace(".json", ""))
            .filter(sha -> !known.contains(sha))
            .forEach(sha -> problems.add("no version names entry " + sha + "; build again"));
      }
    }
    problems.sort(String::compareTo);
    return problems;
  }

  private @Nullable String wrong(String sha256) throws IOException {
    Path file = entry(sha256);
    if (!Files.exists(file)) {
      return "entry " + sha256 + " is not there";
    }
    return Ids.sha256(Files.readAllBytes(file)).equals(sha256)
        ? null
        : "entry " + sha256 + " was changed";
  }

  private Path manifest(int version) {
    return versions.resolve("%04d.json".formatted(version));
  }

  private Path entry(String sha256) {
    return entries.resolve(sha256.substring(0, 2)).resolve(sha256 + ".json");
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    Files.write(beside, text.getBytes(StandardCharsets.UTF_8));
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
