package io.sluice.evaluation.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.ConfigException;
import io.sluice.config.Configs;
import io.sluice.evaluation.dataset.Version.Pair;
import io.sluice.evaluation.dataset.Version.Split;
import io.sluice.evaluation.dataset.Version.Standing;
import io.sluice.evaluation.dataset.Version.Why;
import io.sluice.events.Box;
import io.sluice.events.ClassProbability;
import io.sluice.events.ContentReference;
import io.sluice.events.DataClass;
import io.sluice.events.Doubt;
import io.sluice.events.ExtractedField;
import io.sluice.events.ModelInfo;
import io.sluice.events.Place;
import io.sluice.events.Prediction;
import io.sluice.events.Reader;
import io.sluice.events.ReviewDecided;
import io.sluice.events.ReviewPurpose;
import io.sluice.events.ReviewRequested;
import io.sluice.events.Verdict;
import io.sluice.schemas.AvroTrust;
import io.sluice.types.DocumentTypes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Receipts of invented shops; each shop has words of its own. */
class BuildTest {
  static {
    AvroTrust.grant();
  }

  private static final Instant START = Instant.parse("2026-03-04T05:06:07Z");
  private static final DocumentTypes TYPES = DocumentTypes.shipped();
  private static final String ALL =
      """
      consents:
        - {tenant: acme, licence: CC0-1.0, consent: "contract 12"}
      issuers: {receipt: [company]}
      """;

  @TempDir Path folder;

  private final List<ReviewRequested> requests = new ArrayList<>();
  private final List<ReviewDecided> decisions = new ArrayList<>();
  private final Map<String, Instant> forgotten = new HashMap<>();
  private String policy = ALL;
  private Gold gold = Gold.NONE;

  @Test
  void anEntrySaysWhatThePersonAndWhatTheModelSaidWhereAndUnderWhichConsent() {
    ask("d1", "t1", ReviewPurpose.DOUBT, "Elm Ltd", "10.00");
    decide("t1", "d1", "anna", Map.of("total", "12.50"));
    decisions.set(
        0,
        ReviewDecided.newBuilder(decisions.get(0))
            .setPlaces(Map.of("total", new Place(1, new Box(1f, 2f, 3f, 4f))))
            .build());
    Entry entry = build(Build.Parent.NONE).added().get(0);
    assertThat(entry.labels().get("total"))
        .isEqualTo(new Entry.Label("12.50", true, new Entry.Spot(1, List.of(1f, 2f, 3f, 4f))));
    assertThat(entry.labels().get("company")).isEqualTo(new Entry.Label("Elm Ltd", false, null));
    assertThat(entry.models().get(0).fields().get("total").value()).isEqualTo("10.00");
    assertThat(entry.licence()).isEqualTo("CC0-1.0");
    assertThat(entry.consent()).isEqualTo("contract 12");
    assertThat(entry.notInWords()).as("the receipt says 10.00").containsExactly("total");
  }

  @Test
  void whatNobodyHasConsentedToIsLeftOutAndCounted() {
    policy = "consents: []";
    receipt("d1", "Elm Ltd");
    Version version = build(Build.Parent.NONE).version();
    assertThat(version.entries()).isEmpty();
    assertThat(version.leftOut()).extracting(Version.LeftOut::why).containsExactly(Why.NO_CONSENT);
  }

  @Test
  void theOrderOfPartitionsDoesNotMatterAndNothingNewIsNoNewVersion() throws Exception {
    for (int i = 0; i < 12; i++) {
      receipt("d" + i, "Shop " + i);
    }
    Build.Next one = build(Build.Parent.NONE);
    Collections.reverse(requests);
    Collections.reverse(decisions);
    assertThat(build(Build.Parent.NONE)).isEqualTo(one);
    DatasetFolder dataset = new DatasetFolder(folder);
    dataset.append(one);
    assertThat(next(dataset.parent())).isEmpty();
    assertThat(dataset.problems()).isEmpty();
  }

  @Test
  void aForgottenDocumentGoesFromEveryVersionAndTheChainStillHolds() throws Exception {
    receipt("d1", "Elm Ltd");
    receipt("d2", "Oak Ltd");
    DatasetFolder dataset = new DatasetFolder(folder);
    dataset.append(build(Build.Parent.NONE));
    forgotten.put("d1", START.plusSeconds(9999));
    Build.Next second = build(dataset.parent());
    dataset.append(second);
    assertThat(second.version().removed())
        .extracting(Version.Removed::documentId, Version.Removed::why)
        .containsExactly(Assertions.tuple("d1", Why.FORGOTTEN));
    assertThat(dataset.problems()).isEmpty();
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file)).doesNotContain("Elm Ltd");
      }
    }
  }

  @Test
  void withdrawnConsentTakesDocumentsOutOfTheNextVersion() throws Exception {
    receipt("d1", "Elm Ltd");
    DatasetFolder dataset = new DatasetFolder(folder);
    dataset.append(build(Build.Parent.NONE));
    policy = ALL + "withdrawn: [d1]\n";
    Version version = build(dataset.parent()).version();
    assertThat(version.documents()).isEmpty();
    assertThat(version.removed())
        .extracting(Version.Removed::why)
        .containsExactly(Why.CONSENT_WITHDRAWN);
  }

  @Test
  void aChangedEntryAChangedManifestAndALostEntryAreSeen() throws Exception {
    receipt("d1", "Elm Ltd");
    DatasetFolder dataset = new DatasetFolder(folder);
    dataset.append(build(Build.Parent.NONE));
    receipt("d2", "Oak Ltd");
    dataset.append(build(dataset.parent()));
    Path first = folder.resolve("versions/0001.json");
    String manifest = Files.readString(first);
    Files.writeString(first, manifest.replace("receipt", "invoice"));
    assertThat(dataset.problems()).singleElement().asString().contains("does not follow");
    Files.writeString(first, manifest);
    Path entry;
    try (var files = Files.walk(folder.resolve("entries"))) {
      entry = files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
    Files.writeString(entry, Files.readString(entry).replace("10.00", "99.00"));
    assertThat(dataset.problems()).singleElement().asString().contains("was changed");
    Files.delete(entry);
    assertThat(dataset.problems()).singleElement().asString().contains("is not there");
    Assertions.assertThatThrownBy(dataset::parent).isInstanceOf(ConfigException.class);
  }

  @Test
  void twoWhoDifferAreListedUntilAThirdDecides() {
    ask("d1", "t1", ReviewPurpose.DOUBT, "Elm Ltd", "10.00");
    decide("t1", "d1", "anna", Map.of("total", "10.00"));
    ask("d1", "t2", ReviewPurpose.SECOND_OPINION, "Elm Ltd", "10.00");
    decide("t2", "d1", "bert", Map.of("total", "70.00"));
    Version open = build(Build.Parent.NONE).version();
    assertThat(open.documents().get("d1").standing()).isEqualTo(Standing.UNSETTLED);
    assertThat(open.quality().disagreements().get(0).fields()).containsExactly("total");
    assertThat(open.quality().reviewers().get(0))
        .extracting("compared", "agreed")
        .containsExactly(2, 1);
    ask("d1", "t3", ReviewPurpose.TIE_BREAK, "Elm Ltd", "10.00");
    decide("t3", "d1", "cara", Map.of("total", "10.00"));
    assertThat(build(Build.Parent.NONE).version().documents().get("d1").standing())
        .isEqualTo(Standing.USED);
  }

  @Test
  void goldQuestionsMarkReviewersAndNeitherTrainNorJudge() {
    gold =
        Gold.read(
            "gold",
            List.of(
                "{\"id\": \"d1\", \"cls\": \"receipt\", \"fields\": {\"total\": \"10.00\", \"company\": \"ELM Limited\"}}"));
    ask("d1", "t1", ReviewPurpose.DOUBT, "Elm Ltd", "10.00");
    decide("t1", "d1", "anna", Map.of("total", "11.00"));
    Version version = build(Build.Parent.NONE).version();
    assertThat(version.documents().get("d1").standing()).isEqualTo(Standing.GOLD);
    assertThat(version.quality().reviewers().get(0))
        .extracting("goldFields", "goldRight")
        .containsExactly(2, 1);
  }

  @Test
  void whatTheLifeCycleCouldNotUseAndWhatCameTooLateIsLeftOut() {
    ask("d1", "t1", ReviewPurpose.DOUBT, "Elm Ltd", "10.00");
    decide("t1", "d1", "anna", Map.of("total", "x"));
    ask("d1", "t2", ReviewPurpose.DOUBT, "Elm Ltd", "10.00");
    requests.set(
        1,
        ReviewRequested.newBuilder(requests.get(1))
            .setDoubts(List.of(new Doubt(null, "DECISION_UNUSABLE", "no such field")))
            .build());
    decide("t2", "d1", "anna", Map.of("total", "10.00"));
    decide("t2", "d1", "bert", Map.of("total", "12.00"));
    decide("t9", "d9", "bert", Map.of());
    Version version = build(Build.Parent.NONE).version();
    assertThat(version.leftOut())
        .extracting(Version.LeftOut::why)
        .containsExactlyInAnyOrder(Why.UNUSABLE, Why.TOO_LATE, Why.REQUEST_GONE);
    assertThat(version.entries()).hasSize(1);
  }

  @Test
  void receiptsOfOneShopStayOnOneSideAndAlikeOnesAreNamed() {
    for (int i = 0; i < 30; i++) {
      receipt("d" + i, "Shop number " + i % 10);
    }
    Version version = build(Build.Parent.NONE).version();
    for (int shop = 0; shop < 10; shop++) {
      assertThat(version.documents().get("d" + shop).split())
          .isEqualTo(version.documents().get("d" + (shop + 10)).split())
          .isEqualTo(version.documents().get("d" + (shop + 20)).split());
    }
    assertThat(version.documents().values())
        .extracting(Version.Member::split)
        .contains(Split.TRAIN, Split.CALIBRATION, Split.VALIDATION);
    assertThat(version.quality().leakage()).isEmpty();
  }

  @Property(tries = 30)
  void aDocumentNeverChangesItsSideHoweverManyComeAfterIt(
      @ForAll @IntRange(min = 1, max = 20) int first,
      @ForAll @IntRange(min = 1, max = 20) int more) {
    BuildTest fresh = new BuildTest();
    for (int i = 0; i < first; i++) {
      fresh.receipt("a" + i, "Shop number " + i);
    }
    Build.Next one = fresh.build(Build.Parent.NONE);
    Map<String, Entry> entries = new HashMap<>();
    one.added().forEach(entry -> entries.put(entry.sha256(), entry));
    for (int i = 0; i < more; i++) {
      fresh.receipt("b" + i, "Shop number " + (i + first / 2));
    }
    Version second = fresh.build(new Build.Parent(one.version(), "00", entries)).version();
    one.version()
        .documents()
        .forEach((id, member) ->
            assertThat(second.documents().get(id).split()).isEqualTo(member.split()));
    for (Pair pair : second.quality().leakage()) {
      assertThat(List.of(pair.one(), pair.other()))
          .as("new ones join their group")
          .allMatch(id -> id.startsWith("a"));
    }
  }

  @Test
  void aSketchTellsHowAlikeWordsAre() {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      words.add("word" + i);
    }
    List<String> same = Sketch.of(words);
    words.set(150, "other");
    assertThat(Sketch.alike(same, Sketch.of(words))).isGreaterThan(Groups.SAME);
    assertThat(Sketch.alike(same, Sketch.of(words.subList(0, 100)))).isBetween(0.15, 0.5);
    assertThat(Sketch.alike(same, Sketch.of(List.of("quite", "something", "else")))).isZero();
    assertThat(Sketch.of(List.of())).isEmpty();
  }

  @Test
  void everyProblemOfAPolicyIsNamedAtOnce() {
    Assertions.assertThatThrownBy(() ->
            Consents.read(
                Configs.parse(
                    "policy",
                    """
                    consents:
                      - {tenant: acme, use: [sell]}
                    shares: {train: 0.9, calibration: 0.3}
                    else: 1
                    """)))
        .hasMessageContaining("licence")
        .hasMessageContaining("sell")
        .hasMessageContaining("a share that judges")
        .hasMessageContaining("else");
  }

  private void receipt(String id, String company) {
    ask(id, "t-" + id, ReviewPurpose.DOUBT, company, "10.00");
    decide("t-" + id, id, "anna", Map.of("total", "10.00"));
  }

  private void ask(
      String id, String task, ReviewPurpose purpose, @Nullable String company, String total) {
    var content = new ContentReference("file:/" + id, "00", 1L);
    requests.add(
        ReviewRequested.newBuilder()
            .setTaskId(task)
            .setDocumentId(id)
            .setTenant("acme")
            .setSource("mail")
            .setDataClass(DataClass.INTERNAL)
            .setDocumentType("receipt")
            .setDoubts(List.of(new Doubt("total", "FIELD_BELOW_THRESHOLD", "…")))
            .setOriginal(content)
            .setContent(content)
            .setPurpose(purpose)
            .setPrediction(
                Prediction.newBuilder()
                    .setClasses(List.of(new ClassProbability("receipt", 0.8)))
                    .setFields(List.of(field("company", company), field("total", total)))
                    .setModel(new ModelInfo("micro-1", "1", "ff"))
                    .setWallMillis(1L)
                    .build())
            .setRequestedAt(START.plusSeconds(requests.size()))
            .build());
  }

  private static ExtractedField field(String name, @Nullable String value) {
    return ExtractedField.newBuilder()
        .setName(name)
        .setValue(value)
        .setRawConfidence(0.5)
        .setConfidence(0.6)
        .setReader(Reader.MODEL)
        .build();
  }

  private void decide(String task, String id, String who, Map<String, String> fields) {
    decisions.add(
        ReviewDecided.newBuilder()
            .setTaskId(task)
            .setDocumentId(id)
            .setVerdict(fields.isEmpty() ? Verdict.ACCEPT : Verdict.CORRECT)
            .setFields(new HashMap<>(fields))
            .setReviewer(who)
            .setDecidedAt(START.plusSeconds(100 + decisions.size()))
            .build());
  }

  private Build.Next build(Build.Parent parent) {
    return next(parent).orElseThrow();
  }

  private Optional<Build.Next> next(Build.Parent parent) {
    return new Build(TYPES, Consents.read(Configs.parse("policy", policy)), gold)
        .next(
            parent,
            Joined.of(requests, decisions, List.of(), TYPES),
            forgotten,
            decided -> Optional.of(words(decided)),
            new Build.Files("p" + policy.hashCode(), null));
  }

  /** The shop's name in many words, so that receipts of different shops are not alike. */
  private static List<String> words(Decided decided) {
    String company =
        String.valueOf(decided.request().getPrediction().getFields().get(0).getValue());
    List<String> words = new ArrayList<>(List.of(company.split(" ")));
    for (int i = 0; i < 20; i++) {
      words.add(company.hashCode() + "w" + i);
    }
    words.add("total");
    words.add("10.00");
    return words;
  }
}
