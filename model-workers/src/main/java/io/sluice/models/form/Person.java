package io.sluice.models.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who signed: the line of a cell that is a person's name, and what is said of the person.
 *
 * @param name its words
 * @param title the words behind it on the line, or those of the line below; may be empty
 */
record Person(List<Placed> name, List<Placed> title) {
  private static final Pattern PART =
      Pattern.compile("\\p{Lu}[.,]?|(?:\\p{Lu}\\.)+,?|\\p{Lu}[\\p{L}'’-]*\\p{L}[.,]?");
  private static final Pattern INITIAL = Pattern.compile("\\p{Lu}[.,]");
  private static final Pattern UNCAPPED = Pattern.compile("\\p{Ll}{3,}");
  private static final Pattern SUFFIX =
      Pattern.compile("(?i)(?:jr|sr|ii|iii|iv|esq|esquire|p\\.?c|ph\\.?d|m\\.?d)\\W*");
  private static final Set<String> PARTICLES =
      Set.of("de del der den di da dos du la le van von bin al el".split(" "));
  private static final int LONGEST = 6;

  /** What people are; the first of these words ends a name. */
  private static final Set<String> TITLES =
      Set.of(
          ("president vice chairman chairwoman chair director dir deputy assistant associate senior executive exec managing general"
                  + " manager mgr partner member principal owner founder officer chief ceo cfo coo counsel attorney accountant cpa"
                  + " secretary treasurer comptroller controller administrator representative rep agent consultant coordinator"
                  + " editor head minister consul counselor counsellor commissioner public account supervisor publisher"
                  + " specialist trustee authorized sr vp svp evp")
              .split(" "));

  /** The person in these lines; nothing where none of them is a name. */
  static Optional<Person> in(List<List<Placed>> lines, float height) {
    for (int i = 0; i < lines.size(); i++) {
      List<Placed> line = lines.get(i);
      int end = nameEnd(line);
      if (end == 0 || isInk(line.subList(0, end), height)) {
        continue;
      }
      return Optional.of(
          new Person(line.subList(0, end), title(line.subList(end, line.size()), lines, i + 1)));
    }
    return Optional.empty();
  }

  /** What follows the name, or the line below and the lines that go on with it. */
  private static List<Placed> title(List<Placed> behind, List<List<Placed>> lines, int below) {
    if (!behind.isEmpty() || below >= lines.size()) {
      return behind;
    }
    List<Placed> title = new ArrayList<>(lines.get(below));
    for (int i = below + 1; i < lines.size(); i++) {
      String first = lines.get(i).getFirst().text();
      String last = lines.get(i - 1).getLast().text();
      if (!first.matches("&|and|of|for") && !last.matches("&|and|of|for|.*,")) {
        break;
      }
      title.addAll(lines.get(i));
    }
    return title;
  }

  /** Whether the middle one of some words is taller than print. */
  private static boolean isInk(List<Placed> words, float height) {
    List<Float> heights = words.stream().map(Placed::height).sorted().toList();
    return heights.get((heights.size() - 1) / 2) > 1.8f * height;
  }

  /** Where the name ends that a line begins with: 0 where it begins with none. */
  private static int nameEnd(List<Placed> line) {
    int whole = 0;
    int end = 0;
    boolean closed = false;
    while (end < Math.min(LONGEST, line.size())) {
      String text = line.get(end).text();
      boolean suffix = end > 1 && SUFFIX.matcher(text).matches();
      boolean part =
          PART.matcher(text).matches() && !(end > 0 && TITLES.contains(line.get(end).letters()));
      boolean goesOn =
          !closed && (part || end > 0 && (PARTICLES.contains(text) || isUncapped(line, end)));
      if (!suffix && !goesOn) {
        break;
      }
      whole += suffix || text.length() < 3 ? 0 : 1;
      closed = text.endsWith(",") && text.length() > 2 && end > 0;
      end++;
    }
    return whole >= 2 ? end : 0;
  }

  /** Whether a word between an initial and a name is one, too, typed without its capital. */
  private static boolean isUncapped(List<Placed> line, int i) {
    return INITIAL.matcher(line.get(i - 1).text()).matches()
        && UNCAPPED.matcher(line.get(i).text()).matches()
        && i + 1 < line.size()
        && PART.matcher(line.get(i + 1).text()).matches()
        && !TITLES.contains(line.get(i + 1).letters());
  }

  /** The name without what a comma leaves; an initial's full stop is often read as a comma. */
  String nameText() {
    return Lines.text(name).replaceAll("[,;]+$", "").replaceAll("(?<=\\b\\p{Lu}),", ".");
  }

  String titleText() {
    List<Placed> words = new ArrayList<>(title);
    while (!words.isEmpty() && words.getFirst().letters().isEmpty()) {
      words.removeFirst();
    }
    return Lines.text(words);
  }

  /** Whether the title says what people are. */
  boolean isTitled() {
    return title.stream().anyMatch(word -> TITLES.contains(word.letters()));
  }
}
