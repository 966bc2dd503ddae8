package io.sluice.extractors;

import io.sluice.content.ContentException;
import io.sluice.content.ContentStore;
import io.sluice.content.ParsedContents;
import io.sluice.events.ChildPart;
import io.sluice.events.ContentReference;
import io.sluice.events.ParsedContent;
import io.sluice.events.ParsedDocument;
import io.sluice.events.ParserInfo;
import io.sluice.events.Reason;
import io.sluice.extractors.fork.Child;
import io.sluice.extractors.frames.Frame;
import io.sluice.extractors.frames.ParseTask;
import io.sluice.extractors.ocr.OcrEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One document read by one child: its frames become the outcome. Used once. */
final class DocumentReading {
  /** The document's name in the child's folder. */
  static final String FILE = "document";

  private final ChildTurn turn;
  private final ContentStore store;
  private final ContentReference original;
  private final Extractor.Source source;
  private final ContentAssembly content;
  private final PageOcr ocr;
  private final List<ChildPart> parts = new ArrayList<>();

  DocumentReading(
      ChildTurn turn,
      ExtractorConfig config,
      ContentStore store,
      OcrEngine engine,
      ContentReference original,
      Extractor.Source source) {
    this.turn = turn;
    this.store = store;
    this.original = original;
    this.source = source;
    this.content = new ContentAssembly(config.limits().outputCharacters());
    this.ocr = new PageOcr(engine, config, content);
  }

  ParseOutcome read(Child child, ParseTask task)
      throws IOException, ContentException, InterruptedException {
    return switch (turn.run(child, task, this::take)) {
      case ChildTurn.Ending.Done(Duration wall) -> finished(wall);
      case ChildTurn.Ending.Refused(Reason reason, String message) ->
          new ParseOutcome.Rejected(reason, message);
    };
  }

  private void take(Frame frame, Path folder)
      throws IOException, ContentException, InterruptedException {
    switch (frame) {
      case Frame.TextPage f -> content.page(f.number(), f.width(), f.height(), f.words());
      case Frame.ScannedPage f -> ocr.read(f);
      case Frame.Text f -> content.text(f.text());
      case Frame.Structure f -> content.structure(f.kind(), f.name(), f.content());
      case Frame.Property f -> content.property(f.name(), f.value());
      case Frame.Notice f -> content.warn(f.code(), f.message());
      case Frame.Part f -> part(f, folder);
      case Frame.Drawn f -> throw new IOException("a picture that nobody wants: " + f.file());
      case Frame.Detected ignored -> {}
      case Frame.PageCount ignored -> {}
      case Frame.Failed ignored -> {}
      case Frame.Done ignored -> {}
    }
  }

  private void part(Frame.Part part, Path folder) throws IOException, ContentException {
    parts.add(Parts.store(store, source.owner(), parts.size(), part, folder));
  }

  private ParseOutcome finished(Duration wall) throws ContentException {
    ocr.finish();
    if (content.wordCount() == 0 && parts.isEmpty() && !content.hasStructures()) {
      return new ParseOutcome.Rejected(Reason.NO_TEXT, noText());
    }
    if (content.wordCount() == 0 && content.pageCount() > 0 && content.hasStructures()) {
      content.warn(
          "NOTHING_SHOWN",
          "no page shows a word: what is read comes from an embedded file alone, which nobody sees on paper; hold it against the order or ask the sender");
    }
    ParsedContent parsed = content.content();
    ContentReference stored = ParsedContents.store(store, source.owner(), parsed);
    ParsedDocument document =
        ParsedDocument.newBuilder()
            .setMediaType(turn.mediaType())
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
                    turn.parser(),
                    ocr.engines().isEmpty() ? null : String.join(" + ", ocr.engines()),
                    wall.toMillis(),
                    ocr.spent().toMillis()))
            .build();
    return new ParseOutcome.Parsed(document, parsed);
  }

  private String noText() {
    StringBuilder message =
        new StringBuilder("no words were found in the document (%s".formatted(turn.mediaType()));
    if (content.pageCount() > 0) {
      message.append(", %d pages, %d read by OCR".formatted(content.pageCount(), ocr.pages()));
    }
    message.append("); look at it, and ask the sender for one with text");
    content.warnings().forEach(warning -> message.append("; ").append(warning.getMessage()));
    return message.toString();
  }
}
