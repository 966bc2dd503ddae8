package io.sluice.extractors.frames;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a parser child is asked to do with the documents in its folder. */
public sealed interface ChildTask permits ParseTask, ChildTask.Draw, ChildTask.Cut {

  /** Limits that the child keeps by itself; the parent's clock stands behind them. */
  ParseTask.ParseLimits limits();

  /**
   * Draw pages.
   *
   * @param file the document, a file name inside the child's folder
   * @param firstPage from 1
   * @param lastPage pages that the document lacks are left out
   * @param dpi pixels an inch; fewer where the picture would be too large
   */
  record Draw(
      String file,
      @Nullable String mediaTypeHint,
      int firstPage,
      int lastPage,
      int dpi,
      ParseTask.ParseLimits limits)
      implements ChildTask {}

  /** Make PDFs of pages. */
  record Cut(List<WantedPdf> pdfs, ParseTask.ParseLimits limits) implements ChildTask {
    public Cut {
      pdfs = List.copyOf(pdfs);
    }
  }

  /** One PDF to be made. */
  record WantedPdf(@Nullable String name, List<Slice> slices) {
    public WantedPdf {
      slices = List.copyOf(slices);
    }
  }

  /**
   * Some pages of one document.
   *
   * @param file a file name inside the child's folder
   * @param firstPage from 1
   * @param lastPage not less than {@code firstPage}; the document must have it
   */
  record Slice(String file, @Nullable String mediaTypeHint, int firstPage, int lastPage) {}
}
