package io.sluice.extractors.child;

import io.sluice.extractors.frames.PlacedWord;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.text.TextPosition;
import org.jspecify.annotations.Nullable;

/** The glyphs of a word so far. */
final class GlyphRun {
  private final StringBuilder text = new StringBuilder();
  private final List<TextPosition> glyphs = new ArrayList<>();

  void add(char c, @Nullable TextPosition glyph) {
    text.append(c);
    if (glyph != null) {
      glyphs.add(glyph);
    }
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  void clear() {
    text.setLength(0);
    glyphs.clear();
  }

  @Nullable PlacedWord word(GlyphBoxes boxes, boolean startsLine) {
    return isEmpty() ? null : boxes.word(text.toString(), glyphs, startsLine);
  }
}
