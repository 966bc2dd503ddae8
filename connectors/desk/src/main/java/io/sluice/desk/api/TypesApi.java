package io.sluice.desk.api;

import io.sluice.desk.api.Router.Endpoint;
import io.sluice.http.Answer;
import io.sluice.types.DocumentType;
import io.sluice.types.DocumentTypes;
import io.sluice.types.FieldSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The document types, as the page needs them. */
public final class TypesApi {
  /** The columns of line items that people fill in. */
  static final List<String> COLUMNS =
      List.of(
          "number",
          "description",
          "quantity",
          "unit",
          "unitPrice",
          "priceBase",
          "lineTotal",
          "adjustment",
          "taxRate",
          "gtin");

  private final Answer answer;

  public TypesApi(DocumentTypes types) {
    this.answer =
        Answers.ok(
            Map.of(
                "types", types.all().stream().map(TypesApi::type).toList(),
                "columns", COLUMNS,
                "verdicts", List.of("accept", "correct", "reject", "replace")));
  }

  public List<Endpoint> endpoints() {
    return List.of(Endpoint.get("/api/types", call -> answer));
  }

  private static Map<String, @Nullable Object> type(DocumentType type) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", type.name());
    json.put("skill", type.skill());
    json.put("fourEyes", type.review().fourEyes());
    json.put("valueField", type.review().valueField());
    json.put("lineItems", type.lineItems().name().toLowerCase(Locale.ROOT));
    json.put("fields", type.fields().stream().map(TypesApi::field).toList());
    return json;
  }

  private static Map<String, Object> field(FieldSpec field) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", field.name());
    json.put("kind", field.kind().name().toLowerCase(Locale.ROOT));
    json.put("required", field.required());
    json.put("personal", field.personal());
    json.put("dayFirst", field.dayFirst());
    return json;
  }
}
