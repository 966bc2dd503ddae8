package io.sluice.cli;

import io.sluice.schemas.BundleVersion;
import io.sluice.schemas.Ids;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts a gate file into a bundle, which lists the checksum of every file. */
final class GateInBundle {
  private static final Pattern LISTED =
      Pattern.compile(
          "(?m)^(\\s+gate\\.yaml:\\s*(?:\\{?\\s*sha256:\\s*)?['\"]?)[0-9a-f]{64}(?=['\"}\\s]|$)");

  private GateInBundle() {}

  /**
   * Replaces the bundle's gate file and its checksum; the rest of {@code bundle.yaml} stays as it
   * is.
   *
   * @throws UsageException if the bundle does not list a gate file; nothing was changed
   */
  static void install(Path bundle, String yaml) throws IOException {
    Path manifest = bundle.resolve(BundleVersion.MANIFEST);
    String text = Files.readString(manifest);
    Matcher listed = LISTED.matcher(text);
    if (!listed.find()) {
      throw new UsageException(
          manifest + " lists no gate.yaml with a SHA-256; export the bundle with the trainer");
    }
    byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
    String renewed =
        text.substring(0, listed.end(1)) + Ids.sha256(bytes) + text.substring(listed.end());
    Files.write(bundle.resolve(BundleVersion.GATE), bytes);
    Files.writeString(manifest, renewed);
  }
}
