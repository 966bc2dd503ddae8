package io.sluice.llm.question;

import io.sluice.config.ConfigException;
import io.sluice.config.ConfigNode;
import io.sluice.config.Configs;
import io.sluice.schemas.Ids;
import io.sluice.types.FieldKind;
import io.sluice.types.FieldSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A version of the prompt: a folder of three files, and the hash over them that stands in every
 * answer's model. Immutable.
 *
 * @param name the folder's name
 * @param hash SHA-256 over the lines {@code <sha256> <file>}, sorted by file
 * @param system the rules, {@code system.txt}
 * @param question the question with its gaps, {@code question.txt}
 * @param kinds what each kind of value is, in words
 * @param types what is known of document types and their fields
 */
public record Prompt(
    String name,
    String hash,
    String system,
    String question,
    Map<FieldKind, String> kinds,
    Map<String, OfType> types) {

  /** The version that comes with Sluice. */
  public static final String SHIPPED = "extract-1";

  private static final String SYSTEM = "system.txt";
  private static final String QUESTION = "question.txt";
  private static final String FIELDS = "fields.yaml";
  private static final List<String> FILES = List.of(FIELDS, QUESTION, SYSTEM);
  private static final List<String> GAPS =
      List.of("{type}", "{about}", "{fields}", "{fence}", "{document}", "{keys}");

  /**
   * A document type.
   *
   * @param about what it is, in words
   * @param fields its fields by name
   */
  public record OfType(String about, Map<String, OfField> fields) {}

  /**
   * A field.
   *
   * @param ask what is asked for, in words
   * @param cues words near which it tends to stand
   */
  public record OfField(String ask, List<String> cues) {}

  public Prompt {
    kinds = Map.copyOf(kinds);
    types = Map.copyOf(types);
  }

  /** The prompt that comes with Sluice. */
  public static Prompt shipped() {
    Map<String, String> files = new LinkedHashMap<>();
    for (String file : FILES) {
      files.put(file, resource("/io/sluice/llm/prompts/" + SHIPPED + "/" + file));
    }
    return of(SHIPPED, files);
  }

  /**
   * The prompt in a folder, for instance one of a model bundle.
   *
   * @throws ConfigException naming every problem of its files
   */
  public static Prompt load(Path folder) {
    Map<String, String> files = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    for (String file : FILES) {
      try {
        files.put(file, Files.readString(folder.resolve(file)));
      } catch (IOException e) {
        problems.add(file + ": cannot be read — a prompt has " + String.join(", ", FILES));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(folder.toString(), problems);
    }
    return of(String.valueOf(folder.getFileName()), files);
  }

  private static Prompt of(String name, Map<String, String> files) {
    String question = files.getOrDefault(QUESTION, "");
    List<String> problems =
        GAPS.stream()
            .filter(gap -> !question.contains(gap))
            .map(gap -> QUESTION + ": lacks " + gap + " — the question is filled in there")
            .toList();
    if (!problems.isEmpty()) {
      throw new ConfigException(name, problems);
    }
    ConfigNode node = Configs.parse(name + "/" + FIELDS, files.getOrDefault(FIELDS, ""));
    Map<FieldKind, String> kinds = new EnumMap<>(FieldKind.class);
    for (FieldKind kind : FieldKind.values()) {
      kinds.put(kind, node.child("kinds").string(kind.name().toLowerCase(Locale.ROOT)));
    }
    Map<String, OfType> types = new LinkedHashMap<>();
    ConfigNode all = node.child("types");
    for (String type : all.keys()) {
      types.put(type, ofType(all.child(type)));
    }
    node.finish();
    return new Prompt(name, hash(files), files.getOrDefault(SYSTEM, ""), question, kinds, types);
  }

  private static OfType ofType(ConfigNode node) {
    Map<String, OfField> fields = new LinkedHashMap<>();
    ConfigNode all = node.child("fields");
    for (String field : all.keys()) {
      ConfigNode one = all.child(field);
      fields.put(field, new OfField(one.string("ask"), one.strings("cues", List.of())));
    }
    return new OfType(node.string("about"), fields);
  }

  private static String hash(Map<String, String> files) {
    StringBuilder list = new StringBuilder();
    new TreeMap<>(files)
        .forEach((file, text) -> list.append(sha256(text)).append("  ").append(file).append('\n'));
    return sha256(list.toString());
  }

  private static String sha256(String text) {
    return Ids.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  /** What a type is, in words. */
  String about(String type) {
    OfType known = types.get(type);
    return known == null ? spoken(type) : known.about();
  }

  /** What is asked for, in words. */
  String ask(String type, FieldSpec field) {
    OfType known = types.get(type);
    OfField of = known == null ? null : known.fields().get(field.name());
    String kind = kinds.getOrDefault(field.kind(), "");
    return (of == null ? spoken(field.name()) : of.ask()) + " (" + kind + ")";
  }

  /** Words near which the field tends to stand: the prompt's, the type's labels, its name. */
  List<String> cues(String type, FieldSpec field) {
    List<String> cues = new ArrayList<>(field.labels());
    OfType known = types.get(type);
    OfField of = known == null ? null : known.fields().get(field.name());
    if (of != null) {
      cues.addAll(of.cues());
    }
    cues.add(spoken(field.name()));
    return cues;
  }

  private static String spoken(String name) {
    return name.replace('_', ' ');
  }

  private static String resource(String name) {
    try (InputStream in = Prompt.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the class path lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the class path's " + name, e);
    }
  }
}
