package io.sluice.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.connectors.CompletedRecord;
import io.sluice.connectors.mapping.Mapped;
import io.sluice.connectors.mapping.Mapping;
import io.sluice.connectors.mapping.MappingFile;
import io.sluice.connectors.upsert.Call;
import io.sluice.connectors.upsert.DryRun;
import io.sluice.connectors.upsert.Profile;
import io.sluice.connectors.upsert.Strategy;
import io.sluice.connectors.upsert.Target;
import io.sluice.connectors.upsert.profiles.Targets;
import io.sluice.types.DocumentTypes;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "sink",
    mixinStandardHelpOptions = true,
    description = {"Helps to set up sinks for ERP and CRM systems.", ""})
final class SinkCommand {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WRONG = 1;

  @Command(
      name = "dry-run",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Shows the requests that a mapping makes of documents, and sends none.",
        "",
        "What is looked up in the target is taken for found and shown as ‹what was looked for›; the documents are taken"
            + " for new there. Exit status 1 if a document cannot be mapped.",
        ""
      },
      footer = {
        "",
        "Example:",
        "  sluice process inbox/ --results results.jsonl",
        "  sluice sink dry-run --profile tryton --database books --mapping invoice.yaml --results results.jsonl"
      })
  int dryRun(
      @Option(
              names = "--mapping",
              required = true,
              paramLabel = "FILE",
              description = "The mapping, as the sink's 'mappings' names it.")
          Path mappingFile,
      @Option(
              names = "--results",
              required = true,
              paramLabel = "FILE",
              description = "Documents, as 'sluice process' writes them.")
          Path results,
      @Option(
              names = "--profile",
              defaultValue = "rest",
              description =
                  "The kind of target: rest, tryton, odoo, odata, salesforce, netsuite or hubspot. Default: rest.")
          String profileName,
      @Option(
              names = "--strategy",
              paramLabel = "S",
              description = "PUT, PATCH, BATCH or LOOKUP_THEN_WRITE. Default: the profile's usual.")
          @Nullable Strategy strategy,
      @Option(
              names = "--database",
              defaultValue = "database",
              paramLabel = "NAME",
              description = "Tryton's or Odoo's.")
          String database,
      @Option(
              names = "--type",
              paramLabel = "T",
              description = "Take all documents for this type, whatever class was read.")
          @Nullable String type,
      @Option(
              names = "--types",
              paramLabel = "DIR",
              description = "The document types. Default: those that are shipped.")
          @Nullable Path types,
      @Parameters(
              paramLabel = "ID",
              arity = "0..*",
              description = "Only these documents. Default: all.")
          @Nullable List<String> ids) {
    Mapping mapping =
        MappingFile.read(
            mappingFile, types == null ? DocumentTypes.shipped() : DocumentTypes.load(types));
    Target target = target(profileName, strategy, database);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Set<String> wanted = ids == null ? Set.of() : Set.copyOf(ids);
    int shown = 0;
    int unusable = 0;
    int others = 0;
    for (String line : lines(results)) {
      CompletedRecord record = Results.completed(read(line, results), type);
      if (!wanted.isEmpty() && !wanted.contains(record.documentId())) {
        continue;
      }
      if (!record.documentType().equals(mapping.documentType())) {
        others++;
        continue;
      }
      out.println("== " + record.documentId());
      Mapped mapped = mapping.map(record);
      if (mapped instanceof Mapped.Unusable problems) {
        unusable++;
        problems.problems().forEach(problem -> out.println("cannot be mapped: " + problem));
      } else {
        shown++;
        DryRun.of(target, ((Mapped.Ready) mapped).record()).forEach(one -> print(out, one));
      }
      out.println();
    }
    System.err.printf(
        "%d documents mapped, %d cannot be mapped, %d are of another type than %s%n",
        shown, unusable, others, mapping.documentType());
    return unusable > 0 ? WRONG : 0;
  }

  private static Target target(String profileName, @Nullable Strategy strategy, String database) {
    Profile profile =
        Profile.of(profileName)
            .orElseThrow(() -> new UsageException("there is no profile " + profileName));
    Strategy used = strategy == null ? profile.strategies().get(0) : strategy;
    if (!profile.strategies().contains(used)) {
      throw new UsageException(profileName + " can do " + profile.strategies());
    }
    return Targets.of(
        profile, used, new Targets.Settings(database, "", "62.0", false, "Idempotency-Key"));
  }

  private static void print(PrintStream out, DryRun.Shown one) {
    Call call = one.call();
    out.printf("-- %s%n%s %s%n", one.purpose(), call.method(), call.path());
    if (call.body() != null) {
      out.println(pretty(call.body()));
    }
  }

  private static String pretty(String body) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(body));
    } catch (JsonProcessingException e) {
      // A multipart body: as it is.
      return body;
    }
  }

  private static List<String> lines(Path results) {
    try {
      return Files.readAllLines(results).stream().filter(line -> !line.isBlank()).toList();
    } catch (IOException e) {
      throw new UsageException("--results " + results + " cannot be read: " + e);
    }
  }

  private static JsonNode read(String line, Path results) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UsageException(
          "--results " + results + " has a line that is no JSON: " + e.getOriginalMessage());
    }
  }
}
