package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.DataClass;
import io.sluice.events.EgressEntry;
import io.sluice.events.EgressMoment;
import io.sluice.llm.egress.EgressPolicyFile;
import io.sluice.schemas.AvroTrust;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EgressCommandTest {
  static {
    AvroTrust.grant();
  }

  @TempDir Path folder;

  private String explain(String tenant, DataClass dataClass) throws Exception {
    Path file = folder.resolve("egress.yaml");
    Files.writeString(
        file,
        """
        version: "3"
        rules:
          - name: invoices
            tenants: [acme]
            types: [invoice]
            dataClasses: [public, internal]
            providers: [{name: alpha, regions: [eu-west]}]
            redact: [names, accounts]
            reason: contract 14
        budget: {perDocument: 0.05}
        """);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean any =
        EgressCommand.explain(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            EgressPolicyFile.read(file),
            tenant,
            "invoice",
            dataClass,
            null,
            null);
    return any + "\n" + out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aRulingIsExplainedInWords() throws Exception {
    assertThat(explain("acme", DataClass.INTERNAL))
        .startsWith("true\npolicy 3, SHA-256 ")
        .contains("alpha in eu-west: may leave. rule 'invoices': contract 14")
        .contains("hidden before: names, accounts")
        .contains("at most 0.050000 US dollars for the document");
    assertThat(explain("other", DataClass.INTERNAL))
        .startsWith("false")
        .contains("stays. no rule is about tenant 'other', type 'invoice', data class internal");
    assertThat(explain("acme", DataClass.RESTRICTED)).contains("never leave the house");
  }

  @Test
  void entriesThatDoNotFitTogetherAreFound() {
    EgressEntry asked =
        EgressEntry.newBuilder()
            .setCallId("1")
            .setTaskId("t")
            .setDocumentId("doc")
            .setTenant("acme")
            .setDocumentType("invoice")
            .setDataClass(DataClass.INTERNAL)
            .setProvider("alpha")
            .setRegion("eu-west")
            .setModel("m")
            .setMoment(EgressMoment.ASKED)
            .setSha256("a".repeat(64))
            .setSize(10)
            .setPolicyVersion("3")
            .setPolicySha256("b".repeat(64))
            .setReason("r")
            .setAskedAt(Instant.EPOCH)
            .setAt(Instant.EPOCH)
            .build();
    EgressEntry answered =
        EgressEntry.newBuilder(asked).setMoment(EgressMoment.ANSWERED).setSettledMicros(7L).build();

    EgressCheck right = new EgressCheck();
    right.take(asked);
    right.take(answered);
    assertThat(right.problems()).isEmpty();
    assertThat(right.settledMicros()).isEqualTo(7);

    EgressCheck wrong = new EgressCheck();
    wrong.take(EgressEntry.newBuilder(answered).setCallId("2").build());
    wrong.take(EgressEntry.newBuilder(asked).setDataClass(DataClass.RESTRICTED).build());
    wrong.take(EgressEntry.newBuilder(answered).setSha256("c".repeat(64)).build());
    assertThat(wrong.problems())
        .containsExactly(
            "call 2 of document doc, ANSWERED: nothing was asked before",
            "call 1 of document doc, ASKED: a restricted document was asked about",
            "call 1 of document doc, ANSWERED: other bytes were asked before");
  }
}
