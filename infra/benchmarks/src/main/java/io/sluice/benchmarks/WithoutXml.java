package io.sluice.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;

/**
 * Copies e-invoices with their XML taken out, so that the page alone is left to read. Arguments: the
 * manifest, the trainer's splits, a new folder, and the splits to copy. The folder then holds the
 * files and a manifest of them for {@code ./sluice evaluate}.
 */
public final class WithoutXml {
  private static final ObjectMapper JSON = new ObjectMapper();

  private WithoutXml() {}

  public static void main(String[] arguments) throws IOException {
    Path manifest = Path.of(arguments[0]);
    JsonNode splits = JSON.readTree(Path.of(arguments[1]).toFile()).get("documents");
    Path out = Path.of(arguments[2]);
    Set<String> wanted = Stream.of(arguments).skip(3).collect(Collectors.toSet());
    Files.createDirectories(out);
    int copied = 0;
    try (BufferedWriter lines = Files.newBufferedWriter(out.resolve("manifest.jsonl"))) {
      for (String line : Files.readAllLines(manifest)) {
        JsonNode entry = JSON.readTree(line);
        String file = entry.path("file").asText("");
        if (file.endsWith(".pdf")
            && entry.path("cls").asText().equals("invoice")
            && wanted.contains(splits.path(entry.get("id").asText()).asText())
            && copied(manifest.resolveSibling(file), out.resolve(file))) {
          lines.write(line);
          lines.newLine();
          copied++;
        }
      }
    }
    System.out.printf("%d e-invoices without their XML in %s%n", copied, out);
  }

  /** Whether the file has embedded files; if so, it is copied without. */
  private static boolean copied(Path from, Path to) throws IOException {
    try (PDDocument document = Loader.loadPDF(from.toFile())) {
      PDDocumentNameDictionary names = document.getDocumentCatalog().getNames();
      if (names == null || names.getEmbeddedFiles() == null) {
        return false;
      }
      names.setEmbeddedFiles(null);
      document.getDocumentCatalog().getCOSObject().removeItem(COSName.AF);
      Files.createDirectories(to.getParent());
      document.save(to.toFile());
      return true;
    }
  }
}
