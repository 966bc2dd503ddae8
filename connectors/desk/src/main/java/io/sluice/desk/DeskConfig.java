package io.sluice.desk;

import io.sluice.config.ConfigNode;
import io.sluice.config.Secrets;
import io.sluice.content.ContentConfig;
import io.sluice.desk.access.OidcConfig;
import io.sluice.desk.access.Sessions;
import io.sluice.http.HttpConfig;
import io.sluice.http.Pages;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a review desk runs.
 *
 * @param kafka Kafka's and the schema registry's properties under their own names
 * @param contents where words and pages are
 * @param types folder of document types; the shipped ones if empty
 * @param http where it answers
 * @param health where it tells its health and figures
 * @param users the file of local users, if there is one
 * @param oidc the identity provider, if there is one
 * @param sessions how long a login lasts
 * @param leases how long work is held
 * @param images how pages are drawn
 */
public record DeskConfig(
    Map<String, String> kafka,
    ContentConfig contents,
    Optional<Path> types,
    Pages http,
    HttpConfig health,
    Optional<Path> users,
    Optional<OidcConfig> oidc,
    Sessions.Limits sessions,
    Leases leases,
    Images images) {
  private static final int PORT = 8070;

  /**
   * How long work is held.
   *
   * @param duration of a claim, and of each renewal
   * @param handover how long what was handed over waits for the colleague
   * @param most how many documents one person may hold
   */
  public record Leases(Duration duration, Duration handover, int most) {
    /** A quarter of an hour; a working day; twenty. */
    public static final Leases DEFAULT =
        new Leases(Duration.ofMinutes(15), Duration.ofHours(8), 20);
  }

  /**
   * How pages are drawn.
   *
   * @param dpi pixels an inch
   * @param ahead how many pages are asked for when a document is claimed, and around one that is
   *     asked for later
   */
  public record Images(int dpi, int ahead) {
    /** 120 pixels an inch, four pages. */
    public static final Images DEFAULT = new Images(120, 4);
  }

  public DeskConfig {
    kafka = Map.copyOf(kafka);
  }

  /** Reads it; the caller finishes the node. */
  public static DeskConfig from(ConfigNode node) {
    Map<String, String> kafka = new LinkedHashMap<>(node.map("kafka"));
    for (String needed : List.of("bootstrap.servers", "schema.registry.url")) {
      if (!kafka.containsKey(needed)) {
        node.problem("kafka." + needed, "missing", "where it is", needed + ": 127.0.0.1:9092");
      }
    }
    Optional<Path> users = Optional.ofNullable(node.optional("users")).map(Path::of);
    Optional<OidcConfig> oidc =
        node.has("oidc") ? Optional.of(OidcConfig.from(node.child("oidc"))) : Optional.empty();
    if (users.isEmpty() && oidc.isEmpty()) {
      node.problem(
          "users", "missing", "a desk knows who decides: users or oidc", "users: users.yaml");
    }
    ConfigNode sessions = node.child("sessions");
    ConfigNode leases = node.child("leases");
    ConfigNode images = node.child("images");
    return new DeskConfig(
        kafka,
        ContentConfig.from(node),
        Optional.ofNullable(node.optional("types")).map(Path::of),
        Pages.from(node.child("http"), PORT),
        HttpConfig.from(node.child("health"), 0),
        users,
        oidc,
        new Sessions.Limits(
            positive(sessions, "idle", Sessions.Limits.DEFAULT.idle()),
            positive(sessions, "absolute", Sessions.Limits.DEFAULT.absolute())),
        new Leases(
            positive(leases, "duration", Leases.DEFAULT.duration()),
            positive(leases, "handover", Leases.DEFAULT.handover()),
            leases.integer("most", Leases.DEFAULT.most(), 1, 1_000)),
        new Images(
            images.integer("dpi", Images.DEFAULT.dpi(), 36, 300),
            images.integer("ahead", Images.DEFAULT.ahead(), 1, 20)));
  }

  private static Duration positive(ConfigNode node, String key, Duration fallback) {
    Duration duration = node.duration(key, fallback);
    if (duration.isZero() || duration.isNegative()) {
      node.problem(key, duration, "more than nothing", key + ": 15m");
      return fallback;
    }
    return duration;
  }

  @Override
  public String toString() {
    return "DeskConfig[kafka %s, %s]".formatted(Secrets.shown(kafka), http);
  }
}
