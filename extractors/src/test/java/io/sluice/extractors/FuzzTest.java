package io.sluice.extractors;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.ChildPart;
import io.sluice.events.Reason;
import io.sluice.events.Word;
import io.sluice.extractors.ExtractorConfig.Limits;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/**
 * Breaks files of every format at random for as long as {@code -Dsluice.fuzz.seconds} says, from
 * the seed {@code -Dsluice.fuzz.seed}, which is printed; file number n of a seed is always the
 * same, and {@code -Dsluice.fuzz.from=n} begins with it.
 */
class FuzzTest {
  /** What a parser may say of a document; the others speak of stores, models and people. */
  private static final Set<Reason> REASONS =
      EnumSet.of(
          Reason.ENCRYPTED,
          Reason.CORRUPT,
          Reason.EMPTY,
          Reason.TOO_LARGE,
          Reason.TOO_MANY_PAGES,
          Reason.TOO_DEEP,
          Reason.TOO_MANY_PARTS,
          Reason.UNSUPPORTED_TYPE,
          Reason.PARSE_TIMED_OUT,
          Reason.PARSE_OUT_OF_MEMORY,
          Reason.PARSER_CRASHED,
          Reason.NO_TEXT);

  private static final Limits LIMITS = Bench.hasty();

  @Test
  void whateverIsBrokenEndsInOneOutcomeWithinItsLimits() throws Exception {
    long seconds = Long.getLong("sluice.fuzz.seconds", 10);
    long seed = Long.getLong("sluice.fuzz.seed", System.nanoTime());
    long number = Long.getLong("sluice.fuzz.from", 0);
    System.out.printf("fuzzing for %d s; repeat with -Dsluice.fuzz.seed=%d%n", seconds, seed);
    List<Map.Entry<String, byte[]>> files = List.copyOf(files().entrySet());
    Map<String, Integer> outcomes = new TreeMap<>();
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    try (Bench bench = new Bench(new StillOcr(), LIMITS)) {
      for (; System.nanoTime() < end; number++) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
        var file = files.get(random.nextInt(files.size()));
        byte[] other = files.get(random.nextInt(files.size())).getValue();
        byte[] broken = Mutations.of(file.getValue(), other, random);
        try {
          String outcome = check(bench, bench.parse(broken, file.getKey()));
          outcomes.merge(outcome, 1, Integer::sum);
        } catch (Exception | AssertionError e) {
          Path kept = Files.write(Path.of("target", "fuzz-" + file.getKey()), broken);
          throw new AssertionError(
              "file %d of seed %d, a broken %s, kept as %s"
                  .formatted(number, seed, file.getKey(), kept),
              e);
        }
      }
      System.out.println("fuzzed: " + outcomes);
      assertThat(bench.parsed(Papers.pdf(), "after.pdf").content().getText())
          .isEqualTo(Papers.LINE);
      assertThat(bench.leftovers()).isEmpty();
      assertThat(bench.extractor.childPids()).isNotEmpty();
    }
  }

  private static String check(Bench bench, ParseOutcome outcome) throws Exception {
    switch (outcome) {
      case ParseOutcome.Rejected rejected -> {
        assertThat(rejected.reason()).isIn(REASONS);
        assertThat(rejected.message()).isNotBlank();
        return rejected.reason().name();
      }
      case ParseOutcome.Parsed(var document, var content) -> {
        String text = content.getText();
        assertThat(text.length()).isLessThanOrEqualTo(LIMITS.outputCharacters());
        assertThat(document.getPageCount()).isLessThanOrEqualTo(LIMITS.pages());
        assertThat(document.getOcrPageCount()).isLessThanOrEqualTo(LIMITS.ocrPages());
        assertThat(document.getParts().size()).isLessThanOrEqualTo(LIMITS.parts());
        for (ChildPart part : document.getParts()) {
          assertThat(bench.stored(part).length).isLessThanOrEqualTo((int) LIMITS.unpackedBytes());
        }
        for (Word word : content.getWords()) {
          assertThat(text.startsWith(word.getText(), word.getStart())).as(word.getText()).isTrue();
        }
        return "parsed";
      }
    }
  }

  /** A file of each format that is read: those of the samples, and some that are made here. */
  private static Map<String, byte[]> files() throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    Path samples = Path.of("..", "infra", "samples");
    try (Stream<Path> found = Files.list(samples)) {
      for (Path sample : found.sorted().toList()) {
        files.put(String.valueOf(sample.getFileName()), Files.readAllBytes(sample));
      }
    }
    files.put("text.pdf", Papers.pdf());
    files.put("scan.pdf", Papers.scan(2, "stamp 1"));
    files.put("carrying.pdf", Papers.carrying(Map.of("factur-x.xml", utf8(Papers.CII))));
    files.put("letter.docx", Papers.docx(Papers.LINE));
    files.put("book.xlsx", xlsx());
    files.put("book.xls", xls());
    files.put("mail.eml", Papers.mail(Papers.pdf()));
    files.put("invoice.xml", utf8(Papers.UBL));
    files.put(
        "page.html",
        utf8(
            "<html><style>p{color:red}</style><p style='left:1px'>Invoice 4711<table><tr><td>1<td>2</table>"));
    files.put(
        "letter.rtf",
        utf8(
            "{\\rtf1\\ansi{\\fonttbl{\\f0 Times;}}\\f0\\fs24 Invoice 4711\\par{\\b bold} \\u8364? }"));
    files.put(
        "picture.svg",
        utf8("<svg xmlns='http://www.w3.org/2000/svg'><text x='1'>Invoice 4711</text></svg>"));
    files.put("note.txt", utf8(Papers.LINE));
    files.put("table.csv", utf8("number,amount\n4711,118.00\n4712,119.00\n"));
    for (String format : List.of("png", "jpg", "gif", "bmp", "tif")) {
      files.put("picture." + format, image(format));
    }
    Map<String, byte[]> two = Map.of("a.pdf", Papers.pdf(), "b/c.txt", utf8(Papers.LINE));
    files.put("parts.zip", Papers.zip(two));
    files.put("parts.tar", tar(two));
    files.put("parts.tar.gz", gzip(tar(two)));
    files.put("parts.7z", sevenZ());
    files.put("letter.odt", odt());
    return files;
  }

  private static byte[] image(String format) throws IOException {
    var bytes = new ByteArrayOutputStream();
    BufferedImage image = Papers.image(600, 400);
    ImageIO.write(image, format, bytes);
    return bytes.toByteArray();
  }

  private static byte[] xlsx() throws IOException {
    try (var book = new org.apache.poi.xssf.usermodel.XSSFWorkbook();
        var bytes = new ByteArrayOutputStream()) {
      book.createSheet("Flour").createRow(0).createCell(0).setCellValue(Papers.LINE);
      book.write(bytes);
      return bytes.toByteArray();
    }
  }

  private static byte[] xls() throws IOException {
    try (var book = new org.apache.poi.hssf.usermodel.HSSFWorkbook();
        var bytes = new ByteArrayOutputStream()) {
      book.createSheet("Flour").createRow(0).createCell(0).setCellValue(Papers.LINE);
      book.write(bytes);
      return bytes.toByteArray();
    }
  }

  private static byte[] tar(Map<String, byte[]> files) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new org.apache.commons.compress.archivers.tar.TarArchiveOutputStream(bytes)) {
      for (var file : files.entrySet()) {
        var entry = new org.apache.commons.compress.archivers.tar.TarArchiveEntry(file.getKey());
        entry.setSize(file.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] sevenZ() throws IOException {
    try (var channel = new org.apache.commons.compress.utils.SeekableInMemoryByteChannel();
        var archive = new org.apache.commons.compress.archivers.sevenz.SevenZOutputFile(channel)) {
      archive.setContentCompression(
          org.apache.commons.compress.archivers.sevenz.SevenZMethod.DEFLATE);
      var entry = new org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry();
      entry.setName("note.txt");
      archive.putArchiveEntry(entry);
      archive.write(utf8(Papers.LINE));
      archive.closeArchiveEntry();
      archive.finish();
      return java.util.Arrays.copyOf(channel.array(), (int) channel.size());
    }
  }

  private static byte[] odt() throws IOException {
    Map<String, byte[]> odt = new LinkedHashMap<>();
    odt.put("mimetype", utf8("application/vnd.oasis.opendocument.text"));
    odt.put(
        "content.xml",
        utf8(
            "<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'><office:body><office:text><text:p>Invoice 4711</text:p></office:text></office:body></office:document-content>"));
    return Papers.zip(odt);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
