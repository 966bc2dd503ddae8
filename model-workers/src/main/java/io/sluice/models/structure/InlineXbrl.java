package io.sluice.models.structure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.events.StructureKind;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cover page facts of inline XBRL: the Document and Entity Information (dei) taxonomy of the
 * SEC.
 */
final class InlineXbrl {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Periodic reports; other filings carry a tagged cover page too, but are no financial reports.
   */
  private static final Set<String> REPORTS =
      Set.of("10-K", "10-Q", "10-KT", "10-QT", "20-F", "40-F");

  private static final Map<String, String> CONCEPTS =
      Map.of(
          "document_type", "DocumentType",
          "registrant_name", "EntityRegistrantName",
          "period_end_date", "DocumentPeriodEndDate",
          "cik", "EntityCentralIndexKey",
          "trading_symbol", "TradingSymbol",
          "state_of_incorporation", "EntityIncorporationStateCountryCode");

  private InlineXbrl() {}

  /**
   * Reads a JSON object of concept to value; a concept may carry its prefix, as in {@code
   * dei:DocumentType}. Facts are codes where the page has words: the page's form is what people
   * expect, and {@code text} may hold it.
   */
  static Optional<StructuredReading> read(String content, String text)
      throws UnreadablePartException {
    JsonNode facts;
    try {
      facts = JSON.readTree(content);
    } catch (JsonProcessingException e) {
      throw new UnreadablePartException("not a JSON object of facts: " + e.getOriginalMessage(), e);
    }
    String type = fact(facts, "DocumentType");
    String form = type == null ? "" : type.toUpperCase(Locale.ROOT).replaceFirst("/A$", "");
    if (!REPORTS.contains(form)) {
      return Optional.empty();
    }
    Values values = new Values();
    CONCEPTS.forEach((field, concept) -> {
      String value = fact(facts, concept);
      values.with(
          field,
          switch (field) {
            case "period_end_date" -> PeriodEnd.withYear(value, text);
            case "state_of_incorporation" -> StateNames.spelledOut(value, text);
            default -> value;
          });
    });
    return Optional.of(
        new StructuredReading(StructureKind.IXBRL, "financial_report", values.asMap()));
  }

  private static @Nullable String fact(JsonNode facts, String concept) {
    JsonNode value = facts.path(concept);
    if (value.isMissingNode()) {
      value = facts.path("dei:" + concept);
    }
    if (value.isArray()) {
      value = value.path(0);
    }
    String text = value.isValueNode() && !value.isNull() ? value.asText().strip() : "";
    return text.isEmpty() ? null : text.replaceAll("\\s+", " ");
  }
}
