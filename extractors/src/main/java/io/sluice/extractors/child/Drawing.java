package io.sluice.extractors.child;

import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.text.TextPosition;
import org.jspecify.annotations.Nullable;

/**
 * What was drawn on a page, in order, as far as it decides which glyphs a person sees. Most pages
 * raise no doubt and cost nothing; where one does, the page is rendered and the doubtful glyphs are
 * looked for in it, since white words on a dark bar are there and white words on paper are not.
 *
 * <p>What was painted in no ink (render mode 3) over something printed is the text layer of a scan,
 * and stays; over words that are printed themselves, or over nothing, it is meant for machines.
 */
final class Drawing {
  /** Letters of this size and less, in points, are no text for a person. */
  private static final double TOO_SMALL = 1.5;

  /** Lightness, in [0, 1], from which ink may be lost on paper. */
  private static final double LIGHT = 0.75;

  /** Ink that differs less from what is behind it may be lost on it. */
  private static final double SIMILAR = 0.2;

  /** A patch thinner than this, in points, is a rule; it covers no glyph. */
  private static final double RULE = 1.5;

  private static final int PATCHES = 5_000;
  private static final long COMPARISONS = 5_000_000;

  private final Rectangle2D page;
  private final List<Glyph> glyphs = new ArrayList<>();
  private final List<Patch> patches = new ArrayList<>();
  private boolean crowded;
  private int order;

  /** A glyph and why it may not be seen. */
  private static final class Glyph {
    final TextPosition at;
    final Rectangle2D box;
    final int order;
    final double light;
    @Nullable Unseen doubt;

    Glyph(TextPosition at, Rectangle2D box, int order, double light, @Nullable Unseen doubt) {
      this.at = at;
      this.box = box;
      this.order = order;
      this.light = light;
      this.doubt = doubt;
    }

    boolean isSpace() {
      return isBlank(at);
    }
  }

  /** Something that was filled: lightness in [0, 1], NaN for an image or a pattern. */
  private record Patch(Rectangle2D box, int order, double light) {}

  /** Renders the page; called at most once. */
  interface Rendering {
    /** A gray raster and its resolution. */
    record Shown(BufferedImage gray, double dpi) {}

    Shown render() throws IOException;
  }

  /** What is not seen, and how many glyphs of an invisible layer are kept over a scan. */
  record Verdict(Map<TextPosition, Unseen> unseen, int layer) {}

  Drawing(Rectangle2D page) {
    this.page = page;
  }

  /**
   * A glyph was shown.
   *
   * @param size of an em in points; 0 where the font does not say
   * @param light of its ink in [0, 1]
   * @param doubt what its graphics state says against it
   */
  void glyph(TextPosition at, Rectangle2D box, double size, double light, @Nullable Unseen doubt) {
    Unseen sure = null;
    if (size > 0 && size <= TOO_SMALL) {
      sure = Unseen.TOO_SMALL;
    } else if (!page.contains(box.getCenterX(), box.getCenterY())) {
      sure = Unseen.OFF_PAGE;
    }
    Unseen first = sure != null ? sure : doubt;
    glyphs.add(
        new Glyph(
            at, box, order++, light, first == null && light > LIGHT ? Unseen.BLENDED : first));
  }

  /** An area was filled. */
  void filled(Rectangle2D box, double light) {
    if (box.getWidth() < RULE || box.getHeight() < RULE) {
      return;
    }
    if (patches.size() >= PATCHES) {
      crowded = true;
    } else {
      patches.add(new Patch(box, order++, light));
    }
  }

  Verdict judge(Rendering rendering) {
    weighPatches();
    Map<TextPosition, Unseen> unseen = new IdentityHashMap<>();
    boolean inDoubt = false;
    for (Glyph glyph : glyphs) {
      if (glyph.doubt == Unseen.TOO_SMALL || glyph.doubt == Unseen.OFF_PAGE) {
        unseen.put(glyph.at, glyph.doubt);
      } else {
        inDoubt |= glyph.doubt != null && !glyph.isSpace();
      }
    }
    return inDoubt ? look(rendering, unseen) : new Verdict(unseen, 0);
  }

  private void weighPatches() {
    if (crowded || (long) patches.size() * glyphs.size() > COMPARISONS) {
      // Too much to compare: let the picture decide on all of it.
      glyphs.forEach(glyph -> glyph.doubt = glyph.doubt == null ? Unseen.COVERED : glyph.doubt);
      return;
    }
    for (Glyph glyph : glyphs) {
      for (int i = patches.size() - 1; i >= 0 && glyph.doubt == null; i--) {
        Patch patch = patches.get(i);
        if (!patch.box.contains(glyph.box.getCenterX(), glyph.box.getCenterY())) {
          continue;
        }
        if (patch.order > glyph.order) {
          glyph.doubt = Double.isNaN(patch.light) ? Unseen.BEHIND_PICTURE : Unseen.COVERED;
        } else if (!(Math.abs(patch.light - glyph.light) >= SIMILAR)) {
          glyph.doubt = Unseen.BLENDED;
        } else {
          // It stands on this patch, and shows.
          break;
        }
      }
    }
  }

  private Verdict look(Rendering rendering, Map<TextPosition, Unseen> unseen) {
    Rendering.Shown shown;
    try {
      shown = rendering.render();
    } catch (IOException | RuntimeException e) {
      // A page that cannot be shown: what is painted counts as seen, the rest does not.
      glyphs.stream()
          .filter(glyph -> glyph.doubt == Unseen.NOT_PAINTED)
          .forEach(glyph -> unseen.put(glyph.at, Unseen.NOT_PAINTED));
      return new Verdict(unseen, 0);
    }
    Sight sight = new Sight(shown.gray(), shown.dpi());
    for (Glyph glyph : glyphs) {
      if (glyph.doubt == null && !glyph.isSpace()) {
        sight.print(glyph.box);
      }
    }
    int layer = 0;
    Unseen hidden = null;
    List<Glyph> group = new ArrayList<>();
    for (Glyph glyph : glyphs) {
      boolean goesOn =
          !group.isEmpty()
              && glyph.doubt == group.getFirst().doubt
              && !glyph.isSpace()
              && near(glyph, group.getLast());
      if (!goesOn) {
        if (!group.isEmpty()) {
          layer += decide(group, sight, unseen);
          hidden = unseen.get(group.getLast().at);
        }
        group.clear();
      }
      if (glyph.doubt == null || unseen.containsKey(glyph.at)) {
        hidden = null;
      } else if (!glyph.isSpace()) {
        group.add(glyph);
      } else if (hidden != null) {
        // The space after a word goes with it, else it would part the words that are seen.
        unseen.put(glyph.at, hidden);
      }
    }
    layer += decide(group, sight, unseen);
    return new Verdict(unseen, layer);
  }

  /** Glyphs further apart than their height are not of one word. */
  private static boolean near(Glyph glyph, Glyph before) {
    double reach = Math.max(before.box.getHeight(), before.box.getWidth());
    return Math.abs(glyph.box.getCenterX() - before.box.getCenterX()) < 2 * reach
        && Math.abs(glyph.box.getCenterY() - before.box.getCenterY()) < reach;
  }

  /** A word's worth of doubtful glyphs is seen or not as a whole. Returns those kept of a layer. */
  private static int decide(List<Glyph> group, Sight sight, Map<TextPosition, Unseen> unseen) {
    if (group.isEmpty()) {
      return 0;
    }
    Unseen doubt = group.getFirst().doubt;
    if (doubt == null) {
      return 0;
    }
    List<Rectangle2D> boxes = group.stream().map(glyph -> glyph.box).toList();
    // Of a scan's layer, before the picture or behind it, the picture shows the words.
    if (!sight.isOverPrint(boxes) && sight.shows(boxes, doubt, hasLetters(group))) {
      return doubt == Unseen.NOT_PAINTED ? group.size() : 0;
    }
    group.forEach(glyph -> unseen.put(glyph.at, doubt));
    return 0;
  }

  private static boolean hasLetters(List<Glyph> group) {
    return group.stream()
        .map(glyph -> String.valueOf(glyph.at.getUnicode()))
        .flatMapToInt(String::codePoints)
        .anyMatch(Character::isLetterOrDigit);
  }

  private static boolean isBlank(TextPosition glyph) {
    String text = glyph.getUnicode();
    return text == null || text.isBlank();
  }

  /** How many glyphs for which reason; for the record. */
  static Map<Unseen, Integer> count(Map<TextPosition, Unseen> unseen) {
    Map<Unseen, Integer> counts = new HashMap<>();
    unseen.forEach((glyph, why) -> {
      if (!isBlank(glyph)) {
        counts.merge(why, 1, Integer::sum);
      }
    });
    return counts.isEmpty() ? counts : new EnumMap<>(counts);
  }
}
