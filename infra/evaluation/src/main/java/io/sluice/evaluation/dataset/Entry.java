package io.sluice.evaluation.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.schemas.Ids;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One person's decision about one document, with all that learning from it takes but the document
 * itself, which stays where it is (claim check). Never changes.
 *
 * @param purpose why people were asked, as {@code ReviewPurpose} names it
 * @param verdict ACCEPT or CORRECT
 * @param documentType the class that the person said, or left as it was
 * @param labels the fields of that class that the person said or left as they were read
 * @param lineItems the rows that the person gave; null if they stayed as read
 * @param decidedAt ISO 8601
 * @param workMillis how long it took, 0 where unknown
 * @param models which model had said what, lowest rung of the ladder first
 * @param doubts the codes of why it came to people
 * @param licence under which it may be used
 * @param consent where that is written down
 * @param use train, evaluate
 * @param notInWords labelled fields whose value the document's words do not hold
 * @param sketch the document's words as {@link Sketch} has them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Entry(
    String documentId,
    String taskId,
    String tenant,
    String source,
    @Nullable String mediaType,
    Claim original,
    Claim content,
    String purpose,
    String verdict,
    String documentType,
    Map<String, Label> labels,
    @Nullable JsonNode lineItems,
    String reviewer,
    String decidedAt,
    long workMillis,
    List<Said> models,
    List<String> doubts,
    String licence,
    String consent,
    List<String> use,
    List<String> notInWords,
    List<String> sketch) {

  static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  /** Where the bytes are. */
  public record Claim(String uri, String sha256, long size) {}

  /**
   * Where a value stands.
   *
   * @param box x0, y0, x1, y1 in PDF points, origin top left
   */
  public record Spot(int page, List<Float> box) {}

  /**
   * A field's right value.
   *
   * @param value null: the document does not have it
   * @param said whether the person wrote it, rather than leave what was read
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Label(@Nullable String value, boolean said, @Nullable Spot place) {}

  /** What one model had read. */
  public record Said(
      String name,
      String version,
      String bundleHash,
      String documentType,
      double classConfidence,
      Map<String, Value> fields) {}

  /** What a model had read of a field, how sure it was, and what kind of reader it was. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Value(@Nullable String value, double confidence, String reader) {}

  /** As one line of JSON, keys in order: the same decision always gives the same bytes. */
  public String line() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an entry is always JSON", e);
    }
  }

  /** SHA-256 of {@link #line}, its name in the folder. */
  public String sha256() {
    return Ids.sha256(line().getBytes(StandardCharsets.UTF_8));
  }

  static Entry parse(String line) throws JsonProcessingException {
    return JSON.readValue(line, Entry.class);
  }
}
