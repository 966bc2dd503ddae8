package io.sluice.connectors.upsert;

import static io.sluice.connectors.upsert.UpsertSinkSettings.API_KEY;
import static io.sluice.connectors.upsert.UpsertSinkSettings.AUTH;
import static io.sluice.connectors.upsert.UpsertSinkSettings.BACKOFF;
import static io.sluice.connectors.upsert.UpsertSinkSettings.BACKOFF_MAX;
import static io.sluice.connectors.upsert.UpsertSinkSettings.CLIENT_ID;
import static io.sluice.connectors.upsert.UpsertSinkSettings.CLIENT_SECRET;
import static io.sluice.connectors.upsert.UpsertSinkSettings.DATABASE;
import static io.sluice.connectors.upsert.UpsertSinkSettings.MAPPINGS;
import static io.sluice.connectors.upsert.UpsertSinkSettings.PASSWORD;
import static io.sluice.connectors.upsert.UpsertSinkSettings.PROFILE;
import static io.sluice.connectors.upsert.UpsertSinkSettings.STRATEGY;
import static io.sluice.connectors.upsert.UpsertSinkSettings.TOKEN_URL;
import static io.sluice.connectors.upsert.UpsertSinkSettings.TYPES;
import static io.sluice.connectors.upsert.UpsertSinkSettings.URL;
import static io.sluice.connectors.upsert.UpsertSinkSettings.USER;

import io.sluice.config.ConfigException;
import io.sluice.connectors.mapping.Mapping;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong between settings, and in the mapping files; each problem is added once. */
final class UpsertSinkChecks {
  private final Map<String, ConfigValue> values;

  private UpsertSinkChecks(List<ConfigValue> values) {
    this.values = values.stream().collect(Collectors.toMap(ConfigValue::name, one -> one));
  }

  /** Adds every problem to the value that it is about; what is wrong by itself is there already. */
  static void check(List<ConfigValue> values) {
    UpsertSinkChecks checks = new UpsertSinkChecks(values);
    Optional<Profile> profile = Profile.of(checks.text(PROFILE));
    checks.url(URL);
    profile.ifPresent(checks::strategyAndDatabase);
    checks.authentication();
    profile.ifPresent(checks::mappings);
    if (checks.value(BACKOFF) instanceof Long first
        && checks.value(BACKOFF_MAX) instanceof Long longest
        && first > longest) {
      checks.problem(BACKOFF, "must not be more than " + BACKOFF_MAX + ", which is " + longest);
    }
  }

  private void url(String name) {
    String url = text(name);
    if (url.isEmpty()) {
      return;
    }
    try {
      URI parsed = new URI(url);
      boolean http = "http".equals(parsed.getScheme()) || "https".equals(parsed.getScheme());
      if (!http || parsed.getHost() == null) {
        problem(name, "must be a URL with http or https and a host, such as https://erp.example");
      } else if (parsed.getUserInfo() != null) {
        problem(name, "must hold no user or password; use auth.type=password");
      } else if (parsed.getQuery() != null || parsed.getFragment() != null) {
        problem(name, "must hold no query and no fragment");
      }
    } catch (URISyntaxException e) {
      problem(name, "is no URL: " + e.getReason());
    }
  }

  private void strategyAndDatabase(Profile profile) {
    String strategy = text(STRATEGY);
    if (!strategy.isEmpty()
        && profile.strategies().stream().noneMatch(one -> one.name().equals(strategy))) {
      problem(STRATEGY, profile.spelling() + " can do " + profile.strategies());
    }
    if (profile == Profile.TRYTON && text(DATABASE).isEmpty()) {
      problem(DATABASE, "is missing; tryton needs the name of its database");
    }
  }

  private void authentication() {
    switch (text(AUTH)) {
      case "api-key" -> require(API_KEY);
      case "password" -> {
        require(USER);
        require(PASSWORD);
      }
      case "oauth2" -> {
        require(TOKEN_URL);
        require(CLIENT_ID);
        require(CLIENT_SECRET);
        url(TOKEN_URL);
      }
      default -> {
        // none, or a value that is reported by itself.
      }
    }
  }

  private void require(String name) {
    if (text(name).isEmpty()) {
      problem(name, "is missing; auth.type=" + text(AUTH) + " needs it");
    }
  }

  private void mappings(Profile profile) {
    if (!(value(MAPPINGS) instanceof List<?> places)) {
      return;
    }
    try {
      Map<String, Mapping> mappings =
          UpsertSinkConfig.mappings(places.stream().map(String::valueOf).toList(), text(TYPES));
      if (mappings.isEmpty()) {
        problem(MAPPINGS, "name no mapping file");
      }
      for (Mapping mapping : mappings.values()) {
        if (mapping.hasChildren() && !profile.takesRows()) {
          problem(
              MAPPINGS,
              "the mapping of %s has children, and %s does not replace child objects with their"
                      .formatted(mapping.documentType(), profile.spelling())
                  + " parent; remove children");
        }
      }
    } catch (ConfigException e) {
      e.problems().forEach(found -> problem(MAPPINGS, found));
    } catch (UncheckedIOException | InvalidPathException e) {
      problem(MAPPINGS, String.valueOf(e.getMessage()));
    }
  }

  private @Nullable Object value(String name) {
    ConfigValue value = values.get(name);
    return value == null ? null : value.value();
  }

  private String text(String name) {
    Object value = value(name);
    if (value instanceof Password password) {
      return password.value();
    }
    return value == null ? "" : value.toString();
  }

  private void problem(String name, String rule) {
    ConfigValue value = values.get(name);
    if (value != null) {
      value.addErrorMessage(name + " " + rule);
    }
  }
}
