package io.sluice.connectors.upsert;

import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/** What an upsert sink can be told. */
final class UpsertSinkSettings {
  static final String PROFILE = "profile";
  static final String URL = "target.url";
  static final String STRATEGY = "strategy";
  static final String DATABASE = "target.database";
  static final String PATH_PREFIX = "target.path.prefix";
  static final String API_VERSION = "target.api.version";
  static final String CSRF = "target.csrf";

  static final String AUTH = "auth.type";
  static final String API_KEY = "auth.api.key";
  static final String API_KEY_HEADER = "auth.api.key.header";
  static final String API_KEY_SCHEME = "auth.api.key.scheme";
  static final String USER = "auth.user";
  static final String PASSWORD = "auth.password";
  static final String TOKEN_URL = "auth.oauth2.token.url";
  static final String CLIENT_ID = "auth.oauth2.client.id";
  static final String CLIENT_SECRET = "auth.oauth2.client.secret";
  static final String SCOPE = "auth.oauth2.scope";

  static final String MAPPINGS = "mappings";
  static final String TYPES = "document.types";
  static final String UNMAPPED = "unmapped.types";

  static final String BATCH_SIZE = "batch.size";
  static final String IN_FLIGHT = "max.in.flight";
  static final String CONNECT_TIMEOUT = "connect.timeout.ms";
  static final String REQUEST_TIMEOUT = "request.timeout.ms";
  static final String BACKOFF = "retry.backoff.ms";
  static final String BACKOFF_MAX = "retry.backoff.max.ms";
  static final String SETTLE = "settle.ms";
  static final String SERVER_ERROR_ATTEMPTS = "server.error.attempts";
  static final String IDEMPOTENCY_HEADER = "idempotency.header";

  static final List<String> AUTH_TYPES = List.of("none", "api-key", "password", "oauth2");

  private static final String NONE = "";
  private static final List<String> PROFILES =
      Arrays.stream(Profile.values()).map(Profile::spelling).toList();

  static final ConfigDef DEFINITION = delivery(mapping(authentication(target(new ConfigDef()))));

  private UpsertSinkSettings() {}

  private static ConfigDef target(ConfigDef def) {
    SettingsSection section = new SettingsSection(def, "Target");
    section.required(
        PROFILE,
        ValidString.in(PROFILES.toArray(String[]::new)),
        "What the target is: " + String.join(", ", PROFILES) + ".",
        (name, others) -> List.copyOf(PROFILES));
    section.required(
        URL,
        null,
        "Where the target is, such as https://erp.example: no path of an object, no user.");
    section.text(
        STRATEGY,
        NONE,
        ValidString.in("", "PUT", "PATCH", "BATCH", "LOOKUP_THEN_WRITE"),
        "How an object is found by its key. Empty for the profile's usual one.",
        (name, others) ->
            Profile.of(String.valueOf(others.get(PROFILE))).stream()
                .flatMap(profile -> profile.strategies().stream())
                .<Object>map(Strategy::name)
                .toList());
    section.text(DATABASE, NONE, "Tryton's or Odoo's database.");
    section.text(PATH_PREFIX, NONE, "REST: the path before an object's name, such as /api/v1.");
    section.text(API_VERSION, "62.0", "Salesforce: the version of the API.");
    section.flag(CSRF, "OData: whether the service wants a CSRF token for writing, as SAP's do.");
    return def;
  }

  private static ConfigDef authentication(ConfigDef def) {
    SettingsSection section = new SettingsSection(def, "Authentication");
    section.text(
        AUTH,
        "none",
        ValidString.in(AUTH_TYPES.toArray(String[]::new)),
        "none; api-key: a key in a header; password: user and password, as a session where the"
            + " target has its own login (Tryton), else as basic authentication; oauth2: client"
            + " credentials, with tokens that are renewed.",
        (name, others) -> List.copyOf(AUTH_TYPES));
    section.secret(API_KEY, "The key.");
    section.text(API_KEY_HEADER, "Authorization", "The header that carries the key.");
    section.text(
        API_KEY_SCHEME, "Bearer", "What stands before the key in the header; may be empty.");
    section.text(USER, NONE, "The user.");
    section.secret(PASSWORD, "The user's password.");
    section.text(TOKEN_URL, NONE, "The token endpoint, a whole URL.");
    section.text(CLIENT_ID, NONE, "The client's id.");
    section.secret(CLIENT_SECRET, "The client's secret.");
    section.text(SCOPE, NONE, "The scopes to ask for, separated by spaces; empty for none.");
    return def;
  }

  private static ConfigDef mapping(ConfigDef def) {
    SettingsSection section = new SettingsSection(def, "Mapping");
    section.list(
        MAPPINGS,
        "Mapping files, or folders of *.yaml, that every worker sees under this path: one file a"
            + " document type.");
    section.text(
        TYPES, NONE, "A folder with document types of your own. Empty for those that are shipped.");
    section.text(
        UNMAPPED,
        "ignore",
        ValidString.in("ignore", "report"),
        "What to do with documents of a type without a mapping: ignore them, or report them to the"
            + " dead letters.",
        (name, others) -> List.of("ignore", "report"));
    return def;
  }

  private static ConfigDef delivery(ConfigDef def) {
    SettingsSection section = new SettingsSection(def, "Delivery");
    section.number(
        BATCH_SIZE,
        50,
        1,
        1000,
        "The most records of one request; the profile's own limit holds, too.");
    section.number(IN_FLIGHT, 8, 1, 64, "The most requests at a time, per task.");
    section.number(CONNECT_TIMEOUT, 5_000, 1, 600_000, "How long to wait for a connection.");
    section.number(REQUEST_TIMEOUT, 30_000, 1, 600_000, "How long to wait for an answer.");
    section.number(
        BACKOFF, 500, 1, 600_000, "The first wait after a passing failure; it doubles each time.");
    section.number(
        BACKOFF_MAX,
        60_000,
        1,
        3_600_000,
        "The longest wait. What the target asks for with Retry-After is waited for, too.");
    section.number(
        SETTLE,
        30_000,
        0,
        3_600_000,
        "How long the target may take to finish a creation whose answer was lost, before it is"
            + " looked for.");
    section.number(
        SERVER_ERROR_ATTEMPTS,
        -1,
        -1,
        1_000_000,
        "How often a record that the target answers with HTTP 500 is tried before it goes to the"
            + " dead letters. -1: for ever, as such an answer does not say whether it was written.");
    section.text(
        IDEMPOTENCY_HEADER,
        "Idempotency-Key",
        "REST: the header for document and revision, which lets the target know a repetition."
            + " Empty for none.");
    return def;
  }
}
