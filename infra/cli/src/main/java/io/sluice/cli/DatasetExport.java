package io.sluice.cli;

import io.sluice.content.ContentException;
import io.sluice.content.ContentStore;
import io.sluice.content.ParsedContents;
import io.sluice.evaluation.dataset.DatasetFolder;
import io.sluice.evaluation.dataset.Entry;
import io.sluice.evaluation.dataset.LabelledLines;
import io.sluice.evaluation.dataset.Version;
import io.sluice.events.ContentReference;
import io.sluice.extractors.ParsedJson;
import io.sluice.schemas.Ids;
import io.sluice.types.DocumentTypes;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes a version as a labelled set for the trainer, {@code evaluate} and {@code calibrate}: the
 * documents' bytes and words are fetched from the content store by their claim checks.
 */
final class DatasetExport {
  private DatasetExport() {}

  /**
   * Writes into an empty folder. What the store no longer has is passed over.
   *
   * @return the documents that are gone
   */
  static List<String> write(
      DatasetFolder dataset, int number, DocumentTypes types, ContentStore store, Path out)
      throws IOException {
    Version version = dataset.version(number);
    Map<String, Entry> used = LabelledLines.used(version, dataset.entries(version));
    Path documents = out.resolve("documents");
    if (Files.exists(documents)) {
      throw new UsageException(out + " holds an export already: name a new folder");
    }
    Files.createDirectories(documents);
    List<String> gone = new ArrayList<>();
    try (Writer manifest = Files.newBufferedWriter(out.resolve("manifest.jsonl"));
        Writer parsed = Files.newBufferedWriter(out.resolve("parsed.jsonl"))) {
      for (Entry entry : used.values()) {
        String name =
            Ids.sha256(entry.documentId().getBytes(StandardCharsets.UTF_8)).substring(0, 32);
        try {
          String words =
              ParsedJson.line(
                  entry.documentId(),
                  String.valueOf(entry.mediaType()),
                  ParsedContents.load(store, reference(entry.content())));
          store.copy(reference(entry.original()), documents.resolve(name));
          parsed.write(words + "\n");
          manifest.write(LabelledLines.line(entry, "documents/" + name) + "\n");
        } catch (ContentException.Missing e) {
          gone.add(entry.documentId());
        }
      }
    } catch (ContentException e) {
      throw new UsageException("a document's content cannot be read: " + e);
    }
    Files.writeString(out.resolve("schema.json"), LabelledLines.schema(types));
    Files.writeString(out.resolve("splits.json"), LabelledLines.splits(version));
    Files.writeString(
        out.resolve("dataset.json"), LabelledLines.card(version, dataset.sha256(number)));
    return gone;
  }

  private static ContentReference reference(Entry.Claim claim) {
    return new ContentReference(claim.uri(), claim.sha256(), claim.size());
  }
}
