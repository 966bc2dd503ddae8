package io.sluice.extractors.child;

import java.awt.geom.Rectangle2D;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.util.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * Follows the paths of a content stream, as boxes: which areas are filled, and to which box drawing
 * is clipped. A box may be larger than its path; whoever asks looks at the picture then.
 */
final class Paths {
  private static final int SUBPATHS = 5_000;

  private final GlyphBoxes boxes;
  private final List<Rectangle2D> subpaths = new ArrayList<>();
  // A stack cannot hold null: the page stands for no clip.
  private final Deque<Rectangle2D> saved = new ArrayDeque<>();
  private @Nullable Rectangle2D clip;
  private @Nullable Rectangle2D open;
  private boolean clips;

  Paths(GlyphBoxes boxes) {
    this.boxes = boxes;
  }

  /** The box that is drawn in, or null for the whole page. */
  @Nullable Rectangle2D clip() {
    return clip;
  }

  /** Takes one operator; the areas that it fills. */
  List<Rectangle2D> operator(String name, List<COSBase> operands, Matrix matrix) {
    switch (name) {
      case "re" -> {
        double[] n = numbers(operands, 4);
        close();
        add(boxes.around(matrix, n[0], n[1], n[0] + n[2], n[1] + n[3]));
      }
      case "m" -> {
        close();
        point(numbers(operands, 2), 0, matrix);
      }
      case "l" -> point(numbers(operands, 2), 0, matrix);
      case "c", "v", "y" -> {
        double[] n = numbers(operands, name.equals("c") ? 6 : 4);
        for (int i = 0; i < n.length; i += 2) {
          point(n, i, matrix);
        }
      }
      case "W", "W*" -> clips = true;
      case "f", "F", "f*", "B", "B*", "b", "b*" -> {
        return painted(true);
      }
      case "S", "s", "n" -> painted(false);
      default -> {}
    }
    return List.of();
  }

  void save() {
    saved.push(clip == null ? boxes.page() : clip);
  }

  void restore() {
    Rectangle2D before = saved.poll();
    clip = before == null || before.equals(boxes.page()) ? null : before;
  }

  /** A form begins; give the answer to {@link #leave}. */
  int enter() {
    save();
    return saved.size();
  }

  /** A form has ended, whatever it has left open. */
  void leave(int depth) {
    while (saved.size() > depth) {
      saved.pop();
    }
    if (saved.size() == depth) {
      restore();
    }
  }

  /** The page's content has ended. */
  void reset() {
    saved.clear();
    subpaths.clear();
    open = null;
    clip = null;
    clips = false;
  }

  private List<Rectangle2D> painted(boolean filled) {
    close();
    List<Rectangle2D> areas = filled ? List.copyOf(subpaths) : List.of();
    if (clips && !subpaths.isEmpty()) {
      Rectangle2D all = subpaths.getFirst();
      for (Rectangle2D subpath : subpaths) {
        all = all.createUnion(subpath);
      }
      clip = clip == null ? all : clip.createIntersection(all);
    }
    clips = false;
    subpaths.clear();
    return areas;
  }

  private void close() {
    if (open != null) {
      add(open);
      open = null;
    }
  }

  private void add(Rectangle2D area) {
    if (subpaths.size() < SUBPATHS) {
      subpaths.add(area);
    } else {
      // More than anybody draws by hand: one box around the rest.
      subpaths.set(SUBPATHS - 1, subpaths.getLast().createUnion(area));
    }
  }

  private void point(double[] n, int at, Matrix matrix) {
    Rectangle2D point = boxes.around(matrix, n[at], n[at + 1], n[at], n[at + 1]);
    open = open == null ? point : open.createUnion(point);
  }

  /** Zero for what is missing or no number: a damaged path is nobody's concern here. */
  private static double[] numbers(List<COSBase> operands, int count) {
    double[] numbers = new double[count];
    for (int i = 0; i < count && i < operands.size(); i++) {
      numbers[i] = operands.get(i) instanceof COSNumber number ? number.floatValue() : 0;
    }
    return numbers;
  }
}
