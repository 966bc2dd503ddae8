package io.sluice.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.config.ConfigException;
import io.sluice.connectors.mapping.DocumentView;
import io.sluice.types.DocumentType;
import io.sluice.types.DocumentTypes;
import io.sluice.types.FieldSpec;
import io.sluice.types.values.Dates;
import io.sluice.types.values.Prices;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/**
 * A completed record as the row of a wide table, for any SQL sink: a column a field of its document
 * type, typed (day, amount with four decimals, text), a few for what stands around, and the line
 * items as JSON. The record's topic becomes the table's name: prefix and document type.
 *
 * <p>A value that is not what its field's kind says makes the record an error: a null in a table
 * would hide it.
 */
public final class CompletedColumns<R extends ConnectRecord<R>>
    implements Transformation<R>, Versioned {
  static final String TYPES = "document.types";
  static final String PREFIX = "table.prefix";

  /** Debezium's name for JSON, which its SQL sink knows how to store. */
  private static final String JSON_TYPE = "io.debezium.data.Json";

  private static final int AMOUNT_SCALE = 4;

  private static final ConfigDef DEFINITION =
      new ConfigDef()
          .define(
              TYPES,
              ConfigDef.Type.STRING,
              "",
              ConfigDef.Importance.MEDIUM,
              "A folder with document types of your own. Empty for those that are shipped.")
          .define(
              PREFIX,
              ConfigDef.Type.STRING,
              "",
              ConfigDef.Importance.LOW,
              "What stands before the document type in a table's name.");

  /** Of the envelope: columns and where they stand in the record, in this order. */
  private static final Map<String, String> TEXTS = new LinkedHashMap<>();

  static {
    TEXTS.put("tenant", "tenant");
    TEXTS.put("source", "source");
    TEXTS.put("file_name", "fileName");
    TEXTS.put("parent_id", "parentId");
    TEXTS.put("authority", "authority");
    TEXTS.put("reviewer", "reviewer");
  }

  private static final Map<String, String> NUMBERS =
      Map.of("class_confidence", "classConfidence", "confidence", "confidence");
  private static final Map<String, String> TIMES =
      Map.of("received_at", "receivedAt", "completed_at", "completedAt");

  private final Map<String, Schema> schemas = new LinkedHashMap<>();
  private @Nullable DocumentTypes types;
  private String prefix = "";

  /** For Connect, which calls {@link #configure}. */
  public CompletedColumns() {}

  @Override
  public ConfigDef config() {
    return DEFINITION;
  }

  @Override
  public void configure(Map<String, ?> configs) {
    AbstractConfig config = new AbstractConfig(DEFINITION, configs);
    prefix = config.getString(PREFIX);
    String folder = config.getString(TYPES);
    try {
      types = folder.isEmpty() ? DocumentTypes.shipped() : DocumentTypes.load(Path.of(folder));
      types.all().forEach(type -> schemas.put(type.name(), schema(type)));
    } catch (ConfigException e) {
      throw new org.apache.kafka.common.config.ConfigException(TYPES, folder, e.getMessage());
    }
  }

  @Override
  public R apply(R record) {
    CompletedRecord completed = CompletedRecord.of(record.value());
    DocumentType type =
        Objects.requireNonNull(types, "Connect calls configure() first")
            .find(completed.documentType())
            .orElseThrow(() ->
                new DataException(
                    "document %s has the type %s, which is not in document.types"
                        .formatted(completed.documentId(), completed.documentType())));
    Struct row = row(type, completed);
    return record.newRecord(
        prefix + type.name(),
        record.kafkaPartition(),
        Schema.STRING_SCHEMA,
        completed.documentId(),
        row.schema(),
        row,
        record.timestamp());
  }

  private static Schema schema(DocumentType type) {
    SchemaBuilder schema = SchemaBuilder.struct().name("sluice." + type.name());
    schema.field("document_id", Schema.STRING_SCHEMA);
    schema.field("revision", Schema.INT64_SCHEMA);
    TEXTS.keySet().forEach(name -> schema.field(name, Schema.OPTIONAL_STRING_SCHEMA));
    NUMBERS.keySet().forEach(name -> schema.field(name, Schema.OPTIONAL_FLOAT64_SCHEMA));
    TIMES.keySet().forEach(name -> schema.field(name, Timestamp.builder().optional().build()));
    schema.field("line_items", SchemaBuilder.string().name(JSON_TYPE).optional().build());
    for (FieldSpec field : type.fields()) {
      if (schema.field(field.name()) != null) {
        throw new ConfigException(
            type.name(),
            List.of(
                "fields.%s: a column of every table is called so — rename the field"
                    .formatted(field.name())));
      }
      schema.field(
          field.name(),
          switch (field.kind()) {
            case DATE -> Date.builder().optional().build();
            case PRICE -> Decimal.builder(AMOUNT_SCALE).optional().build();
            default -> Schema.OPTIONAL_STRING_SCHEMA;
          });
    }
    return schema.build();
  }

  private Struct row(DocumentType type, CompletedRecord completed) {
    JsonNode json = completed.json();
    Struct row = new Struct(Objects.requireNonNull(schemas.get(type.name())));
    row.put("document_id", completed.documentId());
    row.put("revision", completed.revision());
    TEXTS.forEach((column, name) -> row.put(column, json.path(name).asText(null)));
    NUMBERS.forEach((column, name) ->
        row.put(column, json.path(name).isNumber() ? json.path(name).asDouble() : null));
    TIMES.forEach((column, name) -> {
      String time = json.path(name).asText(null);
      row.put(column, time == null ? null : java.util.Date.from(Instant.parse(time)));
    });
    JsonNode items = json.path("lineItems").path("rows");
    row.put("line_items", items.isArray() ? items.toString() : null);
    Map<String, String> fields = DocumentView.of(completed).fields();
    for (FieldSpec field : type.fields()) {
      String text = fields.get(field.name());
      if (text != null) {
        row.put(field.name(), value(completed, field, text));
      }
    }
    return row;
  }

  private static Object value(CompletedRecord completed, FieldSpec field, String text) {
    return switch (field.kind()) {
      case DATE ->
          Dates.read(text, field.dayFirst())
              .map(CompletedColumns::date)
              .orElseThrow(() -> unreadable(completed, field, text, "a calendar day"));
      case PRICE ->
          Prices.read(text)
              .filter(amount -> amount.stripTrailingZeros().scale() <= AMOUNT_SCALE)
              .map(CompletedColumns::amount)
              .orElseThrow(
                  () -> unreadable(completed, field, text, "an amount with at most four decimals"));
      default -> text;
    };
  }

  private static java.util.Date date(LocalDate day) {
    return java.util.Date.from(day.atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  private static BigDecimal amount(BigDecimal read) {
    return read.setScale(AMOUNT_SCALE, RoundingMode.UNNECESSARY);
  }

  private static DataException unreadable(
      CompletedRecord completed, FieldSpec field, String text, String wanted) {
    return new DataException(
        "document %s: %s is \"%s\", wanted is %s; correct it in a review"
            .formatted(completed.documentId(), field.name(), text, wanted));
  }

  @Override
  public void close() {
    // Holds nothing that must be released.
  }

  @Override
  public String version() {
    return PluginVersion.get();
  }
}
