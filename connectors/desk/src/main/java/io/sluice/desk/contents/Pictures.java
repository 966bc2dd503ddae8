package io.sluice.desk.contents;

import io.sluice.events.ChildPart;
import io.sluice.events.MadeParts;
import io.sluice.events.PageImage;
import io.sluice.events.PagesRendered;
import io.sluice.events.PagesRequested;
import io.sluice.events.RenderedPages;
import io.sluice.events.ReviewRequested;
import io.sluice.events.StageFailure;
import io.sluice.events.WantedPart;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Pages as pictures, and parts cut from pages: both are made by the extractors, who hold hostile
 * documents in processes that may die. They are asked by topic, and answer by topic. Thread-safe.
 */
public final class Pictures {
  private static final int REMEMBERED = 20_000;

  /** Extractors may be away; whoever still waits asks anew. */
  private static final Duration ASK_AGAIN = Duration.ofSeconds(60);

  /** What is there of a document's pages. */
  private static final class Album {
    private final Map<Integer, PageImage> images = new TreeMap<>();
    private final Map<String, Instant> asked = new LinkedHashMap<>();
    private final Map<String, List<ChildPart>> parts = new LinkedHashMap<>();
    private final Map<String, String> failures = new LinkedHashMap<>();
  }

  /**
   * How far the pages are.
   *
   * @param images by number
   * @param drawing whether some were asked for and have not come
   * @param failure why some will not come
   */
  public record State(Map<Integer, PageImage> images, boolean drawing, @Nullable String failure) {}

  /** How far parts are: made, failed, or neither. */
  public record Parts(@Nullable List<ChildPart> made, @Nullable String failure) {}

  private final Map<String, Album> albums =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Album> eldest) {
          return size() > REMEMBERED;
        }
      };
  private final int dpi;
  private final int ahead;
  private final Clock clock;
  private final Consumer<PagesRequested> ask;

  /**
   * @param dpi pixels an inch
   * @param ahead how many pages are drawn together
   * @param ask hands a task to the extractors; must not wait for them
   */
  public Pictures(int dpi, int ahead, Clock clock, Consumer<PagesRequested> ask) {
    this.dpi = dpi;
    this.ahead = ahead;
    this.clock = clock;
    this.ask = ask;
  }

  /** Takes note of an answer. */
  public synchronized void accept(PagesRendered rendered) {
    Album album = album(rendered.getDocumentId());
    String task = rendered.getTaskId();
    album.asked.remove(task);
    switch (rendered.getOutcome()) {
      case RenderedPages drawn ->
          drawn.getPages().forEach(page -> album.images.put(page.getNumber(), page));
      case MadeParts made -> album.parts.put(task, made.getParts());
      case StageFailure failure -> album.failures.put(task, failure.getMessage());
      default -> throw new IllegalArgumentException("an answer of another kind");
    }
  }

  /** Has the pages around this one drawn, unless they are there or on their way. */
  public synchronized void want(ReviewRequested request, int page) {
    if (page < 1 || page > request.getPageCount()) {
      return;
    }
    int first = (page - 1) / ahead * ahead + 1;
    int last = Math.min(first + ahead - 1, request.getPageCount());
    Album album = album(request.getDocumentId());
    String task = "%s/pages/%d-%d/%d".formatted(request.getDocumentId(), first, last, dpi);
    if (!album.images.containsKey(page)
        && !album.failures.containsKey(task)
        && isDue(album, task)) {
      ask.accept(task(request, task).setFirstPage(first).setLastPage(last).build());
    }
  }

  /** A page was there, but its picture is gone from the content store: it is to be drawn again. */
  public synchronized void lost(String documentId, int page) {
    album(documentId).images.remove(page);
  }

  /** How far they are. */
  public synchronized State state(String documentId) {
    Album album = album(documentId);
    return new State(
        Map.copyOf(album.images),
        album.asked.keySet().stream().anyMatch(task -> task.contains("/pages/")),
        album.failures.entrySet().stream()
            .filter(failure -> failure.getKey().contains("/pages/"))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(null));
  }

  /** The picture of a page. */
  public synchronized Optional<PageImage> image(String documentId, int page) {
    return Optional.ofNullable(album(documentId).images.get(page));
  }

  /**
   * Has parts made of pages, unless they are there or on their way.
   *
   * @param wish names what is wanted: the same wish has the same name
   */
  public synchronized Parts cut(ReviewRequested request, String wish, List<WantedPart> parts) {
    Album album = album(request.getDocumentId());
    String task = request.getDocumentId() + "/parts/" + wish;
    String failure = album.failures.remove(task); // Told once; whoever asks again tries again.
    List<ChildPart> made = album.parts.get(task);
    if (made == null && failure == null && isDue(album, task)) {
      ask.accept(task(request, task).setFirstPage(1).setLastPage(1).setParts(parts).build());
    }
    return new Parts(made, failure);
  }

  private boolean isDue(Album album, String task) {
    Instant now = clock.instant();
    Instant asked = album.asked.get(task);
    if (asked != null && now.isBefore(asked.plus(ASK_AGAIN))) {
      return false;
    }
    album.asked.put(task, now);
    return true;
  }

  private PagesRequested.Builder task(ReviewRequested request, String task) {
    return PagesRequested.newBuilder()
        .setTaskId(task)
        .setDocumentId(request.getDocumentId())
        .setTenant(request.getTenant())
        .setOriginal(request.getOriginal())
        .setMediaType(Objects.requireNonNullElse(request.getMediaType(), "application/pdf"))
        .setDpi(dpi)
        .setRequestedAt(clock.instant());
  }

  private Album album(String documentId) {
    return albums.computeIfAbsent(documentId, id -> new Album());
  }
}
