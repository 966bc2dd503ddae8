package io.sluice.extractors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.content.ContentException;
import io.sluice.content.ContentStore;
import io.sluice.events.ParsedDocument;
import io.sluice.events.Warning;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Parses many files without Kafka: the lines of {@link ParsedJson} into one file, one line on how
 * it went into another. Resumable: what has a line in the log is not parsed again.
 */
public final class ParseFiles {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Extractor extractor;
  private final BufferedWriter results;
  private final BufferedWriter log;

  private ParseFiles(Extractor extractor, BufferedWriter results, BufferedWriter log) {
    this.extractor = extractor;
    this.results = results;
    this.log = log;
  }

  /** A file and the id of its lines. */
  public record Input(String id, Path file) {}

  /** How a run ended: parsed and rejected files of this run, and those done before. */
  public record Summary(int parsed, int rejected, int before, Duration wall) {}

  /** Parses the inputs, as many at a time as there are children. */
  public static Summary run(List<Input> inputs, Path results, Path log, ExtractorConfig config)
      throws IOException, InterruptedException {
    long started = System.nanoTime();
    Set<String> done = done(log);
    List<Input> open = inputs.stream().filter(input -> !done.contains(input.id())).toList();
    int parsed = 0;
    try (ContentStore store = new NoStore();
        Extractor extractor = Extractor.open(config, store);
        BufferedWriter out = append(results);
        BufferedWriter logOut = append(log);
        ExecutorService threads = Executors.newFixedThreadPool(config.children().count())) {
      ParseFiles run = new ParseFiles(extractor, out, logOut);
      List<Future<Boolean>> futures =
          open.stream().map(input -> threads.submit(() -> run.parse(input))).toList();
      for (Future<Boolean> future : futures) {
        parsed += future.get() ? 1 : 0;
      }
    } catch (ExecutionException e) {
      throw new IOException("a file could not be parsed for a reason that lies in this machine", e);
    }
    return new Summary(
        parsed,
        open.size() - parsed,
        inputs.size() - open.size(),
        Duration.ofNanos(System.nanoTime() - started));
  }

  private boolean parse(Input input) throws IOException, ContentException, InterruptedException {
    long started = System.nanoTime();
    ParseOutcome outcome =
        extractor.parse(
            input.file(),
            new Extractor.Source(input.id(), String.valueOf(input.file().getFileName()), null, 0));
    ObjectNode entry = JSON.createObjectNode().put("id", input.id());
    entry.put("ms", Duration.ofNanos(System.nanoTime() - started).toMillis());
    String line = null;
    switch (outcome) {
      case ParseOutcome.Parsed(ParsedDocument document, var content) -> {
        line = ParsedJson.line(input.id(), document.getMediaType(), content);
        describe(entry, document);
      }
      case ParseOutcome.Rejected(var reason, String message) ->
          entry.put("rejected", reason.name()).put("message", message);
    }
    write(line, entry.toString());
    return line != null;
  }

  private static void describe(ObjectNode entry, ParsedDocument document) {
    entry.put("mediaType", document.getMediaType());
    entry.put("pages", document.getPageCount());
    entry.put("ocrPages", document.getOcrPageCount());
    entry.put("words", document.getWordCount());
    entry.put("language", document.getLanguage());
    entry.put("parts", document.getParts().size());
    entry.put("ocrMs", document.getParser().getOcrMillis());
    entry.put("ocr", document.getParser().getOcr());
    var warnings = entry.putArray("warnings");
    for (Warning warning : document.getWarnings()) {
      warnings.add(warning.getCode() + ": " + warning.getMessage());
    }
  }

  /** The result before its log line: a run that is cut off between them parses the file again. */
  private synchronized void write(@Nullable String line, String entry) throws IOException {
    if (line != null) {
      results.append(line).append('\n').flush();
    }
    log.append(entry).append('\n').flush();
  }

  private static Set<String> done(Path log) throws IOException {
    Set<String> done = new HashSet<>();
    if (Files.exists(log)) {
      for (String line : Files.readAllLines(log)) {
        done.add(JSON.readTree(line).path("id").asText());
      }
    }
    return done;
  }

  private static BufferedWriter append(Path file) throws IOException {
    return Files.newBufferedWriter(
        file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
