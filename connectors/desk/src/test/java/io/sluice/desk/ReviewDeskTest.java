package io.sluice.desk;

import static io.sluice.desk.Browser.path;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.content.Owner;
import io.sluice.events.ChildPart;
import io.sluice.events.DeskEntry;
import io.sluice.events.DocumentStatus;
import io.sluice.events.LifeStage;
import io.sluice.events.MadeParts;
import io.sluice.events.PageImage;
import io.sluice.events.PagesRendered;
import io.sluice.events.PagesRequested;
import io.sluice.events.RenderedPages;
import io.sluice.events.ReviewDecided;
import io.sluice.events.ReviewPurpose;
import io.sluice.events.ReviewRequested;
import io.sluice.events.Verdict;
import io.sluice.schemas.Topics;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The desk over a real broker, asked as the page asks it. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class ReviewDeskTest {
  @TempDir static Path folder;
  private static DeskFixture fixture;
  private static ReviewDesk desk;
  private static Browser ada;
  private static Browser bob;
  private static Browser eve;

  @BeforeAll
  static void start() throws Exception {
    fixture = new DeskFixture(folder);
    desk = fixture.open();
    logIn();
  }

  private static void logIn() throws Exception {
    ada = Browser.login(desk.address(), "ada", DeskFixture.PASSWORD);
    bob = Browser.login(desk.address(), "bob", DeskFixture.PASSWORD);
    eve = Browser.login(desk.address(), "eve", DeskFixture.PASSWORD);
  }

  @AfterAll
  static void stop() {
    desk.close();
    fixture.close();
  }

  @Test
  void aDecisionIsWrittenOnceAndTheDesksMemoryGoesWithIt() throws Exception {
    asked("once");
    Browser.Reply claim = ada.post(path("once", "/claim"), "{}");
    assertThat(claim.status()).as(claim.json().toString()).isEqualTo(200);
    assertThat(claim.json().path("lease").path("mine").asBoolean()).isTrue();
    assertThat(ada.put(path("once", "/draft"), "{\"comment\":\"so far\"}").status()).isEqualTo(200);
    Browser.Reply held = bob.post(path("once", "/claim"), "{}");
    assertThat(held.status()).isEqualTo(409);
    assertThat(held.code()).isEqualTo("HELD");
    assertThat(held.json().path("holderName").asText()).isEqualTo("Ada");
    assertThat(bob.put(path("once", "/draft"), "{}").code()).isEqualTo("HELD");
    assertThat(bob.post(path("once", "/decide"), decision("once", "119.00")).code())
        .isEqualTo("HELD");

    assertThat(metrics()).contains("sluice_reviews_open{held=\"true\"");

    Browser.Reply decided = ada.post(path("once", "/decide"), decision("once", "119.00"));
    assertThat(decided.status()).as(decided.json().toString()).isEqualTo(200);
    Browser.Reply again = ada.post(path("once", "/decide"), decision("once", "120.00"));
    assertThat(again.code()).isEqualTo("DECIDED");
    assertThat(ada.post(path("once", "/claim"), "{}").code()).isEqualTo("CLOSED");

    List<ReviewDecided> written = fixture.read(Topics.REVIEWS_DECIDED, "once", ReviewDecided.class);
    assertThat(written).hasSize(1);
    assertThat(written.get(0).getReviewer()).isEqualTo("ada");
    assertThat(written.get(0).getVerdict()).isEqualTo(Verdict.CORRECT);
    assertThat(written.get(0).getFields()).containsEntry("total", "119.00");
    assertThat(written.get(0).getPlaces().get("total").getBox().getX0()).isEqualTo(1f);
    List<DeskEntry> memory = fixture.read(Topics.REVIEWS_DESK, "once", DeskEntry.class);
    assertThat(memory.get(1).getDraft()).contains("so far");
    assertThat(memory.getLast()).as("a tombstone").isNull();
  }

  private static String metrics() throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(desk.health().resolve("/metrics")).build();
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  @Test
  void ofManyWhoClaimAtTheSameTimeOneGetsIt() throws Exception {
    asked("fight");
    CountDownLatch go = new CountDownLatch(1);
    List<CompletableFuture<Integer>> claims =
        List.of(ada, bob, eve).stream()
            .map(browser ->
                CompletableFuture.supplyAsync(() -> {
                  try {
                    go.await();
                    return browser.post(path("fight", "/claim"), "{}").status();
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                }))
            .toList();
    go.countDown();
    assertThat(claims.stream().map(CompletableFuture::join)).containsOnlyOnce(200);
  }

  @Test
  void aLeaseEndsAndTheDraftStaysForWhoeverTakesItNext() throws Exception {
    asked("lunch");
    ada.post(path("lunch", "/claim"), "{}");
    ada.put(path("lunch", "/draft"), "{\"comment\":\"half\"}");
    fixture.clock.pass(Duration.ofMinutes(16));
    Browser.Reply late = ada.post(path("lunch", "/decide"), decision("lunch", "119.00"));
    assertThat(late.code()).isEqualTo("NOT_YOURS");
    assertThat(late.json().path("leaseOver").asBoolean()).isTrue();
    assertThat(bob.post(path("lunch", "/claim"), "{}").status()).isEqualTo(200);
    assertThat(bob.get(path("lunch", "")).json().path("draft").path("comment").asText())
        .isEqualTo("half");
    assertThat(ada.post(path("lunch", "/renew"), "{}").code()).isEqualTo("HELD");
  }

  @Test
  void workIsHandedOverAndReleasedWithAWord() throws Exception {
    asked("relay");
    ada.post(path("relay", "/claim"), "{}");
    assertThat(names(ada.get(path("relay", "/colleagues")).json().path("colleagues"), "user"))
        .containsExactly("bob", "eve");
    assertThat(ada.post(path("relay", "/handover"), "{\"to\":\"zoe\"}").code())
        .isEqualTo("FORBIDDEN");
    assertThat(ada.post(path("relay", "/handover"), "{\"to\":\"nobody\"}").status()).isEqualTo(422);
    assertThat(
            ada.post(path("relay", "/handover"), "{\"to\":\"bob\",\"note\":\"the total\"}")
                .status())
        .isEqualTo(204);
    JsonNode relay = bob.get(path("relay", "")).json();
    assertThat(relay.path("mine").asBoolean()).isTrue();
    assertThat(relay.path("note").asText()).isEqualTo("the total");
    assertThat(bob.post(path("relay", "/release"), "{\"note\":\"no idea\"}").status())
        .isEqualTo(204);
    assertThat(ada.get(path("relay", "")).json().path("note").asText()).isEqualTo("no idea");
    ada.post(path("relay", "/claim"), "{}");
    Browser lea = Browser.login(desk.address(), "lea", DeskFixture.PASSWORD);
    assertThat(bob.post(path("relay", "/release"), "{}").code()).isEqualTo("HELD");
    assertThat(lea.post(path("relay", "/release"), "{}").status()).isEqualTo(204);
  }

  @Test
  void whatEndedElsewhereIsToldInWords() throws Exception {
    ReviewRequested elsewhere = asked("elsewhere");
    ada.post(path("elsewhere", "/claim"), "{}");
    fixture.send(
        Topics.REVIEWS_DECIDED,
        "elsewhere",
        ReviewDecided.newBuilder()
            .setTaskId(elsewhere.getTaskId())
            .setDocumentId("elsewhere")
            .setVerdict(Verdict.ACCEPT)
            .setReviewer("another tool")
            .setDecidedAt(fixture.clock.instant())
            .build());
    gone("elsewhere");
    Browser.Reply late = ada.post(path("elsewhere", "/decide"), decision("elsewhere", "1.00"));
    assertThat(late.code()).isEqualTo("DECIDED");
    assertThat(late.json().path("message").asText()).contains("another tool");

    asked("forgotten");
    ada.post(path("forgotten", "/claim"), "{}");
    ada.put(path("forgotten", "/draft"), "{\"comment\":\"about a person\"}");
    fixture.send(Topics.STATUS, "forgotten", null);
    gone("forgotten");
    assertThat(ada.post(path("forgotten", "/decide"), decision("forgotten", "1.00")).code())
        .isEqualTo("CLOSED");
    DeskFixture.until(
        "the draft is deleted",
        () -> fixture.read(Topics.REVIEWS_DESK, "forgotten", DeskEntry.class).getLast() == null);

    ReviewRequested old = asked("anew");
    ada.post(path("anew", "/claim"), "{}");
    fixture.send(
        Topics.REVIEWS_REQUESTED,
        "anew",
        ReviewRequested.newBuilder(old)
            .setTaskId("anew/review/2")
            .setNotBy(List.of(" Ada"))
            .build());
    DeskFixture.until(
        "asked anew",
        () ->
            ada
                .get("/api/queue?state=mine")
                .json()
                .path("items")
                .findValuesAsText("documentId")
                .stream()
                .noneMatch("anew"::equals));
    Browser.Reply superseded = ada.post(path("anew", "/decide"), decision("anew", "1.00"));
    assertThat(superseded.code()).isEqualTo("SUPERSEDED");
    assertThat(superseded.json().path("taskId").asText()).isEqualTo("anew/review/2");
    assertThat(ada.post(path("anew", "/claim"), "{}").code())
        .as("four eyes")
        .isEqualTo("FORBIDDEN");

    asked("done");
    fixture.send(
        Topics.STATUS,
        "done",
        DocumentStatus.newBuilder()
            .setDocumentId("done")
            .setTenant("acme")
            .setStage(LifeStage.COMPLETED)
            .setReceivedAt(fixture.clock.instant())
            .setChangedAt(fixture.clock.instant())
            .build());
    gone("done");
  }

  @Test
  void allProblemsOfADecisionAreToldAtOnce() throws Exception {
    asked("wrong");
    ada.post(path("wrong", "/claim"), "{}");
    Browser.Reply refused =
        ada.post(
            path("wrong", "/decide"),
            """
            {"taskId": "wrong/review/1", "verdict": "correct", "documentType": "receipt",
             "fields": {"total": "a lot", "date": "the day after", "po": "4711"},
             "places": {"company": {"page": 9, "box": [1, 2, 3, 4]}}}
            """);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(names(refused.json().path("problems"), "message"))
        .anyMatch(text -> text.contains("a lot"))
        .anyMatch(text -> text.contains("the day after"))
        .anyMatch(text -> text.contains("no field po"))
        .anyMatch(text -> text.contains("none of the 1 pages"));
    assertThat(
            ada.post(
                    path("wrong", "/decide"),
                    "{\"taskId\":\"wrong/review/1\",\"verdict\":\"reject\"}")
                .status())
        .as("without a word why")
        .isEqualTo(422);
    JsonNode doubts =
        ada.post(
                path("wrong", "/check"),
                "{\"documentType\":\"receipt\",\"fields\":{\"total\":\"x\"}}")
            .json()
            .path("doubts");
    assertThat(names(doubts, "field")).contains("total");
    assertThat(fixture.read(Topics.REVIEWS_DECIDED, "wrong", ReviewDecided.class)).isEmpty();
  }

  @Test
  void anAuditIsBlindAndForAuditors() throws Exception {
    ReviewRequested audit =
        ReviewRequested.newBuilder(Asked.receipt(fixture.store, "audit", fixture.clock.instant()))
            .setPurpose(ReviewPurpose.AUDIT)
            .build();
    fixture.send(Topics.REVIEWS_REQUESTED, "audit", audit);
    Browser ann = Browser.login(desk.address(), "ann", DeskFixture.PASSWORD);
    DeskFixture.until("asked", () -> ann.get(path("audit", "")).status() == 200);
    String told = ann.get(path("audit", "")).json().toString();
    assertThat(told).doesNotContain("118.00", "Kiosk", "receipt", "FIELD_BELOW");
    assertThat(ada.get(path("audit", "")).status()).isEqualTo(403);
    ann.post(path("audit", "/claim"), "{}");
    assertThat(
            ann.post(
                    path("audit", "/decide"),
                    "{\"taskId\":\"audit/review/1\",\"verdict\":\"accept\"}")
                .status())
        .isEqualTo(422);
    assertThat(
            ann.post(
                    path("audit", "/decide"),
                    """
                    {"taskId": "audit/review/1", "verdict": "correct", "documentType": "receipt",
                     "fields": {"total": "118.00", "company": "Kiosk", "date": null, "address": null}}
                    """)
                .status())
        .isEqualTo(200);
  }

  @Test
  void whoMayNotSeePersonalDataSeesNoneOfIt() throws Exception {
    ReviewRequested form =
        Asked.personal(
            fixture.store, "form", "registration_form", "signer_name", fixture.clock.instant());
    fixture.send(Topics.REVIEWS_REQUESTED, "form", form);
    DeskFixture.until("asked", () -> eve.get(path("form", "")).status() == 200);
    ada.post(path("form", "/claim"), "{}");
    drawn("form", 400, 300);
    ada.put(
        path("form", "/draft"),
        "{\"fields\":{\"signer_name\":{\"value\":\"Grace B. Hopper\"}},\"comment\":\"x\"}");
    assertThat(ada.get(path("form", "")).json().toString()).contains("Grace Hopper", "Grace B.");
    for (String what : List.of("", "/pages", "/pages/1/words")) {
      assertThat(eve.get(path("form", what)).json().toString())
          .as(what)
          .doesNotContain("Grace")
          .doesNotContain("Hopper");
    }
    assertThat(eve.get(path("form", "/pages/1/words")).json().toString()).contains("signed", "•••");
    assertThat(eve.get(path("form", "")).json().path("hidden").get(0).asText())
        .isEqualTo("signer_name");
    BufferedImage seen = image(ada.get(path("form", "/pages/1.png")));
    BufferedImage masked = image(eve.get(path("form", "/pages/1.png")));
    int nameAsRead = 60;
    int nameElsewhere = 4 * 50 + 10;
    int otherWord = 3 * 50 + 10;
    assertThat(seen.getRGB(nameAsRead, 105) & 0xffffff).isEqualTo(0xffffff);
    assertThat(masked.getRGB(nameAsRead, 105) & 0xffffff).isZero();
    assertThat(masked.getRGB(nameElsewhere, 105) & 0xffffff).isZero();
    assertThat(masked.getRGB(otherWord, 105) & 0xffffff).isEqualTo(0xffffff);

    ada.post(path("form", "/release"), "{}");
    eve.post(path("form", "/claim"), "{}");
    eve.put(path("form", "/draft"), "{\"fields\":{\"signer_name\":{\"value\":\"Mallory\"}}}");
    assertThat(bob.get(path("form", "")).json().path("draft").toString())
        .as("what others typed stays")
        .contains("Grace B. Hopper")
        .doesNotContain("Mallory");
    assertThat(
            eve.post(
                    path("form", "/decide"),
                    """
                    {"taskId": "form/review/1", "verdict": "correct", "documentType": "registration_form",
                     "fields": {"signer_name": "Mallory"}}
                    """)
                .status())
        .isEqualTo(422);
  }

  @Test
  void whatNobodyCouldReadIsNotForThoseWhoMayNotSeePersonalData() throws Exception {
    fixture.send(
        Topics.REVIEWS_REQUESTED,
        "unread",
        ReviewRequested.newBuilder(Asked.receipt(fixture.store, "unread", fixture.clock.instant()))
            .setDocumentType(null)
            .setPrediction(null)
            .build());
    DeskFixture.until("asked", () -> ada.get(path("unread", "")).status() == 200);
    assertThat(eve.get(path("unread", "")).status()).isEqualTo(403);
    assertThat(eve.get(path("unread", "/pages/1/words")).status()).isEqualTo(403);
    assertThat(eve.post(path("unread", "/claim"), "{}").status()).isEqualTo(403);
  }

  @Test
  void twoDocumentsThatAreOneAreReplacedByWhatTheExtractorsMakeOfThem() throws Exception {
    asked("front");
    asked("back");
    String wish =
        """
        {"taskId": "front/review/1", "verdict": "replace",
         "parts": [{"fileName": "whole.pdf", "pages": [{"from": 1, "to": 1}, {"documentId": "back", "from": 1, "to": 1}]}]}
        """;
    ada.post(path("front", "/claim"), "{}");
    Browser.Reply alone = ada.post(path("front", "/decide"), wish);
    assertThat(alone.status()).as("the other one is not held").isEqualTo(422);
    ada.post(path("back", "/claim"), "{}");
    assertThat(
            ada.post(
                    path("front", "/decide"),
                    "{\"taskId\":\"front/review/1\",\"verdict\":\"replace\",\"parts\":[{\"from\":1,\"to\":2}]}")
                .status())
        .as("there is no page 2")
        .isEqualTo(422);
    Browser.Reply cutting = ada.post(path("front", "/decide"), wish);
    assertThat(cutting.status()).as(cutting.json().toString()).isEqualTo(202);
    assertThat(ada.post(path("front", "/decide"), wish).status()).isEqualTo(202);
    List<PagesRequested> wanted =
        fixture.read(Topics.PAGES_REQUESTED, "front", PagesRequested.class).stream()
            .filter(request -> !request.getParts().isEmpty())
            .toList();
    assertThat(wanted).as("asked once").hasSize(1);
    assertThat(wanted.get(0).getParts().get(0).getSlices()).hasSize(2);
    ChildPart whole =
        ChildPart.newBuilder()
            .setDocumentId("whole")
            .setContent(fixture.store.put(new Owner("acme", "whole"), new byte[] {1}))
            .build();
    fixture.send(
        Topics.PAGES_RENDERED,
        "front",
        new PagesRendered(
            wanted.get(0).getTaskId(),
            "front",
            new MadeParts(List.of(whole)),
            fixture.clock.instant()));
    DeskFixture.until("cut", () -> ada.post(path("front", "/decide"), wish).status() == 200);
    for (String one : List.of("front", "back")) {
      assertThat(fixture.read(Topics.REVIEWS_DECIDED, one, ReviewDecided.class))
          .singleElement()
          .satisfies(decided -> {
            assertThat(decided.getVerdict()).isEqualTo(Verdict.REPLACE);
            assertThat(decided.getParts()).containsExactly(whole);
            assertThat(decided.getTaskId()).isEqualTo(one + "/review/1");
          });
    }
  }

  @Test
  void otherTenantsAndOtherSkillsAreNotThere() throws Exception {
    asked("private");
    for (String stranger : List.of("zoe", "kim")) {
      Browser browser = Browser.login(desk.address(), stranger, DeskFixture.PASSWORD);
      assertThat(browser.get(path("private", "")).status()).isEqualTo(403);
      assertThat(browser.post(path("private", "/claim"), "{}").status()).isEqualTo(403);
      assertThat(browser.get("/api/queue").json().path("total").asInt()).isZero();
      assertThat(browser.post("/api/next", "{}").status()).isEqualTo(204);
    }
  }

  @Test
  void pagesAreDrawnWhenADocumentIsTakenAndAreServedWithTheirWords() throws Exception {
    asked("pages");
    assertThat(ada.get(path("pages", "/pages/1.png")).status()).isEqualTo(202);
    ada.post(path("pages", "/claim"), "{}");
    assertThat(ada.get(path("pages", "/pages")).json().path("state").asText()).isEqualTo("drawing");
    List<PagesRequested> wanted =
        fixture.read(Topics.PAGES_REQUESTED, "pages", PagesRequested.class);
    assertThat(wanted).as("asked once").hasSize(1);
    assertThat(wanted.get(0).getFirstPage()).isEqualTo(1);
    drawn("pages", 800, 600);
    JsonNode pages = ada.get(path("pages", "/pages")).json();
    assertThat(pages.path("state").asText()).isEqualTo("ready");
    String image = pages.path("pages").get(0).path("image").asText();
    assertThat(image(ada.get(image)).getWidth()).isEqualTo(800);
    JsonNode words = ada.get(path("pages", "/pages/1/words")).json().path("words");
    assertThat(words.get(1).get(0).asText()).isEqualTo("118.00");
    assertThat(words.get(1).get(1).asDouble()).isEqualTo(50);
    assertThat(ada.get(path("pages", "/pages/2.png")).status()).isEqualTo(404);
  }

  @Test
  void aChangeNeedsItsTokenAndAPageOfThisServer() throws Exception {
    asked("csrf");
    assertThat(ada.withoutToken(path("csrf", "/claim")).code()).isEqualTo("CSRF");
    assertThat(ada.get("/").status()).isEqualTo(200);
    assertThat(ada.get("/../DeskConfig.class").status()).isEqualTo(404);
    assertThat(ada.post("/api/logout", "{}").status()).isEqualTo(204);
    assertThat(ada.get("/api/me").status()).isEqualTo(401);
    ada = Browser.login(desk.address(), "ada", DeskFixture.PASSWORD);
    fixture.clock.pass(Duration.ofMinutes(31));
    assertThat(bob.get("/api/me").status()).as("idle").isEqualTo(401);
    logIn();
  }

  @Test
  void whoGuessesPasswordsWaits() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertThat(Browser.tryLogin(desk.address(), "lea", "wrong password").statusCode())
          .isEqualTo(401);
    }
    assertThat(Browser.tryLogin(desk.address(), "lea", DeskFixture.PASSWORD).statusCode())
        .isEqualTo(429);
    fixture.clock.pass(Duration.ofSeconds(2));
    assertThat(Browser.tryLogin(desk.address(), "lea", DeskFixture.PASSWORD).statusCode())
        .isEqualTo(204);
  }

  /** The last one: it leaves another desk at work. */
  @Test
  void zASecondDeskEndsTheFirstAndGoesOnWithItsLeasesAndDrafts() throws Exception {
    asked("kept");
    ada.post(path("kept", "/claim"), "{}");
    ada.put(path("kept", "/draft"), "{\"comment\":\"not lost\"}");
    ReviewDesk killed = desk;
    Browser before = ada;
    desk = fixture.open();
    logIn();
    JsonNode kept = ada.get(path("kept", "")).json();
    assertThat(kept.path("mine").asBoolean()).isTrue();
    assertThat(kept.path("draft").path("comment").asText()).isEqualTo("not lost");
    Browser.Reply old = before.post(path("kept", "/decide"), decision("kept", "1.00"));
    assertThat(old.code()).isEqualTo("AWAY");
    assertThat(old.json().path("message").asText()).contains("another review desk");
    assertThat(ada.post(path("kept", "/decide"), decision("kept", "2.00")).status()).isEqualTo(200);
    assertThat(fixture.read(Topics.REVIEWS_DECIDED, "kept", ReviewDecided.class))
        .singleElement()
        .satisfies(one -> assertThat(one.getFields()).containsEntry("total", "2.00"));
    killed.close();
  }

  private static ReviewRequested asked(String documentId) throws Exception {
    ReviewRequested request = Asked.receipt(fixture.store, documentId, fixture.clock.instant());
    fixture.send(Topics.REVIEWS_REQUESTED, documentId, request);
    DeskFixture.until("asked", () -> ada.get(path(documentId, "")).status() == 200);
    return request;
  }

  private static void gone(String documentId) throws Exception {
    DeskFixture.until("gone", () -> ada.get(path(documentId, "")).status() == 409);
  }

  private static String decision(String documentId, String total) {
    return """
    {"taskId": "%s/review/1", "verdict": "correct", "documentType": "receipt",
     "fields": {"total": "%s"}, "places": {"total": {"page": 1, "box": [1, 2, 3, 4]}}}
    """
        .formatted(documentId, total);
  }

  /** Draws its page white, as extractors would. */
  private static void drawn(String documentId, int width, int height) throws Exception {
    BufferedImage white = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    white.createGraphics().fillRect(0, 0, width, height);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(white, "png", png);
    PagesRequested wanted =
        fixture.read(Topics.PAGES_REQUESTED, documentId, PagesRequested.class).getLast();
    fixture.send(
        Topics.PAGES_RENDERED,
        documentId,
        new PagesRendered(
            wanted.getTaskId(),
            documentId,
            new RenderedPages(
                List.of(
                    new PageImage(
                        1,
                        400f,
                        300f,
                        fixture.store.put(new Owner("acme", documentId), png.toByteArray())))),
            fixture.clock.instant()));
    DeskFixture.until("drawn", () -> ada.get(path(documentId, "/pages/1.png")).status() == 200);
  }

  private static BufferedImage image(Browser.Reply reply) throws Exception {
    assertThat(reply.status()).isEqualTo(200);
    return ImageIO.read(new ByteArrayInputStream(reply.bytes()));
  }

  private static List<String> names(JsonNode list, String key) {
    return list.valueStream().map(one -> one.path(key).asText()).toList();
  }
}
