package io.sluice.llm.question;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.events.ExtractedField;
import io.sluice.events.ParsedContent;
import io.sluice.events.Prediction;
import io.sluice.events.Word;
import io.sluice.llm.question.Shown.Run;
import io.sluice.schemas.Ids;
import io.sluice.types.DocumentType;
import io.sluice.types.FieldKind;
import io.sluice.types.FieldSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes questions with one prompt. Pure; thread-safe. */
public final class Questions {
  private static final int FENCE_DIGITS = 12;

  private static final Pattern GAP = Pattern.compile("\\{(type|about|fields|fence|keys|document)}");

  private final Prompt prompt;

  public Questions(Prompt prompt) {
    this.prompt = prompt;
  }

  /** The prompt's version. */
  public Prompt prompt() {
    return prompt;
  }

  /**
   * A question about some fields of a document.
   *
   * @param fields names of fields of the type; others are not asked for
   * @param soFar what has been read: where it was found is shown
   * @param budget most tokens for the document's words
   */
  public Question of(
      DocumentType type,
      List<String> fields,
      ParsedContent document,
      Prediction soFar,
      int budget) {
    List<FieldSpec> asked =
        type.fields().stream().filter(field -> fields.contains(field.name())).toList();
    List<String> cues =
        asked.stream().flatMap(field -> prompt.cues(type.name(), field).stream()).toList();
    Shown shown = Shown.of(document, places(soFar, fields), cues, budget);
    String fence = fence(document);
    Map<String, String> gaps =
        Map.of(
            "type", type.name(),
            "about", prompt.about(type.name()),
            "fence", fence,
            "fields",
                asked.stream()
                    .map(field -> "- " + field.name() + ": " + prompt.ask(type.name(), field))
                    .collect(Collectors.joining("\n")),
            "keys", asked.stream().map(FieldSpec::name).collect(Collectors.joining(", ")));
    String[] around = prompt.question().split(Pattern.quote("{document}"), 2);
    List<Part> parts = new ArrayList<>();
    parts.add(new Part(filled(around[0], gaps) + "<document " + fence + ">\n", true));
    parts.addAll(text(document, shown, fence));
    parts.add(new Part("</document " + fence + ">" + filled(around[1], gaps), true));
    return new Question(
        asked,
        prompt.system(),
        parts,
        schema(asked),
        maxTokens(asked),
        shown.share(),
        prompt.hash());
  }

  private static String filled(String template, Map<String, String> gaps) {
    return GAP.matcher(template)
        .replaceAll(match ->
            java.util.regex.Matcher.quoteReplacement(
                gaps.getOrDefault(match.group(1), match.group())));
  }

  /**
   * What closes the document: a mark that its text does not hold, so nobody can have written it
   * there. It says nothing of the text, which may be hidden in part before it leaves the house, and
   * is the same for nearly all documents, so that a server reads the words before them once.
   */
  private String fence(ParsedContent document) {
    String fence;
    int number = 0;
    do {
      fence =
          Ids.sha256((prompt.hash() + number++).getBytes(StandardCharsets.UTF_8))
              .substring(0, FENCE_DIGITS);
    } while (document.getText().contains(fence));
    return fence;
  }

  private static Set<Integer> places(Prediction soFar, List<String> fields) {
    return Stream.concat(soFar.getFields().stream(), soFar.getSecondReadings().stream())
        .filter(field -> fields.contains(field.getName()) && field.getStart() != null)
        .map(ExtractedField::getStart)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static List<Part> text(ParsedContent document, Shown shown, String fence) {
    List<Word> words = document.getWords();
    List<Part> parts = new ArrayList<>();
    int page = -1;
    int end = 0;
    for (Run run : shown.runs()) {
      if (run.first() > end) {
        parts.add(new Part("<left out " + fence + ">\n", true));
      }
      int first = run.first();
      while (first < run.end()) {
        int number = words.get(first).getPage();
        int next = first;
        while (next < run.end() && words.get(next).getPage() == number) {
          next++;
        }
        if (number != page) {
          parts.add(new Part("<page " + number + " " + fence + ">\n", true));
          page = number;
        }
        parts.add(new Part(slice(document, first, next) + "\n", false));
        first = next;
      }
      end = run.end();
    }
    if (end < words.size()) {
      parts.add(new Part("<left out " + fence + ">\n", true));
    }
    return parts;
  }

  private static String slice(ParsedContent document, int first, int end) {
    Word last = document.getWords().get(end - 1);
    int from = document.getWords().get(first).getStart();
    int to = Math.min(last.getStart() + last.getText().length(), document.getText().length());
    return Harmless.text(document.getText().substring(Math.min(from, to), to))
        .replaceAll("\\n{3,}", "\n\n");
  }

  /**
   * An object with all the fields and nothing else. The value comes first: its tokens then say how
   * sure the model is, before it has copied the quote.
   */
  private static ObjectNode schema(List<FieldSpec> fields) {
    ObjectNode schema = object();
    for (FieldSpec field : fields) {
      ObjectNode one = object();
      if (field.kind() == FieldKind.NAMES) {
        add(one, "value", "string");
        add(one, "page", "integer");
        add(one, "quote", "string");
        ObjectNode many = JsonNodeFactory.instance.objectNode().put("type", "array");
        many.set("items", one);
        set(schema, field.name(), many);
      } else {
        add(one, "value", "string", "null");
        add(one, "page", "integer", "null");
        add(one, "quote", "string", "null");
        set(schema, field.name(), one);
      }
    }
    return schema;
  }

  private static ObjectNode object() {
    ObjectNode object = JsonNodeFactory.instance.objectNode().put("type", "object");
    object.putObject("properties");
    object.putArray("required");
    return object.put("additionalProperties", false);
  }

  private static void add(ObjectNode object, String name, String... types) {
    ObjectNode property = JsonNodeFactory.instance.objectNode();
    if (types.length == 1) {
      property.put("type", types[0]);
    } else {
      Stream.of(types).forEach(property.putArray("type")::add);
    }
    set(object, name, property);
  }

  private static void set(ObjectNode object, String name, ObjectNode property) {
    object.withObject("/properties").set(name, property);
    object.withArray("/required").add(name);
  }

  private static int maxTokens(List<FieldSpec> fields) {
    return 64
        + fields.stream()
            .mapToInt(field ->
                switch (field.kind()) {
                  case NAMES -> 800;
                  case TEXT -> 300;
                  default -> 160;
                })
            .sum();
  }
}
