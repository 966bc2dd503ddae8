package io.sluice.desk.api;

import io.sluice.content.ContentException;
import io.sluice.desk.api.Router.Endpoint;
import io.sluice.desk.contents.Blackout;
import io.sluice.desk.contents.Mask;
import io.sluice.desk.contents.Pictures;
import io.sluice.desk.queue.Review;
import io.sluice.events.Page;
import io.sluice.events.PageImage;
import io.sluice.events.ParsedContent;
import io.sluice.events.ReviewRequested;
import io.sluice.events.Word;
import io.sluice.http.Answer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pages of a document: pictures, and the words on them. */
public final class PagesApi {
  private static final Logger LOG = LoggerFactory.getLogger(PagesApi.class);
  private static final String ASK_AGAIN = "1";

  private final Desk desk;

  public PagesApi(Desk desk) {
    this.desk = desk;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/api/reviews/{id}/pages", call -> desk.about(call, (r, q) -> pages(call, r, q))),
        Endpoint.get(
            "/api/reviews/{id}/pages/{n}.png",
            call -> desk.about(call, (r, q) -> picture(call, r, q))),
        Endpoint.get(
            "/api/reviews/{id}/pages/{n}/words",
            call -> desk.about(call, (r, q) -> words(call, r, q))));
  }

  private Answer pages(Call call, Review review, ReviewRequested request) throws ContentException {
    ParsedContent parsed = desk.contents().parsed(request.getContent());
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    if (parsed.getPages().isEmpty()) {
      json.put("state", "none");
      json.put("message", null);
      json.put("pageCount", 0);
      json.put("pages", List.of());
      json.put(
          "text",
          desk.maskFor(call.user(), review, request).text(parsed.getText(), parsed.getWords()));
      return Answers.ok(json);
    }
    desk.pictures().want(request, 1);
    Pictures.State state = desk.pictures().state(request.getDocumentId());
    json.put(
        "state",
        state.drawing()
            ? "drawing"
            : state.failure() != null && state.images().isEmpty() ? "failed" : "ready");
    json.put("message", state.failure());
    json.put("pageCount", parsed.getPages().size());
    json.put(
        "pages",
        parsed.getPages().stream()
            .map(page -> page(request.getDocumentId(), page, state))
            .toList());
    json.put("text", null);
    return Answers.ok(json);
  }

  private static Map<String, @Nullable Object> page(
      String documentId, Page page, Pictures.State state) {
    PageImage image = state.images().get(page.getNumber());
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("number", page.getNumber());
    json.put("width", image == null ? page.getWidth() : image.getWidth());
    json.put("height", image == null ? page.getHeight() : image.getHeight());
    json.put(
        "image",
        image == null
            ? null
            : "/api/reviews/%s/pages/%d.png"
                .formatted(
                    URLEncoder.encode(documentId, StandardCharsets.UTF_8).replace("+", "%20"),
                    page.getNumber()));
    return json;
  }

  private Answer picture(Call call, Review review, ReviewRequested request)
      throws ContentException {
    int number = number(call);
    String id = request.getDocumentId();
    Optional<PageImage> image = desk.pictures().image(id, number);
    if (image.isEmpty()) {
      return drawing(request, number);
    }
    byte[] png;
    try {
      png = desk.contents().bytes(image.get().getImage());
    } catch (ContentException.Missing e) {
      LOG.info("a picture is gone and is drawn again: documentId={} page={}", id, number);
      desk.pictures().lost(id, number);
      return drawing(request, number);
    }
    Mask mask = desk.maskFor(call.user(), review, request);
    if (!mask.isEmpty()) {
      ParsedContent parsed = desk.contents().parsed(request.getContent());
      try {
        png = Blackout.paint(png, image.get(), mask.boxes(number, parsed.getWords()));
      } catch (IOException e) {
        throw new IllegalArgumentException("page " + number + " cannot be masked", e);
      }
    }
    return new Answer(200, "image/png", png, Map.of());
  }

  private Answer drawing(ReviewRequested request, int page) {
    if (page < 1 || page > request.getPageCount()) {
      return Answers.refuse(404, "UNKNOWN", "the document has no page " + page);
    }
    desk.pictures().want(request, page);
    Pictures.State state = desk.pictures().state(request.getDocumentId());
    return !state.drawing() && state.failure() != null
        ? Answers.refuse(409, "CONTENT", "this page could not be drawn: " + state.failure())
        : Answer.json(202, Map.of("state", "drawing"), Map.of("Retry-After", ASK_AGAIN));
  }

  private Answer words(Call call, Review review, ReviewRequested request) throws ContentException {
    int number = number(call);
    Mask mask = desk.maskFor(call.user(), review, request);
    List<List<@Nullable Object>> words = new ArrayList<>();
    for (Word word : desk.contents().parsed(request.getContent()).getWords()) {
      if (word.getPage() == number) {
        words.add(word(word, mask));
      }
    }
    return Answers.ok(Map.of("words", words));
  }

  private static List<@Nullable Object> word(Word word, Mask mask) {
    var box = word.getBox();
    boolean hidden = mask.hides(word);
    return Arrays.asList(
        hidden ? Mask.DOTS : word.getText(),
        box == null ? null : box.getX0(),
        box == null ? null : box.getY0(),
        box == null ? null : box.getX1(),
        box == null ? null : box.getY1(),
        word.getConfidence());
  }

  private static int number(Call call) {
    try {
      return Integer.parseInt(call.path("n"));
    } catch (NumberFormatException e) {
      throw new BadRequest("a page has a number");
    }
  }
}
