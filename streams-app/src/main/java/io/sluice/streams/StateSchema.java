package io.sluice.streams;

import io.sluice.events.ContentReference;
import io.sluice.events.Doubt;
import io.sluice.events.ParsedDocument;
import io.sluice.events.Prediction;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;

/**
 * The Avro schema of a stored state. What it says of the events follows their generated classes.
 */
final class StateSchema {
  static final Schema DOCUMENT = document();
  static final Schema OPINION = opinion();
  static final Schema STATE = state();

  private StateSchema() {}

  private static Schema document() {
    return SchemaBuilder.record("StoredDocument")
        .namespace("io.sluice.streams.stored")
        .fields()
        .requiredString("id")
        .requiredString("tenant")
        .requiredString("source")
        .optionalString("fileName")
        .requiredString("dataClass")
        .requiredString("sha256")
        .name("original")
        .type(
            SchemaBuilder.unionOf()
                .nullType()
                .and()
                .type(ContentReference.getClassSchema())
                .endUnion())
        .noDefault()
        .optionalString("parentId")
        .requiredInt("depth")
        .name("attributes")
        .type(Schema.createMap(Schema.create(Schema.Type.STRING)))
        .noDefault()
        .requiredLong("receivedAt")
        .name("children")
        .type(Schema.createArray(Schema.create(Schema.Type.STRING)))
        .noDefault()
        .requiredInt("duplicates")
        .name("conflicts")
        .type(Schema.createArray(Schema.create(Schema.Type.STRING)))
        .noDefault()
        .name("replay")
        .type()
        .intType()
        .intDefault(0)
        .endRecord();
  }

  private static Schema opinion() {
    return SchemaBuilder.record("StoredOpinion")
        .namespace("io.sluice.streams.stored")
        .fields()
        .requiredString("reviewer")
        .name("said")
        .type(Schema.createMap(Schema.create(Schema.Type.STRING)))
        .noDefault()
        .endRecord();
  }

  private static Schema state() {
    return SchemaBuilder.record("StoredState")
        .namespace("io.sluice.streams.stored")
        .fields()
        .requiredString("kind")
        .name("document")
        .type(DOCUMENT)
        .noDefault()
        .requiredLong("since")
        .requiredInt("attempt")
        .optionalLong("deadline")
        .optionalString("pool")
        .optionalString("documentType")
        .optionalString("reason")
        .optionalString("words")
        .name("parsed")
        .type(
            SchemaBuilder.unionOf()
                .nullType()
                .and()
                .type(ParsedDocument.getClassSchema())
                .endUnion())
        .withDefault(null)
        .name("prediction")
        .type(SchemaBuilder.unionOf().nullType().and().type(Prediction.getClassSchema()).endUnion())
        .withDefault(null)
        .name("doubts")
        .type(Schema.createArray(Doubt.getClassSchema()))
        .noDefault()
        .name("earlier")
        .type(Schema.createArray(Prediction.getClassSchema()))
        .withDefault(List.of())
        .optionalString("purpose")
        .name("opinions")
        .type(Schema.createArray(OPINION))
        .withDefault(List.of())
        .endRecord();
  }
}
