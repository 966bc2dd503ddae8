package io.sluice.extractors.child;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * The facts about a filing that inline XBRL carries: the concepts of the {@code dei} taxonomy.
 *
 * <p>One JSON object. For a concept such as {@code dei:DocumentPeriodEndDate}: the value with its
 * transformation applied under that name and under the local name {@code DocumentPeriodEndDate},
 * the characters on the page under {@code dei:DocumentPeriodEndDate#raw}, and the transformation
 * under {@code dei:DocumentPeriodEndDate#format}. Of several facts for a concept the first counts
 * whose context has no segment (the company as a whole); the values of the others are not lost:
 * {@code dei:TradingSymbol#all} then holds the distinct ones, separated by "; ".
 */
final class InlineXbrl {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PREFIX = "dei:";
  private static final int CONTINUATIONS = 1_000;

  private InlineXbrl() {}

  static Optional<String> facts(Document document) {
    var elements = document.getElementsByAttributeValueStarting("name", PREFIX);
    if (elements.isEmpty()) {
      return Optional.empty();
    }
    Set<String> segmented = segmentedContexts(document);
    Map<String, Element> continuations = new HashMap<>();
    for (Element part : document.getElementsByTag("ix:continuation")) {
      continuations.putIfAbsent(part.id(), part);
    }
    ObjectNode facts = JSON.createObjectNode();
    // First the facts about the company as a whole, then those about a class of shares.
    for (boolean whole : new boolean[] {true, false}) {
      for (Element element : elements) {
        if (element.normalName().startsWith("ix:")
            && whole != segmented.contains(element.attr("contextref"))) {
          add(facts, element, continuations);
        }
      }
    }
    return facts.isEmpty() ? Optional.empty() : Optional.of(facts.toString());
  }

  private static void add(ObjectNode facts, Element element, Map<String, Element> continuations) {
    if (isNil(element)) {
      return;
    }
    String concept = element.attr("name").strip();
    String format = element.attr("format").strip();
    String raw = raw(element, continuations);
    String value = XbrlTransformations.apply(format, raw);
    if (facts.has(concept)) {
      String all = facts.path(concept + "#all").asText(facts.get(concept).asText());
      if (!List.of(all.split("; ", -1)).contains(value)) {
        facts.put(concept + "#all", all + "; " + value);
      }
      return;
    }
    facts.put(concept, value);
    facts.put(concept.substring(PREFIX.length()), value);
    facts.put(concept + "#raw", raw);
    if (!format.isEmpty()) {
      facts.put(concept + "#format", format);
    }
  }

  private static boolean isNil(Element element) {
    return element.attr("xsi:nil").equals("true");
  }

  private static String raw(Element element, Map<String, Element> continuations) {
    StringBuilder text = new StringBuilder(seen(element));
    @Nullable Element next = continuations.get(element.attr("continuedat"));
    // A chain that bites its own tail must end.
    Set<String> visited = new HashSet<>();
    while (next != null && visited.add(next.id()) && visited.size() < CONTINUATIONS) {
      text.append(' ').append(seen(next));
      next = continuations.get(next.attr("continuedat"));
    }
    return text.toString().replace('\u00a0', ' ').replaceAll("\\s+", " ").strip();
  }

  private static String seen(Element element) {
    Element copy = element.clone();
    copy.getElementsByTag("ix:exclude").remove();
    return copy.text();
  }

  private static Set<String> segmentedContexts(Document document) {
    Set<String> ids = new HashSet<>();
    for (Element context : document.getElementsByTag("xbrli:context")) {
      if (!context.getElementsByTag("xbrli:segment").isEmpty()) {
        ids.add(context.id());
      }
    }
    return ids;
  }
}
