package io.sluice.connectors.upsert;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.jspecify.annotations.Nullable;

/** Defines the settings of one group, in order; those that do not matter now are not shown. */
final class SettingsSection {
  /** Whether a setting matters for this profile and this kind of authentication. */
  private static final Map<String, Predicate<Map<String, Object>>> VISIBLE =
      Map.ofEntries(
          Map.entry(UpsertSinkSettings.DATABASE, profiles(Set.of("tryton", "odoo"))),
          Map.entry(UpsertSinkSettings.PATH_PREFIX, profiles(Set.of("rest"))),
          Map.entry(UpsertSinkSettings.API_VERSION, profiles(Set.of("salesforce"))),
          Map.entry(UpsertSinkSettings.CSRF, profiles(Set.of("odata"))),
          Map.entry(UpsertSinkSettings.IDEMPOTENCY_HEADER, profiles(Set.of("rest"))),
          Map.entry(UpsertSinkSettings.API_KEY, auth("api-key")),
          Map.entry(UpsertSinkSettings.API_KEY_HEADER, auth("api-key")),
          Map.entry(UpsertSinkSettings.API_KEY_SCHEME, auth("api-key")),
          Map.entry(UpsertSinkSettings.USER, auth("password")),
          Map.entry(UpsertSinkSettings.PASSWORD, auth("password")),
          Map.entry(UpsertSinkSettings.TOKEN_URL, auth("oauth2")),
          Map.entry(UpsertSinkSettings.CLIENT_ID, auth("oauth2")),
          Map.entry(UpsertSinkSettings.CLIENT_SECRET, auth("oauth2")),
          Map.entry(UpsertSinkSettings.SCOPE, auth("oauth2")));

  private final ConfigDef def;
  private final String group;
  private int order;

  SettingsSection(ConfigDef def, String group) {
    this.def = def;
    this.group = group;
  }

  void required(String name, ConfigDef.@Nullable Validator validator, String doc) {
    required(name, validator, doc, (n, others) -> List.of());
  }

  void required(
      String name, ConfigDef.@Nullable Validator validator, String doc, Recommended recommended) {
    define(
        name,
        Type.STRING,
        ConfigDef.NO_DEFAULT_VALUE,
        validator,
        Importance.HIGH,
        doc,
        recommended);
  }

  void text(String name, String fallback, String doc) {
    text(name, fallback, null, doc, (n, others) -> List.of());
  }

  void text(
      String name,
      String fallback,
      ConfigDef.@Nullable Validator validator,
      String doc,
      Recommended recommended) {
    define(name, Type.STRING, fallback, validator, Importance.MEDIUM, doc, recommended);
  }

  void secret(String name, String doc) {
    define(name, Type.PASSWORD, "", null, Importance.HIGH, doc, (n, others) -> List.of());
  }

  void flag(String name, String doc) {
    define(name, Type.BOOLEAN, false, null, Importance.MEDIUM, doc, (n, o) -> List.of(true, false));
  }

  void list(String name, String doc) {
    define(
        name,
        Type.LIST,
        ConfigDef.NO_DEFAULT_VALUE,
        null,
        Importance.HIGH,
        doc,
        (n, o) -> List.of());
  }

  void number(String name, long fallback, long least, long most, String doc) {
    define(
        name,
        Type.LONG,
        fallback,
        Range.between(least, most),
        Importance.LOW,
        doc,
        (n, o) -> List.of());
  }

  private void define(
      String name,
      Type type,
      Object fallback,
      ConfigDef.@Nullable Validator validator,
      Importance importance,
      String doc,
      Recommended recommended) {
    order++;
    def.define(
        name,
        type,
        fallback,
        validator,
        importance,
        doc,
        group,
        order,
        Width.MEDIUM,
        name,
        List.of(),
        recommended);
  }

  private static Predicate<Map<String, Object>> profiles(Set<String> which) {
    return others -> which.contains(String.valueOf(others.get(UpsertSinkSettings.PROFILE)));
  }

  private static Predicate<Map<String, Object>> auth(String which) {
    return others -> which.equals(others.get(UpsertSinkSettings.AUTH));
  }

  /** Which values are possible now; a setting that does not matter is not shown. */
  interface Recommended
      extends BiFunction<String, Map<String, Object>, List<Object>>, ConfigDef.Recommender {
    @Override
    default List<Object> validValues(String name, Map<String, Object> parsedConfig) {
      return apply(name, parsedConfig);
    }

    @Override
    default boolean visible(String name, Map<String, Object> parsedConfig) {
      return VISIBLE.getOrDefault(name, others -> true).test(parsedConfig);
    }
  }
}
