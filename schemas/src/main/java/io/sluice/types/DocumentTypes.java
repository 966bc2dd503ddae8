package io.sluice.types;

import io.sluice.config.ConfigException;
import io.sluice.config.Configs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The document types in force, by name. Immutable. */
public final class DocumentTypes {
  /** The types that come with Sluice, in the order in which they are shown. */
  static final List<String> SHIPPED =
      List.of(
          "receipt",
          "invoice",
          "order",
          "registration_form",
          "nda",
          "contract",
          "email",
          "financial_report",
          "other");

  private final Map<String, DocumentType> byName;

  private DocumentTypes(Map<String, DocumentType> byName) {
    this.byName = byName;
  }

  /** The given types; two of one name are an error. */
  public static DocumentTypes of(List<DocumentType> types) {
    Map<String, DocumentType> byName = new LinkedHashMap<>();
    for (DocumentType type : types) {
      if (byName.put(type.name(), type) != null) {
        throw new IllegalArgumentException("two document types are called " + type.name());
      }
    }
    return new DocumentTypes(byName);
  }

  /** The types that come with Sluice. */
  public static DocumentTypes shipped() {
    Map<String, String> files = new LinkedHashMap<>();
    for (String name : SHIPPED) {
      files.put(name + ".yaml", resource(name + ".yaml"));
    }
    return parse("the document types that come with Sluice", files);
  }

  /**
   * The types of a folder: every {@code *.yaml} file in it is one.
   *
   * @throws ConfigException naming every problem of every file
   */
  public static DocumentTypes load(Path folder) {
    Map<String, String> files = new LinkedHashMap<>();
    try (Stream<Path> listing = Files.list(folder)) {
      for (Path file : listing.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        files.put(String.valueOf(file.getFileName()), Files.readString(file));
      }
    } catch (IOException e) {
      throw new ConfigException(folder.toString(), List.of("cannot be read: " + e));
    }
    if (files.isEmpty()) {
      throw new ConfigException(
          folder.toString(),
          List.of("no *.yaml file — one file a document type — e.g. receipt.yaml"));
    }
    return parse(folder.toString(), files);
  }

  /** The types of these files (name to content). */
  static DocumentTypes parse(String source, Map<String, String> files) {
    List<DocumentType> types = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    files.forEach((file, yaml) -> {
      try {
        types.add(new TypeFile(file).read(Configs.parse(file, yaml)));
      } catch (ConfigException e) {
        e.problems().forEach(problem -> problems.add(file + ": " + problem));
      }
    });
    if (!problems.isEmpty()) {
      throw new ConfigException(source, problems);
    }
    return of(types);
  }

  /** All of them. */
  public List<DocumentType> all() {
    return List.copyOf(byName.values());
  }

  /** The type of this name. */
  public Optional<DocumentType> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  private static String resource(String name) {
    try (InputStream in = DocumentTypes.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the class path lacks io/sluice/types/" + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the class path's io/sluice/types/" + name, e);
    }
  }
}
