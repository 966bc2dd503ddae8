package io.sluice.models;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.schemas.Ids;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of a bundle and their checksums, as {@code bundle.yaml} lists them. */
final class BundleFiles {
  private static final Set<String> REQUIRED =
      Set.of(
          "model.onnx",
          "tokenizer.json",
          "labels.json",
          "calibration.json",
          "windows.json",
          "golden.json",
          "gate.yaml");

  private BundleFiles() {}

  /** File name to SHA-256, sorted by name. */
  static SortedMap<String, String> listed(Path manifest, JsonNode files) throws BundleException {
    SortedMap<String, String> listed = new TreeMap<>();
    for (Map.Entry<String, JsonNode> file : files.properties()) {
      String sha256 =
          file.getValue().isTextual()
              ? file.getValue().asText()
              : file.getValue().path("sha256").asText();
      if (!sha256.matches("[0-9a-f]{64}")) {
        throw new BundleException(
            manifest,
            "files." + file.getKey() + " is no SHA-256 of 64 lower-case hexadecimal digits",
            "export the bundle again");
      }
      listed.put(file.getKey(), sha256);
    }
    Set<String> missing = new TreeSet<>(REQUIRED);
    missing.removeAll(listed.keySet());
    if (!missing.isEmpty()) {
      throw new BundleException(
          manifest, "it does not list " + String.join(", ", missing), "export the bundle again");
    }
    return listed;
  }

  /** Refuses a file that is missing, changed or not listed. */
  static void verify(Path folder, SortedMap<String, String> listed) throws BundleException {
    for (Map.Entry<String, String> entry : listed.entrySet()) {
      Path file = folder.resolve(entry.getKey());
      if (!file.normalize().startsWith(folder) || !Files.isRegularFile(file)) {
        throw new BundleException(
            file, "listed in bundle.yaml, but missing", "copy the bundle again, all of it");
      }
      String found = sha256(file);
      if (!found.equals(entry.getValue())) {
        throw new BundleException(
            file,
            "its SHA-256 is %s, bundle.yaml says %s".formatted(found, entry.getValue()),
            "the file was changed or is cut short: copy the bundle again; a bundle is never edited by hand");
      }
    }
    Set<String> extra = present(folder);
    extra.removeAll(listed.keySet());
    extra.remove(Bundle.MANIFEST);
    if (!extra.isEmpty()) {
      throw new BundleException(
          folder.resolve(extra.iterator().next()),
          "not listed in bundle.yaml",
          "remove it, or export the bundle again");
    }
  }

  /**
   * SHA-256 over the lines {@code <sha256> <name>}, sorted by name, each ended by a line feed: what
   * sha256sum prints.
   */
  static String hash(SortedMap<String, String> listed) {
    String lines =
        listed.entrySet().stream()
            .map(file -> file.getValue() + "  " + file.getKey() + "\n")
            .collect(Collectors.joining());
    return Ids.sha256(lines.getBytes(StandardCharsets.UTF_8));
  }

  private static Set<String> present(Path folder) throws BundleException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new BundleException(folder, "cannot be listed: " + e, "check its permissions", e);
    }
  }

  private static String sha256(Path file) throws BundleException {
    MessageDigest digest = Ids.digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new BundleException(file, "cannot be read: " + e, "check its permissions", e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
