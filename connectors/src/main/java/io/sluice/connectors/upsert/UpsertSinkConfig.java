package io.sluice.connectors.upsert;

import io.sluice.config.ConfigException;
import io.sluice.connectors.mapping.Mapping;
import io.sluice.connectors.mapping.MappingFile;
import io.sluice.connectors.upsert.profiles.Targets;
import io.sluice.types.DocumentTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;

/**
 * An upsert sink's configuration, once {@link UpsertSinkChecks} has found nothing wrong with it.
 */
final class UpsertSinkConfig extends AbstractConfig {
  UpsertSinkConfig(Map<String, String> values) {
    super(UpsertSinkSettings.DEFINITION, values);
  }

  Profile profile() {
    return Profile.of(getString(UpsertSinkSettings.PROFILE)).orElseThrow();
  }

  Strategy strategy() {
    String name = getString(UpsertSinkSettings.STRATEGY);
    return name.isEmpty() ? profile().strategies().get(0) : Strategy.valueOf(name);
  }

  URI url() {
    return URI.create(getString(UpsertSinkSettings.URL));
  }

  Target target() {
    return Targets.of(
        profile(),
        strategy(),
        new Targets.Settings(
            getString(UpsertSinkSettings.DATABASE),
            getString(UpsertSinkSettings.PATH_PREFIX),
            getString(UpsertSinkSettings.API_VERSION),
            getBoolean(UpsertSinkSettings.CSRF),
            getString(UpsertSinkSettings.IDEMPOTENCY_HEADER)));
  }

  Credentials credentials() {
    return switch (getString(UpsertSinkSettings.AUTH)) {
      case "api-key" -> {
        String scheme = getString(UpsertSinkSettings.API_KEY_SCHEME);
        String key = secret(UpsertSinkSettings.API_KEY);
        yield new Credentials.ApiKey(
            getString(UpsertSinkSettings.API_KEY_HEADER),
            scheme.isEmpty() ? key : scheme + " " + key);
      }
      case "password" ->
          new Credentials.UserPassword(
              getString(UpsertSinkSettings.USER), secret(UpsertSinkSettings.PASSWORD));
      case "oauth2" ->
          new Credentials.ClientCredentials(
              getString(UpsertSinkSettings.TOKEN_URL),
              getString(UpsertSinkSettings.CLIENT_ID),
              secret(UpsertSinkSettings.CLIENT_SECRET),
              getString(UpsertSinkSettings.SCOPE));
      default -> new Credentials.None();
    };
  }

  /** The mappings, by document type. */
  Map<String, Mapping> mappings() {
    return mappings(getList(UpsertSinkSettings.MAPPINGS), getString(UpsertSinkSettings.TYPES));
  }

  boolean reportsUnmapped() {
    return getString(UpsertSinkSettings.UNMAPPED).equals("report");
  }

  Duration duration(String name) {
    return Duration.ofMillis(getLong(name));
  }

  /**
   * Reads mappings from files and from folders of them.
   *
   * @throws ConfigException naming every problem of every file
   */
  static Map<String, Mapping> mappings(List<String> places, String typesFolder) {
    DocumentTypes types =
        typesFolder.isEmpty() ? DocumentTypes.shipped() : DocumentTypes.load(Path.of(typesFolder));
    return MappingFile.readAll(places.stream().flatMap(UpsertSinkConfig::files).toList(), types);
  }

  private static Stream<Path> files(String place) {
    Path path = Path.of(place);
    if (!Files.isDirectory(path)) {
      return Stream.of(path);
    }
    try (Stream<Path> listing = Files.list(path)) {
      return new ArrayList<>(
              listing.filter(file -> file.toString().endsWith(".yaml")).sorted().toList())
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException("the folder " + path + " cannot be read", e);
    }
  }

  private String secret(String name) {
    return getPassword(name).value();
  }
}
