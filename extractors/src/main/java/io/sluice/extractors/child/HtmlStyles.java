package io.sluice.extractors.child;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Selector.SelectorParseException;
import org.jspecify.annotations.Nullable;

/**
 * As much of CSS as decides whether a person sees text: the document's own style sheets (without
 * media rules, which hold for some screens only) and style attributes. Specificity is not weighed:
 * the later rule wins, an attribute last.
 */
final class HtmlStyles {
  /** Of rules and of style sheets; hostile ones have no end. */
  private static final int RULES = 1_000;

  private static final int SHEET_CHARACTERS = 1 << 18;
  private static final int SELECTED = 200_000;
  private static final int COMPARISONS = 50_000_000;
  private static final Pattern RULE = Pattern.compile("([^{}]{1,500})\\{([^{}]{0,2000})\\}");
  private static final Pattern NUMBER = Pattern.compile("(-?\\d*\\.?\\d+)(px|pt|em|rem|%)?");
  private static final Pattern OPEN = Pattern.compile("rgba?\\(([^)]*)\\)");

  /** Sizes, in points, below which letters are no text for a person. */
  private static final double TOO_SMALL = 2;

  private static final double FAR_AWAY = -900;

  /** Colours nearer to each other than this, of 255 in the sum of channels, are the same. */
  private static final int SAME_COLOUR = 30;

  private static final Map<String, Integer> NAMED =
      Map.of(
          "white", 0xffffff, "black", 0, "snow", 0xfffafa, "ivory", 0xfffff0, "red", 0xff0000,
          "green", 0x008000, "blue", 0x0000ff, "gray", 0x808080, "yellow", 0xffff00);

  /** Properties of the elements that have any. */
  private final Map<Element, Map<String, String>> declared = new IdentityHashMap<>();

  HtmlStyles(Document document) {
    int elements = document.getAllElements().size();
    int most = Math.min(RULES, COMPARISONS / Math.max(1, elements));
    int rules = 0;
    int selected = 0;
    for (Element sheet : document.getElementsByTag("style")) {
      Matcher rule = RULE.matcher(withoutNested(sheet.data()));
      while (rule.find() && rules++ < most && selected < SELECTED) {
        Map<String, String> properties = properties(rule.group(2));
        properties.keySet().retainAll(Properties.TELLING);
        if (!properties.isEmpty()) {
          for (Element element : select(document, rule.group(1).strip())) {
            declared.computeIfAbsent(element, e -> new HashMap<>()).putAll(properties);
            selected++;
          }
        }
      }
    }
  }

  /** The properties that decide. */
  private static final class Properties {
    static final List<String> TELLING =
        List.of(
            "display",
            "visibility",
            "opacity",
            "font-size",
            "color",
            "background",
            "background-color",
            "background-image",
            "left",
            "top",
            "text-indent",
            "position",
            "height",
            "max-height",
            "width",
            "max-width",
            "overflow",
            "clip");
  }

  /**
   * What an element inherits and may change.
   *
   * @param points size of the letters
   * @param ink colour of the letters
   * @param ground colour behind them; null where nobody can tell
   */
  record Look(double points, boolean visible, int ink, @Nullable Integer ground) {
    static final Look PLAIN = new Look(12, true, 0, 0xffffff);

    /** Whether letters that look so are seen. */
    boolean shows() {
      return visible
          && points >= TOO_SMALL
          && (ground == null || distance(ink, ground) >= SAME_COLOUR);
    }
  }

  /** How the text of an element looks inside one that looks so. */
  Look look(Element element, Look around) {
    Map<String, String> own = of(element);
    String behind = own.getOrDefault("background-color", own.get("background"));
    if (behind == null && element.hasAttr("bgcolor")) {
      behind = element.attr("bgcolor").toLowerCase(Locale.ROOT);
    }
    Integer ground = around.ground;
    if (element.hasAttr("background")
        || own.getOrDefault("background", "").contains("url(")
        || own.containsKey("background-image")) {
      ground = null;
    } else if (behind != null
        && !behind.startsWith("transparent")
        && !behind.startsWith("inherit")
        && !behind.startsWith("none")) {
      ground = colour(behind);
    }
    if (own.isEmpty()) {
      return Objects.equals(ground, around.ground)
          ? around
          : new Look(around.points, around.visible, around.ink, ground);
    }
    String visibility = own.get("visibility");
    Integer ink = colour(own.get("color"));
    return new Look(
        points(own.get("font-size"), around.points),
        visibility == null ? around.visible : !visibility.startsWith("hidden"),
        ink == null ? around.ink : ink,
        ink == null && own.containsKey("color") && !own.get("color").startsWith("inherit")
            ? null
            : ground);
  }

  /** Whether the element is taken away with all that is in it. */
  boolean takesAway(Element element) {
    if (element.hasAttr("hidden")) {
      return true;
    }
    Map<String, String> own = of(element);
    if (own.isEmpty()) {
      return false;
    }
    String position = own.getOrDefault("position", "");
    boolean placed = position.startsWith("absolute") || position.startsWith("fixed");
    boolean cut = own.getOrDefault("overflow", "").startsWith("hidden");
    return own.getOrDefault("display", "").startsWith("none")
        || number(own.get("opacity"), 1) < 0.1
        || number(own.get("text-indent"), 0) < FAR_AWAY
        || (placed
            && (number(own.get("left"), 0) < FAR_AWAY
                || number(own.get("top"), 0) < FAR_AWAY
                || own.getOrDefault("clip", "").replace(" ", "").startsWith("rect(0")))
        || (cut
            && (number(own.get("height"), 9) == 0
                || number(own.get("max-height"), 9) == 0
                || number(own.get("width"), 9) == 0
                || number(own.get("max-width"), 9) == 0));
  }

  private Map<String, String> of(Element element) {
    Map<String, String> sheet = declared.getOrDefault(element, Map.of());
    String style = element.attr("style");
    if (style.isEmpty()) {
      return element.normalName().equals("font") && element.hasAttr("color")
          ? with(sheet, Map.of("color", element.attr("color").toLowerCase(Locale.ROOT)))
          : sheet;
    }
    return with(sheet, properties(style));
  }

  private static Map<String, String> with(Map<String, String> under, Map<String, String> over) {
    if (under.isEmpty()) {
      return over;
    }
    Map<String, String> all = new HashMap<>(under);
    all.putAll(over);
    return all;
  }

  private static Map<String, String> properties(String declarations) {
    Map<String, String> properties = new HashMap<>();
    for (String declaration : declarations.toLowerCase(Locale.ROOT).split(";", 100)) {
      int colon = declaration.indexOf(':');
      if (colon > 0) {
        properties.put(
            declaration.substring(0, colon).strip(), declaration.substring(colon + 1).strip());
      }
    }
    return properties;
  }

  private static List<Element> select(Document document, String selector) {
    if (selector.startsWith("@") || selector.contains(":")) {
      return List.of();
    }
    try {
      return document.select(selector);
    } catch (SelectorParseException | IllegalArgumentException e) {
      // Not a selector that this parser knows: the rule does not count.
      return List.of();
    }
  }

  /** Without comments and without rules inside rules, such as those of media queries. */
  private static String withoutNested(String css) {
    String sheet = css.length() <= SHEET_CHARACTERS ? css : css.substring(0, SHEET_CHARACTERS);
    StringBuilder flat = new StringBuilder();
    List<Integer> starts = new ArrayList<>();
    boolean nested = false;
    for (int i = 0; i < sheet.length(); i++) {
      char c = sheet.charAt(i);
      if (c == '/' && i + 1 < sheet.length() && sheet.charAt(i + 1) == '*') {
        int end = sheet.indexOf("*/", i + 2);
        i = end < 0 ? sheet.length() : end + 1;
        continue;
      }
      flat.append(c);
      if (c == '{') {
        nested |= !starts.isEmpty();
        starts.add(Math.max(flat.lastIndexOf("}") + 1, 0));
      } else if (c == '}' && !starts.isEmpty()) {
        int start = starts.removeLast();
        if (starts.isEmpty()) {
          if (nested) {
            flat.setLength(Math.min(start, flat.length()));
          }
          nested = false;
        }
      }
    }
    return flat.toString();
  }

  private static double number(@Nullable String value, double other) {
    if (value == null) {
      return other;
    }
    Matcher number = NUMBER.matcher(value);
    return number.lookingAt() ? Double.parseDouble(number.group(1)) : other;
  }

  private static double points(@Nullable String value, double around) {
    Matcher number = value == null ? null : NUMBER.matcher(value);
    if (number == null || !number.lookingAt()) {
      return around;
    }
    double size = Double.parseDouble(number.group(1));
    return switch (String.valueOf(number.group(2))) {
      case "em" -> size * around;
      case "rem" -> size * 12;
      case "%" -> size * around / 100;
      case "pt" -> size;
      default -> size * 0.75;
    };
  }

  private static @Nullable Integer colour(@Nullable String value) {
    if (value == null) {
      return null;
    }
    String name = value.split("[ !]", 2)[0];
    if (name.startsWith("#")) {
      String hex = name.substring(1);
      if (hex.matches("[0-9a-f]{3}")) {
        hex = hex.replaceAll("(.)", "$1$1");
      }
      return hex.matches("[0-9a-f]{6}") ? Integer.valueOf(hex, 16) : null;
    }
    Matcher rgb = OPEN.matcher(value);
    if (rgb.find()) {
      String[] parts = rgb.group(1).split("[, /]+", 5);
      if (parts.length < 3 || (parts.length > 3 && number(parts[3], 1) < 0.5)) {
        return null;
      }
      int colour = 0;
      for (int i = 0; i < 3; i++) {
        colour = colour << 8 | (int) Math.clamp(number(parts[i].strip(), 0), 0, 255);
      }
      return colour;
    }
    return NAMED.get(name);
  }

  private static int distance(int one, int other) {
    return Math.abs((one >> 16 & 255) - (other >> 16 & 255))
        + Math.abs((one >> 8 & 255) - (other >> 8 & 255))
        + Math.abs((one & 255) - (other & 255));
  }
}
