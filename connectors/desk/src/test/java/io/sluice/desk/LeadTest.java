package io.sluice.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.events.ReviewDecided;
import io.sluice.events.ReviewRequested;
import io.sluice.events.Verdict;
import io.sluice.schemas.Topics;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures over a real broker: read from the beginning, for leads, of their tenants. */
class LeadTest {
  @TempDir static Path folder;

  @Test
  void figuresAreForLeadsAndOfTheirTenants() throws Exception {
    try (DeskFixture fixture = new DeskFixture(folder)) {
      Instant now = fixture.clock.instant();
      ask(fixture, Asked.receipt(fixture.store, "before", now.minusSeconds(600)));
      decide(fixture, "before", "ada", now.minusSeconds(500));
      ask(fixture, Asked.receipt(fixture.store, "waits", now.minusSeconds(7200)));
      ReviewRequested strange = Asked.receipt(fixture.store, "strange", now.minusSeconds(600));
      ask(fixture, ReviewRequested.newBuilder(strange).setTenant("other").build());
      decide(fixture, "strange", "zoe", now.minusSeconds(400));
      try (ReviewDesk desk = fixture.open()) {
        Browser lea = Browser.login(desk.address(), "lea", DeskFixture.PASSWORD);
        DeskFixture.until("all is read", () -> figures(lea, "").path("complete").asBoolean());
        JsonNode figures = figures(lea, "");
        assertThat(figures.at("/work/reviewers")).hasSize(1);
        assertThat(figures.at("/work/reviewers/0/reviewer").asText()).isEqualTo("ada");
        assertThat(figures.at("/queue/open").asInt()).isEqualTo(1);
        assertThat(figures.at("/queue/types/0/counts/1").asInt()).as("1 to 4 hours").isEqualTo(1);
        assertThat(figures(lea, "?tenant=other").at("/work/reviewers")).isEmpty();

        Browser ada = Browser.login(desk.address(), "ada", DeskFixture.PASSWORD);
        Browser.Reply refused = ada.get("/api/lead/figures");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("FORBIDDEN");

        decide(fixture, "waits", "bob", now);
        DeskFixture.until(
            "what is decided later is counted, too",
            () -> figures(lea, "").at("/work/reviewers").size() == 2);
      }
    }
  }

  private static JsonNode figures(Browser lead, String query) throws Exception {
    Browser.Reply reply = lead.get("/api/lead/figures" + query);
    assertThat(reply.status()).isEqualTo(200);
    return reply.json();
  }

  private static void ask(DeskFixture fixture, ReviewRequested request) throws Exception {
    fixture.send(Topics.REVIEWS_REQUESTED, request.getDocumentId(), request);
  }

  private static void decide(DeskFixture fixture, String id, String reviewer, Instant at)
      throws Exception {
    ReviewRequested asked =
        fixture.read(Topics.REVIEWS_REQUESTED, id, ReviewRequested.class).get(0);
    fixture.send(
        Topics.REVIEWS_DECIDED,
        id,
        ReviewDecided.newBuilder()
            .setTaskId(asked.getTaskId())
            .setDocumentId(id)
            .setVerdict(Verdict.ACCEPT)
            .setReviewer(reviewer)
            .setDecidedAt(at)
            .setWorkMillis(20_000)
            .build());
  }
}
