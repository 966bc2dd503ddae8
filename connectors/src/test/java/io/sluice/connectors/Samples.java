package io.sluice.connectors;

import io.sluice.events.Authority;
import io.sluice.events.Box;
import io.sluice.events.ContentReference;
import io.sluice.events.DataClass;
import io.sluice.events.DocumentCompleted;
import io.sluice.events.ExtractedField;
import io.sluice.events.ModelInfo;
import io.sluice.events.Reader;
import io.sluice.schemas.AvroTrust;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Records as the streams app writes them. */
public final class Samples {
  static final Instant RECEIVED = Instant.parse("2026-03-01T08:00:00.125Z");

  static {
    // A builder copies defaults of generated classes, which Avro does for trusted classes only.
    AvroTrust.grant();
  }

  private Samples() {}

  /** One with a field {@code total}. */
  public static DocumentCompleted completed(String documentId, String documentType, int revision) {
    return DocumentCompleted.newBuilder()
        .setDocumentId(documentId)
        .setRevision(revision)
        .setTenant("acme")
        .setSource("mail-gateway")
        .setFileName("Rechnung 7.pdf")
        .setAttributes(Map.of("mailbox", "invoices@acme.example"))
        .setDataClass(DataClass.CONFIDENTIAL)
        .setDocumentType(documentType)
        .setClassConfidence(0.99)
        .setConfidence(0.97)
        .setFields(
            List.of(
                ExtractedField.newBuilder()
                    .setName("total")
                    .setValue("119.00")
                    .setRawConfidence(0.9)
                    .setConfidence(0.97)
                    .setReader(Reader.MODEL)
                    .setPage(1)
                    .setBox(new Box(10f, 20f, 30f, 40f))
                    .build()))
        .setOriginal(new ContentReference("file:/var/lib/sluice/ab", "ab".repeat(32), 1234L))
        .setAuthority(Authority.GATE)
        .setModel(new ModelInfo("micro", "1", "cd".repeat(32)))
        .setReceivedAt(RECEIVED)
        .setCompletedAt(Instant.parse("2026-03-01T08:00:02Z"))
        .build();
  }
}
