package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.ContentReference;
import io.sluice.events.DataClass;
import io.sluice.events.DocumentReceived;
import io.sluice.events.DocumentRejected;
import io.sluice.events.DocumentStatus;
import io.sluice.events.InlineContent;
import io.sluice.events.LifeStage;
import io.sluice.events.Reason;
import io.sluice.events.Stage;
import io.sluice.schemas.AvroTrust;
import io.sluice.schemas.Ids;
import io.sluice.schemas.TopicSpec;
import io.sluice.schemas.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** How things that were set aside go back: decisions alone, no broker. */
class WayBackTest {
  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

  static {
    AvroTrust.grant();
  }

  /** Who sets a record aside, and the headers that it then has. */
  enum By {
    WORKER("sluice."),
    STREAMS("__streams.errors.");

    private final String prefix;

    By(String prefix) {
      this.prefix = prefix;
    }
  }

  @Property(tries = 300)
  void aRecordGoesBackByteForByteWithTheHeadersItHadAndOneThatSaysWhereFrom(
      @ForAll("headers") List<Header> own, @ForAll byte[] value, @ForAll By by) {
    SetAside.OfRecord letter =
        letter(7, "doc-1", value, setAside(own, by, Topics.PARSE_REQUESTED, 3));
    ProducerRecord<byte[], byte[]> back = new WayBack.PutBack(letter, value).record();

    assertThat(back.topic()).isEqualTo(Topics.PARSE_REQUESTED.name());
    assertThat(back.key()).isEqualTo(bytes("doc-1"));
    assertThat(back.value()).isEqualTo(value);
    List<Header> headers = new ArrayList<>();
    back.headers().forEach(headers::add);
    assertThat(headers.subList(0, headers.size() - 1)).isEqualTo(own);
    assertThat(headers.getLast().key()).isEqualTo(SetAside.REPLAY_OF);
    assertThat(headers.getLast().value()).isEqualTo(bytes("sluice.dead-letters.v1-0@7"));
  }

  @Property(tries = 100)
  void aRecordThatIsSetAsideAgainAndAgainKeepsItsOwnHeadersAndTheLastPlaceItCameFrom(
      @ForAll("headers") List<Header> own, @ForAll("rounds") List<By> rounds) {
    byte[] value = bytes("poison");
    List<Header> headers = own;
    for (int round = 0; round < rounds.size(); round++) {
      SetAside.OfRecord letter =
          letter(round, "doc-1", value, setAside(headers, rounds.get(round), Topics.PARSED, round));
      assertThat(letter.origin()).contains(new Position(Topics.PARSED.name(), 0, round));
      headers = new ArrayList<>();
      new WayBack.PutBack(letter, value).record().headers().forEach(headers::add);
    }
    assertThat(headers).hasSize(own.size() + 1);
  }

  @Example
  void whatIsPutBackIsRememberedByAMarkerThatTellsWhichItWas() {
    SetAside.OfRecord letter =
        letter(7, "doc-1", bytes("x"), setAside(List.of(), By.WORKER, Topics.PARSE_REQUESTED, 3));
    ProducerRecord<byte[], byte[]> marker = new WayBack.PutBack(letter, bytes("x")).marker();
    assertThat(marker.topic()).isEqualTo(Topics.DEAD_LETTERS.name());
    assertThat(marker.headers().lastHeader(SetAside.REPLAYED).value())
        .isEqualTo(bytes(letter.position().toString()));
    assertThat(Standing.of(letter, "noon").kind()).isEqualTo(Standing.Kind.BACK);
    assertThat(Standing.of(letter, null).kind()).isEqualTo(Standing.Kind.OPEN);
  }

  @Example
  void onlyWhatSluicesOwnProcessesReadIsPutBack() {
    for (TopicSpec topic : Topics.all()) {
      SetAside.OfRecord letter =
          letter(1, "doc-1", bytes("x"), setAside(List.of(), By.STREAMS, topic, 1));
      boolean others =
          List.of(Topics.COMPLETED, Topics.REJECTED, Topics.STATUS, Topics.DEAD_LETTERS)
              .contains(topic);
      boolean people = topic.equals(Topics.REVIEWS_REQUESTED) || topic.value().isEmpty();
      if (others || people) {
        assertThat(Standing.of(letter, null).kind())
            .as("%s", topic)
            .isEqualTo(Standing.Kind.NO_WAY);
      }
      if (topic.equals(Topics.RECEIVED) || topic.equals(Topics.REVIEWS_DECIDED)) {
        assertThat(Standing.of(letter, null).kind()).as("%s", topic).isEqualTo(Standing.Kind.OPEN);
      }
    }
  }

  @Example
  void aLetterWithoutAKeyOrWithoutAPlaceHasNoWayBackAndSaysWhy() {
    assertThat(
            Standing.of(
                    letter(1, "", bytes("x"), setAside(List.of(), By.STREAMS, Topics.RECEIVED, 1)),
                    null)
                .words())
        .contains("key");
    assertThat(Standing.of(letter(1, "doc-1", bytes("x"), List.of()), null).words())
        .contains("where it stood");
    List<Header> nonsense =
        List.of(
            header("sluice.topic", "sluice.documents.parsed.v1"), header("sluice.partition", "?"));
    assertThat(Standing.of(letter(1, "doc-1", bytes("x"), nonsense), null).kind())
        .isEqualTo(Standing.Kind.NO_WAY);
  }

  @Example
  void aRejectedDocumentIsHandedInAgainAsItWasUnderTheNextNumber() {
    DocumentReceived received = received("a receipt");
    SetAside.OfDocument first = rejected(rejection().setReplay(2).build());
    SetAside.OfDocument latest = first.followedBy(rejected(rejection().setReplay(0).build()));
    assertThat(WayBack.of(latest, received))
        .isInstanceOfSatisfying(
            WayBack.HandIn.class,
            way -> {
              assertThat(way.document().getReplay()).isEqualTo(3);
              assertThat(DocumentReceived.newBuilder(way.document()).setReplay(0).build())
                  .isEqualTo(received);
            });
  }

  @Example
  void withoutItsRecordADocumentComesFromTheStoreAndWithoutBothItHasNoWayBack() {
    ContentReference original = new ContentReference("file:/contents/1", "ab".repeat(32), 9L);
    DocumentRejected stored =
        rejection().setOriginal(original).setDataClass(DataClass.INTERNAL).setDepth(1).build();
    assertThat(WayBack.of(rejected(stored), null))
        .isInstanceOfSatisfying(
            WayBack.HandIn.class,
            way -> {
              assertThat(way.document().getContent()).isEqualTo(original);
              assertThat(way.document().getSha256()).isEqualTo(original.getSha256());
              assertThat(way.document().getDataClass()).isEqualTo(DataClass.INTERNAL);
              assertThat(way.document().getDepth()).isEqualTo(1);
            });
    assertThat(WayBack.of(rejected(rejection().build()), null))
        .isInstanceOfSatisfying(
            WayBack.None.class, none -> assertThat(none.words()).contains("replay: 1"));
  }

  @Example
  void otherContentUnderAnIdInUseIsFoundByItsHashAndGoesOnUnderTheIdOfItsRejection() {
    DocumentReceived other = received("something else");
    String stray = "doc-1~" + other.getSha256().substring(0, 12);
    DocumentRejected conflict =
        rejection()
            .setDocumentId(stray)
            .setStage(Stage.RECEIVE)
            .setReason(Reason.ID_CONFLICT)
            .build();
    assertThat(WayBack.handedInAs(conflict)).isEqualTo("doc-1");
    assertThat(WayBack.isOf(conflict, other)).isTrue();
    assertThat(WayBack.isOf(conflict, received("a receipt"))).isFalse();
    assertThat(WayBack.of(rejected(conflict), other))
        .isInstanceOfSatisfying(
            WayBack.HandIn.class,
            way -> assertThat(way.document().getDocumentId()).isEqualTo(stray));
  }

  @Example
  void theSameIdOfAnotherTenantIsNotTheDocument() {
    assertThat(
            WayBack.isOf(
                rejection().build(),
                DocumentReceived.newBuilder(received("a receipt")).setTenant("rival").build()))
        .isFalse();
  }

  @Property
  void onlyADocumentWhoseLatestRunIsTheRejectedOneIsOpen(
      @ForAll LifeStage stage, @ForAll("runs") int run, @ForAll("runs") int rejectedRun) {
    SetAside.OfDocument document = rejected(rejection().setReplay(rejectedRun).build());
    DocumentStatus now =
        DocumentStatus.newBuilder()
            .setDocumentId("doc-1")
            .setTenant("acme")
            .setStage(stage)
            .setReceivedAt(NOON)
            .setChangedAt(NOON)
            .setReplay(run)
            .build();
    assertThat(Standing.of(document, now).kind() == Standing.Kind.OPEN)
        .isEqualTo(stage == LifeStage.REJECTED && run <= rejectedRun);
    assertThat(Standing.of(document, null).words()).contains("forgotten");
  }

  @Provide
  Arbitrary<Integer> runs() {
    return Arbitraries.integers().between(0, 3);
  }

  @Provide
  Arbitrary<List<By>> rounds() {
    return Arbitraries.of(By.class).list().ofMinSize(1).ofMaxSize(5);
  }

  /** A sender's own; some begin like ours and are not. */
  @Provide
  Arbitrary<List<Header>> headers() {
    return Combinators.combine(
            Arbitraries.of("traceparent", "sluice.mine", "x", "__streams", "reason"),
            Arbitraries.strings().alpha().ofMaxLength(8))
        .as(WayBackTest::header)
        .list()
        .ofMaxSize(4);
  }

  private static List<Header> setAside(List<Header> own, By by, TopicSpec topic, long offset) {
    List<Header> headers = new ArrayList<>(own);
    headers.add(header(by.prefix + (by == By.WORKER ? "error" : "message"), "no such record"));
    headers.add(header(by.prefix + "topic", topic.name()));
    headers.add(header(by.prefix + "partition", "0"));
    headers.add(header(by.prefix + "offset", Long.toString(offset)));
    if (by == By.WORKER) {
      headers.add(header("sluice.reason", "UNREADABLE_RECORD"));
      headers.add(header("sluice.stage", "PARSE"));
    }
    return headers;
  }

  private static SetAside.OfRecord letter(
      long offset, String key, byte[] value, List<Header> headers) {
    Headers all = new RecordHeaders();
    headers.forEach(all::add);
    return SetAside.OfRecord.of(
        new ConsumerRecord<>(
            Topics.DEAD_LETTERS.name(),
            0,
            offset,
            NOON.toEpochMilli(),
            TimestampType.CREATE_TIME,
            0,
            0,
            bytes(key),
            value,
            all,
            Optional.empty()));
  }

  private static SetAside.OfDocument rejected(DocumentRejected rejection) {
    return new SetAside.OfDocument(
        rejection, rejection.getReplay(), new Position(Topics.REJECTED.name(), 0, 1));
  }

  private static DocumentRejected.Builder rejection() {
    return DocumentRejected.newBuilder()
        .setDocumentId("doc-1")
        .setTenant("acme")
        .setSource("scanner")
        .setStage(Stage.PARSE)
        .setReason(Reason.PARSE_TIMED_OUT)
        .setMessage("no end within 60s; raise it")
        .setReceivedAt(NOON)
        .setRejectedAt(NOON);
  }

  private static DocumentReceived received(String content) {
    return DocumentReceived.newBuilder()
        .setDocumentId("doc-1")
        .setTenant("acme")
        .setSource("scanner")
        .setContent(new InlineContent(ByteBuffer.wrap(bytes(content))))
        .setSha256(Ids.sha256(bytes(content)))
        .setAttributes(Map.of("costCentre", "42"))
        .setReceivedAt(NOON)
        .build();
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, bytes(value));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
