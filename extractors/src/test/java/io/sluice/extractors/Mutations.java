package io.sluice.extractors;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Breaks files: the same seed breaks the same file in the same way. */
final class Mutations {
  private static final int LARGEST = 2 << 20;

  /** What parsers react to. */
  private static final List<String> TOKENS =
      List.of(
          "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>",
          "<!ENTITY a '&a;&a;'>",
          "&e;",
          "]]>",
          "<a><a><a><a><a><a><a><a>",
          "/Kids [1 0 R]",
          "/Parent 1 0 R",
          "/Count 99999999",
          "/Length 99999999",
          "/Filter [/FlateDecode /FlateDecode /LZWDecode /ASCII85Decode /JPXDecode]",
          "/MediaBox [0 0 99999999 99999999]",
          "/MediaBox [0 0 0 0]",
          "/OpenAction << /S /JavaScript /JS (x) >>",
          "1 0 R",
          "q q q q q q",
          "/Fm0 Do",
          "stream\n",
          "endstream endobj",
          "%PDF-1.7",
          "PK\u0003\u0004",
          "\\bin99999999 ",
          "{\\rtf1{{{{{{{{",
          "Content-Type: multipart/mixed; boundary=\"cut\"\r\n\r\n--cut\r\n",
          "Content-Transfer-Encoding: base64\r\n",
          "<style>*{display:none}</style>",
          "\u0000\u0000\u0000\u0000",
          "\u202e\u2066",
          "-1",
          "4294967296",
          "NaN",
          "1e309");

  private Mutations() {}

  /** A broken copy of {@code file}; {@code other} lends pieces. */
  static byte[] of(byte[] file, byte[] other, SplittableRandom random) throws IOException {
    byte[] broken =
        isZip(file) && random.nextInt(3) > 0 ? inside(file, other, random) : file.clone();
    int times = isZip(file) ? random.nextInt(2) : 1 + random.nextInt(8);
    for (int i = 0; i < times; i++) {
      broken = once(broken, other, random);
    }
    return broken.length > LARGEST ? Arrays.copyOf(broken, LARGEST) : broken;
  }

  private static byte[] once(byte[] file, byte[] other, SplittableRandom random) {
    if (file.length == 0) {
      return other.clone();
    }
    int at = random.nextInt(file.length);
    int length = 1 + random.nextInt(Math.min(file.length - at, 1 << random.nextInt(1, 16)));
    return switch (random.nextInt(10)) {
      case 0 -> flipped(file, at, random);
      case 1 -> Arrays.copyOf(file, at);
      case 2 -> spliced(file, at, at + length, new byte[0]);
      case 3 -> spliced(file, at, at, Arrays.copyOfRange(file, at, at + length));
      case 4 -> spliced(file, at, at + length, noise(length, random));
      case 5 -> spliced(file, at, at + length, new byte[length]);
      case 6 -> {
        int from = random.nextInt(Math.max(1, other.length));
        yield spliced(
            file, at, at, Arrays.copyOfRange(other, from, Math.min(other.length, from + length)));
      }
      case 7 -> number(file, at, random);
      default -> spliced(file, at, at, token(random));
    };
  }

  private static byte[] flipped(byte[] file, int at, SplittableRandom random) {
    byte[] broken = file.clone();
    broken[at] ^= (byte) (1 << random.nextInt(8));
    return broken;
  }

  /** The next digits of the text become a number that nobody expects. */
  private static byte[] number(byte[] file, int at, SplittableRandom random) {
    int from = at;
    while (from < file.length && (file[from] < '0' || file[from] > '9')) {
      from++;
    }
    int to = from;
    while (to < file.length && file[to] >= '0' && file[to] <= '9') {
      to++;
    }
    String other = List.of("0", "-1", "65536", "2147483648", "99999999999").get(random.nextInt(5));
    return spliced(file, from, to, other.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] token(SplittableRandom random) {
    String token = TOKENS.get(random.nextInt(TOKENS.size()));
    return token.repeat(1 << random.nextInt(10)).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] noise(int length, SplittableRandom random) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }

  private static byte[] spliced(byte[] file, int from, int to, byte[] between) {
    var spliced = new ByteArrayOutputStream(file.length + between.length);
    spliced.write(file, 0, from);
    spliced.writeBytes(between);
    spliced.write(file, to, file.length - to);
    return spliced.toByteArray();
  }

  private static boolean isZip(byte[] file) {
    return file.length > 4 && file[0] == 'P' && file[1] == 'K';
  }

  /** One entry of an archive is broken, its frame is whole. */
  private static byte[] inside(byte[] file, byte[] other, SplittableRandom random)
      throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    if (entries.isEmpty()) {
      return file;
    }
    String chosen = List.copyOf(entries.keySet()).get(random.nextInt(entries.size()));
    entries.put(chosen, once(entries.get(chosen), other, random));
    var bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (var entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }
}
