package io.sluice.extractors.child;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Finds what a page of HTML would do or fetch in a browser. */
final class HtmlActions {
  /** Elements and the attribute by which they fetch something. */
  private static final Map<String, String> FETCHING =
      Map.ofEntries(
          Map.entry("img", "src"),
          Map.entry("iframe", "src"),
          Map.entry("frame", "src"),
          Map.entry("embed", "src"),
          Map.entry("object", "data"),
          Map.entry("link", "href"),
          Map.entry("audio", "src"),
          Map.entry("video", "src"),
          Map.entry("source", "src"),
          Map.entry("input", "src"),
          Map.entry("base", "href"));

  private static final Set<String> INSIDE = Set.of("data", "cid", "about");

  private HtmlActions() {}

  static void find(Document document, Report report) {
    for (Element element : document.getAllElements()) {
      String name = element.normalName();
      if (name.equals("script")) {
        report.found(ActiveContent.SCRIPT, "a script element");
      } else if (name.equals("form") || name.equals("applet")) {
        report.found(ActiveContent.ACTION, "a " + name);
      } else if (name.equals("meta") && element.attr("http-equiv").equalsIgnoreCase("refresh")) {
        report.found(ActiveContent.ACTION, "a redirection");
      }
      for (Attribute attribute : element.attributes()) {
        attribute(name, attribute, report);
      }
    }
  }

  private static void attribute(String element, Attribute attribute, Report report) {
    String name = attribute.getKey().toLowerCase(Locale.ROOT);
    String value = attribute.getValue().strip();
    String scheme = value.substring(0, Math.max(0, value.indexOf(':'))).toLowerCase(Locale.ROOT);
    if (name.startsWith("on") && !value.isEmpty()) {
      report.found(ActiveContent.SCRIPT, name);
    } else if (scheme.equals("javascript") || scheme.equals("vbscript")) {
      report.found(ActiveContent.SCRIPT, "a link to a script");
    } else if (name.equals(FETCHING.get(element))) {
      if (!value.isEmpty() && !INSIDE.contains(scheme)) {
        report.found(ActiveContent.EXTERNAL_REFERENCE, value);
      }
    } else if (name.equals("href") && (!scheme.isEmpty() || value.startsWith("//"))) {
      report.found(ActiveContent.EXTERNAL_LINK, value);
    }
  }
}
