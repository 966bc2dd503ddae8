package io.sluice.cli;

import io.sluice.schemas.BundleVersion;
import io.sluice.schemas.Ids;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts what calibration makes into a bundle, which lists the checksum of every file. */
final class InBundle {
  private static final Pattern FILES = Pattern.compile("(?m)^files:[ \\t]*\\R");

  private InBundle() {}

  /**
   * Replaces or adds the bundle's files, and their checksums; the rest of {@code bundle.yaml} stays
   * as it is.
   *
   * @param texts by file name; {@code gate.yaml} must be listed already
   * @throws UsageException if the bundle does not list a gate file; nothing was changed
   */
  static void install(Path bundle, Map<String, String> texts) throws IOException {
    Path manifest = bundle.resolve(BundleVersion.MANIFEST);
    String text = Files.readString(manifest);
    for (Map.Entry<String, String> file : texts.entrySet()) {
      text = listed(manifest, text, file.getKey(), sum(file.getValue()));
    }
    for (Map.Entry<String, String> file : texts.entrySet()) {
      Files.writeString(bundle.resolve(file.getKey()), file.getValue());
    }
    Files.writeString(manifest, text);
  }

  /** SHA-256 of a file with this text. */
  static String sum(String text) {
    return Ids.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String listed(Path manifest, String text, String name, String sum) {
    Matcher listed =
        Pattern.compile(
                "(?m)^(\\s+%s:\\s*(?:\\{?\\s*sha256:\\s*)?['\"]?)[0-9a-f]{64}(?=['\"}\\s]|$)"
                    .formatted(Pattern.quote(name)))
            .matcher(text);
    if (listed.find()) {
      return text.substring(0, listed.end(1)) + sum + text.substring(listed.end());
    }
    Matcher files = FILES.matcher(text);
    if (name.equals(BundleVersion.GATE) || !files.find()) {
      throw new UsageException(
          manifest
              + " lists no "
              + name
              + " with a SHA-256, each file on a line of its own; export the bundle with the trainer");
    }
    return text.substring(0, files.end())
        + "  "
        + name
        + ": "
        + sum
        + "\n"
        + text.substring(files.end());
  }
}
