package io.sluice.extractors.child;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what XML, SVG and RTF would do or fetch, in their source. */
final class SourceScan {
  /** So much of a file is looked through. */
  private static final int BYTES = 8 << 20;

  private static final int MATCHES = 10_000;

  private record Sign(ActiveContent kind, Pattern pattern) {
    static Sign of(ActiveContent kind, String pattern) {
      return new Sign(kind, Pattern.compile(pattern, Pattern.CASE_INSENSITIVE));
    }
  }

  private static final List<Sign> XML =
      List.of(
          Sign.of(
              ActiveContent.EXTERNAL_REFERENCE,
              "<!(?:ENTITY|NOTATION)[^<>]{0,200}?(?:SYSTEM|PUBLIC)\\s{1,50}[\"']([^\"']{0,300})"),
          Sign.of(
              ActiveContent.EXTERNAL_REFERENCE,
              "<!DOCTYPE[^<>\\[]{0,200}?SYSTEM\\s{1,50}[\"']([^\"']{0,300})"),
          Sign.of(
              ActiveContent.EXTERNAL_REFERENCE,
              "<(?:\\w{1,20}:)?(?:image|use|feImage|include)\\b[^<>]{0,500}?href=[\"']((?:https?|ftp|file|//)[^\"']{0,300})"),
          Sign.of(
              ActiveContent.EXTERNAL_REFERENCE,
              "<\\?xml-stylesheet\\b[^<>]{0,500}?href=[\"']([^\"'#][^\"']{0,300})"),
          Sign.of(
              ActiveContent.EXTERNAL_LINK,
              "<(?:\\w{1,20}:)?a\\b[^<>]{0,500}?href=[\"']([^\"'#][^\"']{0,300})"),
          Sign.of(ActiveContent.SCRIPT, "<((?:\\w{1,20}:)?script)\\b"),
          Sign.of(ActiveContent.SCRIPT, "\\s(on(?:load|click|mouseover|begin|error))\\s{0,5}="),
          Sign.of(ActiveContent.MACRO, "(macrosPresent)=[\"']yes"));

  private static final List<Sign> RTF =
      List.of(
          Sign.of(ActiveContent.EMBEDDED_FILE, "(\\\\objdata)\\b"),
          Sign.of(ActiveContent.EXTERNAL_REFERENCE, "\\\\\\*\\\\(template [^}\\\\]{0,300})"),
          Sign.of(
              ActiveContent.EXTERNAL_REFERENCE, "\\b((?:INCLUDEPICTURE|INCLUDETEXT) [^}]{0,300})"),
          Sign.of(ActiveContent.ACTION, "\\b(DDE(?:AUTO)?) "),
          Sign.of(ActiveContent.EXTERNAL_LINK, "\\bHYPERLINK \\{?\"?([^\"}]{0,300})"),
          Sign.of(ActiveContent.INVISIBLE_LAYER, "(\\\\v)(?: |\\\\|\\r|\\n)"));

  private SourceScan() {}

  static void find(Path file, String mediaType, Report report) throws IOException {
    if (mediaType.endsWith("rtf")) {
      find(source(file), RTF, report);
    } else if (mediaType.endsWith("/xml") || mediaType.endsWith("+xml")) {
      find(source(file), XML, report);
    }
  }

  private static void find(String source, List<Sign> signs, Report report) {
    for (Sign sign : signs) {
      Matcher matcher = sign.pattern.matcher(source);
      for (int i = 0; i < MATCHES && matcher.find(); i++) {
        report.found(sign.kind, matcher.group(1));
      }
    }
  }

  private static String source(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(BYTES);
    }
    boolean wide =
        bytes.length > 3
            && ((bytes[0] == -1 && bytes[1] == -2)
                || (bytes[0] == -2 && bytes[1] == -1)
                || bytes[0] == 0
                || bytes[1] == 0);
    Charset charset =
        !wide
            ? StandardCharsets.ISO_8859_1
            : bytes[0] == -1 || bytes[1] == 0
                ? StandardCharsets.UTF_16LE
                : StandardCharsets.UTF_16BE;
    return new String(bytes, charset);
  }
}
