package io.sluice.llm.egress;

import io.sluice.events.DataClass;
import io.sluice.events.EgressEntry;
import io.sluice.events.EgressMoment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Entries for tests. */
final class Entries {
  static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  static {
    io.sluice.schemas.AvroTrust.grant();
  }

  private Entries() {}

  static EgressEntry asked(String call, String document, String tenant, String type, long micros) {
    return entry(call, document, tenant, type, EgressMoment.ASKED, micros, null, NOON);
  }

  static EgressEntry settled(EgressEntry asked, EgressMoment moment, long micros) {
    return EgressEntry.newBuilder(asked).setMoment(moment).setSettledMicros(micros).build();
  }

  static EgressEntry entry(
      String call,
      String document,
      String tenant,
      String type,
      EgressMoment moment,
      long estimate,
      @Nullable Long settled,
      Instant at) {
    return EgressEntry.newBuilder()
        .setCallId(call)
        .setTaskId("task")
        .setDocumentId(document)
        .setTenant(tenant)
        .setDocumentType(type)
        .setDataClass(DataClass.INTERNAL)
        .setProvider("alpha")
        .setRegion("eu-west")
        .setModel("m")
        .setMoment(moment)
        .setPolicyVersion("7")
        .setPolicySha256("0".repeat(64))
        .setReason("r")
        .setEstimatedMicros(estimate)
        .setSettledMicros(settled)
        .setAskedAt(at)
        .setAt(at)
        .build();
  }
}
