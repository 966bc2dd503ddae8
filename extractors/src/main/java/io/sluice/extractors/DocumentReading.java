package io.sluice.extractors;

import io.sluice.content.ContentException;
import io.sluice.content.ContentStore;
import io.sluice.content.Owner;
import io.sluice.content.ParsedContents;
import io.sluice.events.ChildPart;
import io.sluice.events.ContentReference;
import io.sluice.events.ParsedContent;
import io.sluice.events.ParsedDocument;
import io.sluice.events.ParserInfo;
import io.sluice.events.Reason;
import io.sluice.extractors.fork.Child;
import io.sluice.extractors.fork.Child.Answer;
import io.sluice.extractors.frames.Frame;
import io.sluice.extractors.frames.ParseTask;
import io.sluice.extractors.ocr.OcrEngine;
import io.sluice.schemas.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One document read by one child: its frames become the outcome. Used once. */
final class DocumentReading {
  /** The document's name in the child's folder. */
  static final String FILE = "document";

  private static final Duration START = Duration.ofSeconds(60);

  private final ExtractorConfig config;
  private final ContentStore store;
  private final ContentReference original;
  private final Extractor.Source source;
  private final ContentAssembly content;
  private final PageOcr ocr;
  private final List<ChildPart> parts = new ArrayList<>();
  private String mediaType = "application/octet-stream";
  private String parser = "none";
  private boolean healthy;

  DocumentReading(
      ExtractorConfig config,
      ContentStore store,
      OcrEngine engine,
      ContentReference original,
      Extractor.Source source) {
    this.config = config;
    this.store = store;
    this.original = original;
    this.source = source;
    this.content = new ContentAssembly(config.limits().outputCharacters());
    this.ocr = new PageOcr(engine, config, content);
  }

  /** Whether the child has said its last word on the document and can take another one. */
  boolean childIsHealthy() {
    return healthy;
  }

  ParseOutcome read(Child child, ParseTask task)
      throws IOException, ContentException, InterruptedException {
    if (!(child.awaitReady(START) instanceof Answer.Said)) {
      throw new IOException("the parser process did not start; see its log");
    }
    long started = System.nanoTime();
    child.give(task);
    Duration left = config.limits().perDocument();
    while (true) {
      long asked = System.nanoTime();
      Answer answer = child.next(left);
      left = left.minusNanos(System.nanoTime() - asked);
      switch (answer) {
        case Answer.TimedOut ignored -> {
          return timedOut();
        }
        case Answer.OutOfMemory ignored -> {
          return outOfMemory();
        }
        case Answer.Crashed crashed -> {
          return crashed(crashed.how());
        }
        case Answer.Said(Frame.Done ignored) -> {
          healthy = true;
          return finished(Duration.ofNanos(System.nanoTime() - started));
        }
        case Answer.Said(Frame.Failed failed) -> {
          healthy = true;
          return new ParseOutcome.Rejected(failed.reason(), failed.message());
        }
        case Answer.Said(Frame.PageCount pages) ->
            left = left.plus(config.limits().perPage().multipliedBy(Math.max(0, pages.pages())));
        case Answer.Said(Frame frame) -> take(frame, child.folder());
      }
    }
  }

  private void take(Frame frame, Path folder)
      throws IOException, ContentException, InterruptedException {
    switch (frame) {
      case Frame.Detected f -> {
        mediaType = f.mediaType();
        parser = f.parser();
      }
      case Frame.TextPage f -> content.page(f.number(), f.width(), f.height(), f.words());
      case Frame.ScannedPage f -> ocr.read(f);
      case Frame.Text f -> content.text(f.text());
      case Frame.Structure f -> content.structure(f.kind(), f.name(), f.content());
      case Frame.Property f -> content.property(f.name(), f.value());
      case Frame.Notice f -> content.warn(f.code(), f.message());
      case Frame.Part f -> part(f, folder);
      case Frame.PageCount ignored -> {}
      case Frame.Failed ignored -> {}
      case Frame.Done ignored -> {}
    }
  }

  private void part(Frame.Part part, Path folder) throws IOException, ContentException {
    Path file = folder.resolve(Path.of(part.file()).getFileName());
    if (!Files.isRegularFile(file)) {
      // The child's fault and not the store's: it must not be waited out like an outage.
      throw new IOException("the parser named a part that it has not written: " + part.name());
    }
    // A part is a document of its own, and its content goes with that one.
    String id = Ids.child(source.documentId(), parts.size(), Ids.sha256(file));
    ContentReference stored = store.put(new Owner(source.tenant(), id), file);
    Files.delete(file);
    parts.add(new ChildPart(id, part.name(), part.mediaType(), stored));
  }

  private ParseOutcome finished(Duration wall) throws ContentException {
    ocr.finish();
    if (content.wordCount() == 0 && parts.isEmpty() && !content.hasStructures()) {
      return new ParseOutcome.Rejected(Reason.NO_TEXT, noText());
    }
    ParsedContent parsed = content.content();
    ContentReference stored = ParsedContents.store(store, source.owner(), parsed);
    ParsedDocument document =
        ParsedDocument.newBuilder()
            .setMediaType(mediaType)
            .setOriginal(original)
            .setContent(stored)
            .setPageCount(content.pageCount())
            .setOcrPageCount(ocr.pages())
            .setWordCount(content.wordCount())
            .setLanguage(Languages.of(content.text()))
            .setParts(parts)
            .setWarnings(content.warnings())
            .setParser(
                new ParserInfo(
                    parser,
                    ocr.engines().isEmpty() ? null : String.join(" + ", ocr.engines()),
                    wall.toMillis(),
                    ocr.spent().toMillis()))
            .build();
    return new ParseOutcome.Parsed(document, parsed);
  }

  private String noText() {
    StringBuilder message =
        new StringBuilder("no words were found in the document (%s".formatted(mediaType));
    if (content.pageCount() > 0) {
      message.append(", %d pages, %d read by OCR".formatted(content.pageCount(), ocr.pages()));
    }
    message.append("); look at it, and ask the sender for one with text");
    content.warnings().forEach(warning -> message.append("; ").append(warning.getMessage()));
    return message.toString();
  }

  private ParseOutcome timedOut() {
    return new ParseOutcome.Rejected(
        Reason.PARSE_TIMED_OUT,
        "parsing (%s) was stopped after %d s and %d ms for each page, the limits extractor.limits.perDocument and extractor.limits.perPage; raise them if the document is honest"
            .formatted(
                mediaType,
                config.limits().perDocument().toSeconds(),
                config.limits().perPage().toMillis()));
  }

  private ParseOutcome outOfMemory() {
    return new ParseOutcome.Rejected(
        Reason.PARSE_OUT_OF_MEMORY,
        "parsing (%s) needs more than %d MB, the limit extractor.children.heap; raise it if the document is honest"
            .formatted(mediaType, config.children().heap() >> 20));
  }

  private ParseOutcome crashed(String how) {
    return new ParseOutcome.Rejected(
        Reason.PARSER_CRASHED,
        "the parser process ended while it read the document (%s, %s); the document is damaged or hostile, look at it before it is sent again"
            .formatted(mediaType, how));
  }
}
