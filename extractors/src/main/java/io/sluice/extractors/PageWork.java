package io.sluice.extractors;

import io.sluice.content.ContentException;
import io.sluice.content.Owner;
import io.sluice.events.ChildPart;
import io.sluice.events.ContentReference;
import io.sluice.events.PageImage;
import io.sluice.events.PageSlice;
import io.sluice.events.Reason;
import io.sluice.events.WantedPart;
import io.sluice.extractors.frames.ChildTask;
import io.sluice.extractors.frames.Frame;
import io.sluice.extractors.frames.ParseTask.ParseLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pages for people: pictures of them, and new PDFs made of them. The documents are opened in child
 * processes only, under the same limits as for parsing. The same wish yields the same contents.
 * Thread-safe.
 */
public final class PageWork {
  /** Fewer pixels an inch show nothing, more show nothing new. */
  private static final int LEAST_DPI = 36;

  private static final int MOST_DPI = 300;

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private final Extractor extractor;

  public PageWork(Extractor extractor) {
    this.extractor = extractor;
  }

  /**
   * Draws pages of a document; they are stored with it.
   *
   * @param firstPage from 1
   * @param lastPage pages that the document lacks are left out, as are damaged ones unless all are
   * @param dpi pixels an inch; outside [36, 300] the nearer bound is taken
   * @throws ContentException.Unavailable if the store does not answer
   */
  public PagesOutcome draw(
      Owner owner,
      ContentReference original,
      String mediaType,
      int firstPage,
      int lastPage,
      int dpi)
      throws IOException, ContentException, InterruptedException {
    ChildTask task =
        new ChildTask.Draw(
            DocumentReading.FILE,
            mediaType,
            firstPage,
            lastPage,
            Math.clamp(dpi, LEAST_DPI, MOST_DPI),
            limits());
    return withContents(
        Map.of(DocumentReading.FILE, original),
        (child, turn) -> {
          List<PageImage> pages = new ArrayList<>();
          return outcome(
              turn.run(
                  child,
                  task,
                  (frame, folder) -> {
                    if (frame instanceof Frame.Drawn drawn) {
                      pages.add(picture(owner, drawn, folder));
                    }
                  }),
              new PagesOutcome.Drawn(pages));
        });
  }

  /**
   * Makes PDFs of pages of one or several documents. They are parts of the owner's document, and
   * each is stored as a document of its own.
   *
   * @throws ContentException.Unavailable if the store does not answer
   */
  public PagesOutcome cut(Owner owner, List<WantedPart> wanted)
      throws IOException, ContentException, InterruptedException {
    Map<String, String> names = new HashMap<>();
    Map<String, ContentReference> contents = new LinkedHashMap<>();
    List<ChildTask.WantedPdf> pdfs = new ArrayList<>();
    for (WantedPart part : wanted) {
      List<ChildTask.Slice> slices = new ArrayList<>();
      for (PageSlice slice : part.getSlices()) {
        ContentReference original = slice.getOriginal();
        String file =
            names.computeIfAbsent(original.getUri(), uri -> DocumentReading.FILE + names.size());
        contents.put(file, original);
        slices.add(
            new ChildTask.Slice(
                file, slice.getMediaType(), slice.getFirstPage(), slice.getLastPage()));
      }
      pdfs.add(new ChildTask.WantedPdf(part.getFileName(), slices));
    }
    int most = extractor.config().limits().parts();
    if (contents.size() > most) {
      return new PagesOutcome.Rejected(
          Reason.TOO_MANY_PARTS,
          "%d documents are to be joined, more than %d, the limit extractor.limits.parts; join fewer or raise the limit"
              .formatted(contents.size(), most));
    }
    return withContents(
        contents,
        (child, turn) -> {
          List<ChildPart> parts = new ArrayList<>();
          return outcome(
              turn.run(
                  child,
                  new ChildTask.Cut(pdfs, limits()),
                  (frame, folder) -> {
                    if (frame instanceof Frame.Part part) {
                      parts.add(Parts.store(extractor.store(), owner, parts.size(), part, folder));
                    }
                  }),
              new PagesOutcome.Made(parts));
        });
  }

  private ParseLimits limits() {
    return extractor.config().limits().ofChild(extractor.config().ocr());
  }

  private PagesOutcome withContents(
      Map<String, ContentReference> contents, Extractor.Work<PagesOutcome> work)
      throws IOException, ContentException, InterruptedException {
    Map<String, Extractor.Placing> files = new LinkedHashMap<>();
    contents.forEach(
        (name, content) -> files.put(name, target -> extractor.store().copy(content, target)));
    try {
      return extractor.inChild(files, work);
    } catch (ContentException.Missing e) {
      return new PagesOutcome.Rejected(Reason.CONTENT_MISSING, String.valueOf(e.getMessage()));
    } catch (ContentException.Changed e) {
      return new PagesOutcome.Rejected(Reason.CONTENT_CHANGED, String.valueOf(e.getMessage()));
    }
  }

  private static PagesOutcome outcome(ChildTurn.Ending ending, PagesOutcome done) {
    return switch (ending) {
      case ChildTurn.Ending.Done ignored -> done;
      case ChildTurn.Ending.Refused(Reason reason, String message) ->
          new PagesOutcome.Rejected(reason, message);
    };
  }

  private PageImage picture(Owner owner, Frame.Drawn drawn, Path folder)
      throws IOException, ContentException {
    Path file = Parts.file(folder, drawn.file());
    requirePng(file);
    ContentReference stored = extractor.store().put(owner, file);
    Files.delete(file);
    return new PageImage(drawn.number(), finite(drawn.width()), finite(drawn.height()), stored);
  }

  /** A browser will be told that it is one, by us. */
  private void requirePng(Path file) throws IOException {
    long size = Files.size(file);
    long most = extractor.config().limits().bytes();
    if (size > most) {
      throw new IOException("the parser drew a picture of %,d bytes".formatted(size));
    }
    try (var in = Files.newInputStream(file)) {
      if (!Arrays.equals(in.readNBytes(PNG.length), PNG)) {
        throw new IOException("the parser drew something that is no PNG");
      }
    }
  }

  private static float finite(float points) {
    return Float.isFinite(points) ? points : 0;
  }
}
