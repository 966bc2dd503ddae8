package io.sluice.llm.question;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.types.FieldSpec;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a model is asked about one document.
 *
 * @param fields the fields that are asked for, and no others
 * @param system the rules
 * @param parts the question with the document in it
 * @param schema JSON Schema of the answer
 * @param maxTokens most tokens that an answer needs
 * @param shown the share of the document's words that is in it, in [0, 1]
 * @param promptHash which prompt it was made with
 */
public record Question(
    List<FieldSpec> fields,
    String system,
    List<Part> parts,
    ObjectNode schema,
    int maxTokens,
    double shown,
    String promptHash) {
  public Question {
    fields = List.copyOf(fields);
    parts = List.copyOf(parts);
  }

  /** The parts as one text. */
  public String text() {
    return parts.stream().map(Part::text).collect(Collectors.joining());
  }
}
