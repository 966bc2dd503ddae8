package io.sluice.extractors.child;

import io.sluice.events.StructureKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import org.apache.tika.detect.AutoDetectReader;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/** HTML as a person sees it: no scripts, nothing hidden, one line a row of a table. */
final class HtmlReader {
  private static final Set<String> UNSEEN =
      Set.of(
          "head", "script", "style", "template", "noscript", "object", "ix:header", "svg", "math");
  private static final Set<String> CELLS = Set.of("td", "th");

  private HtmlReader() {}

  static void read(Path file, String mediaType, Report report) throws IOException, TikaException {
    String html = decode(file, mediaType);
    Document document = Jsoup.parse(html);
    report.property(TikaCoreProperties.TITLE.getName(), document.title());
    Optional<String> facts = InlineXbrl.facts(document);
    if (facts.isPresent()) {
      report.structure(StructureKind.IXBRL, null, facts.get());
    }
    HtmlActions.find(document, report);
    report.text(text(document, report));
  }

  private static String decode(Path file, String mediaType) throws IOException, TikaException {
    Metadata metadata = new Metadata();
    metadata.set(Metadata.CONTENT_TYPE, mediaType);
    try (InputStream in = new java.io.BufferedInputStream(Files.newInputStream(file), 1 << 16);
        var reader = new AutoDetectReader(in, metadata)) {
      var html = new java.io.StringWriter();
      reader.transferTo(html);
      return html.toString();
    }
  }

  /** The text that a person sees; what is hidden is counted in the report. */
  static String text(Document document, Report report) {
    Seen seen = new Seen(new HtmlStyles(document));
    document.filter(seen);
    if (seen.hidden > 0) {
      report.found(ActiveContent.INVISIBLE_TEXT, seen.hidden, "hidden by the page's styles");
    }
    return seen.text.toString();
  }

  private static final class Seen implements NodeFilter {
    private final StringBuilder text = new StringBuilder();
    private final HtmlStyles styles;
    private final Deque<HtmlStyles.Look> looks = new ArrayDeque<>();
    private int hidden;

    Seen(HtmlStyles styles) {
      this.styles = styles;
      looks.push(HtmlStyles.Look.PLAIN);
    }

    @Override
    public FilterResult head(Node node, int depth) {
      if (node instanceof TextNode words) {
        if (looks.element().shows()) {
          words(words.getWholeText());
        } else {
          hide(words.getWholeText());
        }
      } else if (node instanceof Element element) {
        if (UNSEEN.contains(element.normalName())) {
          return FilterResult.SKIP_ENTIRELY;
        }
        if (styles.takesAway(element)) {
          // The facts of inline XBRL are kept so by rule, and read as facts.
          if (element.getElementsByTag("ix:header").isEmpty()) {
            hide(element.wholeText());
          }
          return FilterResult.SKIP_ENTIRELY;
        }
        looks.push(styles.look(element, looks.element()));
        if (CELLS.contains(element.normalName())) {
          space();
        } else if (element.isBlock() || element.normalName().equals("br")) {
          line();
        }
      }
      return FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
      if (node instanceof Element element) {
        looks.pop();
        if (element.isBlock() && !CELLS.contains(element.normalName())) {
          line();
        }
      }
      return FilterResult.CONTINUE;
    }

    private void hide(String words) {
      space();
      hidden += (int) words.chars().filter(c -> !Character.isWhitespace(c)).count();
    }

    private void words(String words) {
      for (int i = 0; i < words.length(); i++) {
        char c = words.charAt(i);
        if (Character.isWhitespace(c) || c == '\u00a0') {
          space();
        } else {
          text.append(c);
        }
      }
    }

    private void space() {
      if (!text.isEmpty() && !Character.isWhitespace(text.charAt(text.length() - 1))) {
        text.append(' ');
      }
    }

    private void line() {
      while (!text.isEmpty() && text.charAt(text.length() - 1) == ' ') {
        text.setLength(text.length() - 1);
      }
      if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
        text.append('\n');
      }
    }
  }
}
