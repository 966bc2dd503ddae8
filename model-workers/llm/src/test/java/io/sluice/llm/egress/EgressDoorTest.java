package io.sluice.llm.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.events.ContentReference;
import io.sluice.events.DataClass;
import io.sluice.events.EgressEntry;
import io.sluice.events.EgressMoment;
import io.sluice.events.FrontierEscalation;
import io.sluice.events.Page;
import io.sluice.events.PageSource;
import io.sluice.events.ParsedContent;
import io.sluice.events.Reason;
import io.sluice.llm.Documents;
import io.sluice.llm.chat.OpenAiChat;
import io.sluice.llm.chat.Usage;
import io.sluice.llm.question.Prompt;
import io.sluice.llm.question.Question;
import io.sluice.llm.question.Questions;
import io.sluice.llm.worker.Door;
import io.sluice.llm.worker.Prices;
import io.sluice.llm.worker.Server;
import io.sluice.schemas.Ids;
import io.sluice.types.DocumentTypes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class EgressDoorTest {
  private static final byte[] BODY = "{\"the\": \"body\"}".getBytes(StandardCharsets.UTF_8);
  private static final ParsedContent PAGE =
      Documents.of("Invoice number: RE-2020/48213\nSeller: Xaverius Quandt\nTotal due 119.00 EUR");

  private final List<EgressEntry> written = new ArrayList<>();
  private final Ledger ledger = new Ledger();
  private EgressLog log = written::add;

  private EgressDoor door(String policy) {
    return new EgressDoor(
        EgressPolicyFile.parse("policy", policy),
        DocumentTypes.shipped(),
        ledger,
        entry -> log.write(entry),
        () -> Entries.NOON);
  }

  private Door.Ruling rule(String policy, FrontierEscalation task, ParsedContent content) {
    Question question =
        new Questions(Prompt.shipped())
            .of(
                DocumentTypes.shipped().find("invoice").orElseThrow(),
                List.of("seller", "grand_total"),
                content,
                task.getPrediction(),
                4000);
    return door(policy).rule(task, server(), question, content);
  }

  @Test
  void whatLeavesIsWrittenDownBeforeAndAfter() throws Exception {
    Door.Open open = (Door.Open) rule(EgressPolicyTest.POLICY, task(), PAGE);
    assertThat(written).isEmpty();
    Door.Granted granted = (Door.Granted) open.way().leave(BODY, 100);
    assertThat(written).hasSize(1);
    EgressEntry asked = written.getFirst();
    assertThat(asked.getMoment()).isEqualTo(EgressMoment.ASKED);
    assertThat(asked.getSha256()).isEqualTo(Ids.sha256(BODY));
    assertThat(asked.getSize()).isEqualTo(BODY.length);
    assertThat(asked.getRule()).isEqualTo("invoices to the union");
    assertThat(asked.getPolicyVersion()).isEqualTo("7");
    assertThat(asked.getRedactions()).containsKey("ID").hasSize(2);
    // 5 tokens of three bytes at 2 dollars a million, and 100 at 10.
    assertThat(asked.getEstimatedMicros()).isEqualTo(1010);
    granted.permit().answered(new Usage(50, 20));
    assertThat(written.get(1).getMoment()).isEqualTo(EgressMoment.ANSWERED);
    assertThat(written.get(1).getCallId()).isEqualTo(asked.getCallId());
    assertThat(written.get(1).getSettledMicros()).isEqualTo(300);
    assertThat(ledger.ofDocument("doc")).isEqualTo(new Ledger.Sums(300, 0));
  }

  @Test
  void theQuestionLeavesWithoutWhatIsHiddenAndItsAnswerIsMappedBack() {
    Door.Open open = (Door.Open) rule(EgressPolicyTest.POLICY, task(), PAGE);
    String text = open.question().text();
    assertThat(text)
        .doesNotContain("Quandt", "48213")
        .contains("Total due 119.00 EUR", "grand_total");
    String seller = text.substring(text.indexOf("Seller: ")).lines().findFirst().orElseThrow();
    assertThat(seller).matches("Seller: \\[[A-Z]+_\\d+] ?");
    assertThat(open.restored().apply(seller).strip()).isEqualTo("Seller: Xaverius Quandt");
  }

  @Test
  void noEntryHoldsAWordOfTheDocument() throws Exception {
    Door.Open open = (Door.Open) rule(EgressPolicyTest.POLICY, task(), PAGE);
    ((Door.Granted) open.way().leave(BODY, 100))
        .permit()
        .failed("the server says: no Xaverius Quandt here", true);
    assertThat(written.toString()).doesNotContain("Xaverius", "Quandt", "48213");
    assertThat(written.get(1).getSettledMicros()).isEqualTo(written.get(0).getEstimatedMicros());
  }

  @Test
  void whatCannotBeWrittenDownDoesNotLeaveAndCostsNothing() {
    Door.Open open = (Door.Open) rule(EgressPolicyTest.POLICY, task(), PAGE);
    log =
        entry -> {
          throw new KafkaException("no broker");
        };
    assertThatThrownBy(() -> open.way().leave(BODY, 100)).isInstanceOf(KafkaException.class);
    assertThat(ledger.ofDocument("doc")).isEqualTo(Ledger.Sums.NOTHING);
  }

  @Test
  void aRestrictedDocumentStaysWhateverThePolicySays() {
    Door.Ruling ruling =
        rule(
            EgressPolicyTest.POLICY,
            FrontierEscalation.newBuilder(task()).setDataClass(DataClass.RESTRICTED).build(),
            PAGE);
    assertThat(ruling)
        .isInstanceOfSatisfying(
            Door.Shut.class, shut -> assertThat(shut.reason()).isEqualTo(Reason.EGRESS_DENIED));
    assertThat(written).extracting(EgressEntry::getMoment).containsExactly(EgressMoment.DENIED);
  }

  @Test
  void aPageThatOcrReadBadlyStays() {
    ParsedContent scan = Documents.of(PageSource.OCR, "Total due 119.00 EUR");
    Page page = Page.newBuilder(scan.getPages().getFirst()).setOcrConfidence(0.62f).build();
    ParsedContent bad =
        new ParsedContent(scan.getText(), List.of(page), scan.getWords(), List.of(), Map.of());
    assertThat(rule(EgressPolicyTest.POLICY, task(), bad))
        .isInstanceOfSatisfying(
            Door.Shut.class,
            shut ->
                assertThat(shut.why())
                    .contains("can't surely be hidden", "confidence 0.62, less than 0.80"));
    assertThat(rule(EgressPolicyTest.POLICY, task(), scan))
        .as("an OCR page of unknown confidence")
        .isInstanceOf(Door.Shut.class);
  }

  @Test
  void aTextOfAnUnknownLanguageStays() {
    assertThat(
            rule(
                EgressPolicyTest.POLICY,
                task(),
                Documents.of("Hinc illae lacrimae haec illa est misericordia tua quousque tandem")))
        .isInstanceOfSatisfying(
            Door.Shut.class, shut -> assertThat(shut.why()).contains("language is not known"));
  }

  @Test
  void aCapThatIsReachedMeansPeopleAndNamesItself() throws Exception {
    String poor = EgressPolicyTest.POLICY.replace("perDocument: 0.05", "perDocument: 0.0015");
    Door.Open open = (Door.Open) rule(poor, task(), PAGE);
    assertThat(open.way().leave(BODY, 100)).isInstanceOf(Door.Granted.class);
    assertThat(open.way().leave(BODY, 100))
        .isInstanceOfSatisfying(
            Door.Shut.class,
            shut -> {
              assertThat(shut.reason()).isEqualTo(Reason.BUDGET_EXHAUSTED);
              assertThat(shut.why())
                  .startsWith("the cap of 0.001500 US dollars for document 'doc' is reached");
            });
    assertThat(written)
        .extracting(EgressEntry::getMoment)
        .containsExactly(EgressMoment.ASKED, EgressMoment.DENIED);
  }

  @Test
  void aBudgetWithoutPricesIsRefusedAtTheStart() {
    Server free = server(new Prices(0, 0));
    assertThatThrownBy(() ->
            Egress.checkPrices(EgressPolicyFile.parse("p", EgressPolicyTest.POLICY), List.of(free)))
        .hasMessageContaining("servers.alpha.prices");
  }

  private static Server server() {
    return server(new Prices(2, 10));
  }

  private static Server server(Prices prices) {
    return new Server(
        "alpha",
        new OpenAiChat(OpenAiChat.SchemaBy.JSON_SCHEMA, OpenAiChat.LengthBy.MAX_TOKENS, true),
        URI.create("https://models.example/v1"),
        Optional.empty(),
        "eu-west",
        "large",
        Map.of(),
        false,
        new Server.Asking(1, 0, true, false, 8192, 512, Duration.ofSeconds(10)),
        prices);
  }

  private static FrontierEscalation task() {
    return FrontierEscalation.newBuilder()
        .setTaskId("doc/escalate/1")
        .setDocumentId("doc")
        .setTenant("acme")
        .setDataClass(DataClass.INTERNAL)
        .setDocumentType("invoice")
        .setFields(List.of("seller", "grand_total"))
        .setDoubts(List.of())
        .setContent(new ContentReference("file:/x", "0".repeat(64), 1L))
        .setPrediction(Documents.soFar("invoice"))
        .setRequestedAt(Entries.NOON)
        .build();
  }
}
