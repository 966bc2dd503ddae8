package io.sluice.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.evaluation.grading.GradedDocument;
import io.sluice.evaluation.grading.LabelSchema;
import io.sluice.evaluation.grading.LabelledDocument;
import io.sluice.evaluation.grading.ResultLine;
import io.sluice.events.DataClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The labelled documents that a command is about. */
final class LabelledSet {
  @Option(
      names = "--manifest",
      required = true,
      paramLabel = "FILE",
      description = "The labelled documents: JSON lines with id, cls, file, fields, label_quality.")
  Path manifest;

  @Option(
      names = "--schema",
      required = true,
      paramLabel = "FILE",
      description = "The kinds of their fields: JSON, class → field → kind.")
  Path schemaFile;

  @Option(
      names = "--split",
      paramLabel = "FILE:NAME",
      description = "Only the documents of this split; FILE is JSON, {\"documents\": {id: split}}.")
  @Nullable String split;

  @Option(names = "--ids", paramLabel = "FILE", description = "Only these, one id a line.")
  @Nullable Path ids;

  @Option(
      names = "--stored-only",
      description = "Leave out documents whose file is null; else they count as missing.")
  boolean storedOnly;

  /** The kinds of the fields. */
  LabelSchema schema() {
    return LabelSchema.read(schemaFile);
  }

  /** The documents to look at, and all that the manifest knows, by id. */
  record Selected(List<LabelledDocument> documents, Map<String, LabelledDocument> all) {
    Set<String> known() {
      return all.keySet();
    }

    Set<String> ids() {
      Set<String> ids = new HashSet<>();
      documents.forEach(d -> ids.add(d.id()));
      return ids;
    }

    List<GradedDocument> grade(Path results, LabelSchema schema, boolean includeSilver) {
      return GradedDocument.grade(
          documents, ResultLine.readAll(results, schema, known()), schema, includeSilver);
    }
  }

  /** Reads the manifest and selects. */
  Selected select(LabelSchema schema) {
    Map<String, LabelledDocument> all = LabelledDocument.readManifest(manifest, schema);
    Set<String> wanted = wanted(all.keySet());
    List<LabelledDocument> selected = new ArrayList<>();
    for (LabelledDocument document : all.values()) {
      if (wanted.contains(document.id()) && (document.stored() || !storedOnly)) {
        selected.add(document);
      }
    }
    if (selected.isEmpty()) {
      throw new UsageException("no document of " + manifest + " is selected");
    }
    return new Selected(selected, all);
  }

  /**
   * Sends the selected documents down an embedded river, a line each in a file.
   *
   * @return whether all have ended
   */
  boolean run(Selected selected, Path into, RunOptions with) throws Exception {
    Set<String> ids = selected.ids();
    List<Input> inputs = new ArrayList<>(Inputs.ofManifest(manifest));
    inputs.removeIf(input -> !ids.contains(input.id()));
    if (inputs.isEmpty()) {
      throw new UsageException("no selected document has a file");
    }
    Batch batch = Batch.run(inputs, into, "evaluation", DataClass.CONFIDENTIAL, with);
    System.err.println(
        (batch.finished() ? "" : "Stopped: ") + batch.total() + " documents, " + batch.inWords());
    return batch.finished();
  }

  /** What the selection is called, for people. */
  String title() {
    return split != null
        ? split.substring(split.lastIndexOf(':') + 1)
        : ids != null ? String.valueOf(ids.getFileName()) : "all of " + manifest.getFileName();
  }

  private Set<String> wanted(Set<String> all) {
    if (split != null && ids != null) {
      throw new UsageException("name --split or --ids, not both");
    }
    try {
      if (ids != null) {
        return known(ids, all, Files.readAllLines(ids).stream().map(String::strip).toList());
      }
      if (split != null) {
        int colon = split.lastIndexOf(':');
        if (colon < 1) {
          throw new UsageException(
              "--split " + split + ": FILE:NAME is expected, such as splits.json:validation");
        }
        return split(Path.of(split.substring(0, colon)), split.substring(colon + 1));
      }
    } catch (IOException e) {
      throw new UsageException("the list of ids cannot be read: " + e);
    }
    return all;
  }

  private static Set<String> known(Path file, Set<String> all, List<String> lines) {
    Set<String> wanted = new HashSet<>(lines);
    wanted.remove("");
    List<String> strangers = wanted.stream().filter(id -> !all.contains(id)).sorted().toList();
    if (!strangers.isEmpty()) {
      throw new UsageException(file + ": the manifest has no such id: " + strangers);
    }
    return wanted;
  }

  private static Set<String> split(Path file, String name) throws IOException {
    JsonNode root;
    try {
      root = new ObjectMapper().readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new UsageException(file + " is not JSON: " + e.getOriginalMessage());
    }
    Set<String> wanted = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (Map.Entry<String, JsonNode> document : root.path("documents").properties()) {
      names.add(document.getValue().asText());
      if (document.getValue().asText().equals(name)) {
        wanted.add(document.getKey());
      }
    }
    if (wanted.isEmpty()) {
      throw new UsageException(file + " has no split '" + name + "', only " + names);
    }
    return wanted;
  }
}
