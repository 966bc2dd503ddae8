package io.sluice.extractors;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.content.ContentStore;
import io.sluice.content.ContentStores;
import io.sluice.events.ChildPart;
import io.sluice.events.ParsedContent;
import io.sluice.events.Reason;
import io.sluice.events.StructureKind;
import io.sluice.events.StructuredPart;
import io.sluice.events.Warning;
import io.sluice.extractors.ExtractorConfig.Children;
import io.sluice.extractors.ExtractorConfig.Limits;
import io.sluice.extractors.ocr.OcrConfig;
import io.sluice.extractors.ocr.OcrEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** An extractor of one child with an OCR engine of the test's, small limits, and its own folder. */
final class Bench implements AutoCloseable {
  final Path folder;
  final ContentStore store;
  final Extractor extractor;

  Bench(OcrEngine ocr) throws IOException {
    this(ocr, LIMITS);
  }

  static final Limits LIMITS =
      new Limits(
          32L << 20,
          20,
          3,
          5,
          2,
          4L << 20,
          50_000,
          Duration.ofSeconds(30),
          Duration.ofMillis(500),
          Duration.ofMinutes(2),
          4_000_000,
          30_000_000);

  Bench(OcrEngine ocr, Limits limits) throws IOException {
    folder = Files.createTempDirectory("extractor-test");
    Path children = Files.createDirectory(folder.resolve("children"));
    store = ContentStores.open(ContentStores.uriOf(folder.resolve("store")));
    extractor =
        new Extractor(
            new ExtractorConfig(
                limits,
                new Children(1, 160L << 20, 512L << 20, 1_000, children.toString()),
                OcrConfig.DEFAULT),
            store,
            ocr,
            List.of("-Dsluice.extractors.misbehave=true"));
  }

  ParseOutcome parse(byte[] bytes, String name) throws Exception {
    return parse(bytes, name, 0);
  }

  ParseOutcome parse(byte[] bytes, String name, int depth) throws Exception {
    return extractor.parse(bytes, new Extractor.Source("doc", name, null, depth));
  }

  ParseOutcome.Parsed parsed(byte[] bytes, String name) throws Exception {
    ParseOutcome outcome = parse(bytes, name);
    assertThat(outcome).isInstanceOf(ParseOutcome.Parsed.class);
    return (ParseOutcome.Parsed) outcome;
  }

  Reason rejected(byte[] bytes, String name) throws Exception {
    ParseOutcome outcome = parse(bytes, name);
    assertThat(outcome).isInstanceOf(ParseOutcome.Rejected.class);
    return ((ParseOutcome.Rejected) outcome).reason();
  }

  Reason rejected(String text) throws Exception {
    return rejected(text.getBytes(StandardCharsets.UTF_8), "note.txt");
  }

  byte[] stored(ChildPart part) throws Exception {
    return store.get(part.getContent());
  }

  static List<String> codes(ParseOutcome.Parsed parsed) {
    return parsed.document().getWarnings().stream().map(Warning::getCode).toList();
  }

  static String structure(ParsedContent content, StructureKind kind) {
    return content.getStructures().stream()
        .filter(part -> part.getKind() == kind)
        .map(StructuredPart::getContent)
        .findFirst()
        .orElseThrow();
  }

  /** Files that children have left. */
  List<Path> leftovers() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("children"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Override
  public void close() throws IOException {
    extractor.close();
    store.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** The limits of the bench with little time for a document: it is broken, and must end. */
  static Limits hasty() {
    Limits limits = LIMITS;
    return new Limits(
        limits.bytes(),
        limits.pages(),
        limits.ocrPages(),
        limits.parts(),
        limits.depth(),
        limits.unpackedBytes(),
        limits.outputCharacters(),
        Duration.ofSeconds(8),
        limits.perPage(),
        limits.ocrPerDocument(),
        limits.pixels(),
        limits.imagePixels());
  }
}
