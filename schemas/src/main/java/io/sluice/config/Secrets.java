package io.sluice.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Secrets in configuration: texts may refer to where a secret is, in YAML, in client properties and
 * in the settings of connectors alike.
 *
 * <pre>
 * ${env:NAME}              an environment variable
 * ${file:/run/secrets/x}   all of a file, without the line feed at its end
 * ${file:/etc/x.properties:key}   one key of a properties file
 * </pre>
 *
 * <p>What is shown to people, in messages and in {@code toString}, shows the reference or nothing.
 */
public final class Secrets {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{(?<kind>env|file):(?<place>[^:}]+)(:(?<key>[^}]*))?}");

  /** Names of settings whose value is nobody's business. */
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "(?i).*(password|passwd|passphrase|secret|token(?!iz)|jaas|credential|user\\.info|api\\.?key"
              + "|keystore\\.key|private\\.?key|access\\.key).*|(.*\\.)?(auth|users)");

  private static final String HIDDEN = "(not shown)";

  private Secrets() {}

  /** Whether a text refers to something outside of it. */
  public static boolean isReference(String text) {
    return REFERENCE.matcher(text).find();
  }

  /**
   * The text with what its references stand for.
   *
   * @throws IllegalArgumentException naming the reference that leads nowhere
   */
  public static String resolve(String text) {
    Matcher matcher = REFERENCE.matcher(text);
    StringBuilder resolved = new StringBuilder();
    while (matcher.find()) {
      String place = String.valueOf(matcher.group("place"));
      String value =
          "env".equals(matcher.group("kind"))
              ? System.getenv(place)
              : content(place, matcher.group("key"));
      if (value == null) {
        throw new IllegalArgumentException(matcher.group() + " leads to nothing");
      }
      matcher.appendReplacement(resolved, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(resolved).toString();
  }

  /**
   * What may be shown of a setting: references as they stand, no value of a secret name, no user
   * and password of a URL.
   */
  public static String shown(String name, @Nullable Object value) {
    return SECRET_NAME.matcher(name).matches() && !(value instanceof String text && isOnly(text))
        ? HIDDEN
        : String.valueOf(value).replaceAll("//[^/\\s]*@", "//");
  }

  /** What may be shown of settings. */
  public static Map<String, String> shown(Map<String, ?> settings) {
    Map<String, String> shown = new LinkedHashMap<>();
    settings.forEach((name, value) -> shown.put(name, shown(name, value)));
    return shown;
  }

  /** Nothing but a reference: beside one, a text may hold half a secret. */
  private static boolean isOnly(String text) {
    return REFERENCE.matcher(text).matches();
  }

  static @Nullable String content(String file, @Nullable String key) {
    try {
      Path path = Path.of(file);
      if (key == null) {
        return Files.readString(path).replaceFirst("\\R$", "");
      }
      Properties properties = new Properties();
      try (Reader reader = Files.newBufferedReader(path)) {
        properties.load(reader);
      }
      return properties.getProperty(key);
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException("${file:" + file + "…} cannot be read: " + e, e);
    }
  }
}
