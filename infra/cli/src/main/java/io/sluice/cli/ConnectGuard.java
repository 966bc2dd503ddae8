package io.sluice.cli;

import io.sluice.http.Access;
import io.sluice.http.Guard;
import io.sluice.http.HttpConfig;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.connect.rest.ConnectRestExtension;
import org.apache.kafka.connect.rest.ConnectRestExtensionContext;

/**
 * The {@link Guard} before Connect's REST interface, which has none of its own and lets whoever
 * reaches it run what they like. Connect makes this object itself, so what it needs waits under a
 * number.
 */
public final class ConnectGuard implements ConnectRestExtension {
  /** The setting that carries the number. */
  private static final String ID = "sluice.guard";

  private static final int TOKEN_BYTES = 32;
  private static final Map<String, Watch> WATCHES = new ConcurrentHashMap<>();

  /** What workers say to each other; they sign it with a key that they share. */
  private static final Pattern AMONG_WORKERS =
      Pattern.compile("POST /?connectors/[^/]+/tasks/?|PUT /?connectors/[^/]+/fence/?");

  private String id = "";

  /**
   * Whom the guards let in, and whether other workers are there.
   *
   * @param guard of everybody
   * @param own of the room itself, on loopback without TLS where everybody else needs it
   */
  record Watch(Guard guard, Optional<Guard> own, boolean distributed) {
    Guard of(boolean secure) {
      return secure ? guard : own.orElse(guard);
    }
  }

  /**
   * The room's own way in; closed with the room.
   *
   * @param port where it may come without TLS, as its certificate need not be for 127.0.0.1; empty
   *     if everybody may
   */
  record Pass(String id, String token, OptionalInt port) implements AutoCloseable {
    /** Where the room reaches its worker, which others reach at the given address. */
    URI own(URI address) {
      return port.isPresent() ? URI.create("http://127.0.0.1:" + port.getAsInt()) : address;
    }

    @Override
    public void close() {
      WATCHES.remove(id);
    }

    @Override
    public String toString() {
      return "Pass[" + id + "]"; // Not the token.
    }
  }

  /** Sets up a guard for one worker. */
  static Pass admit(HttpConfig config, boolean distributed) {
    String id = random();
    String token = random();
    Access own = Access.OPEN.or(token);
    Access all = config.access().isOpen() ? Access.OPEN : config.access().or(token);
    HttpConfig everybody = new HttpConfig(config.host(), config.port(), config.tls(), all);
    HttpConfig itself = new HttpConfig("127.0.0.1", 0, Optional.empty(), own);
    WATCHES.put(
        id,
        new Watch(new Guard(everybody), config.tls().map(tls -> new Guard(itself)), distributed));
    return new Pass(
        id, token, config.tls().isPresent() ? OptionalInt.of(freePort()) : OptionalInt.empty());
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no port of the loopback interface is free", e);
    }
  }

  /** Connect's settings for a server that answers where and to whom the configuration says. */
  static Map<String, String> settings(HttpConfig config, Pass pass) {
    Map<String, String> all = new HashMap<>();
    all.put(ID, pass.id());
    String listener = "%s://%s:%d".formatted(config.scheme(), config.host(), config.port());
    all.put(
        "listeners",
        pass.port().isPresent()
            ? listener + ",http://127.0.0.1:" + pass.port().getAsInt()
            : listener);
    all.put("rest.advertised.listener", config.scheme());
    config
        .tls()
        .ifPresent(tls -> {
          String ssl = "listeners.https.ssl.";
          all.put(ssl + "keystore.type", "PKCS12");
          all.put(ssl + "keystore.location", tls.keystore().toString());
          all.put(ssl + "keystore.password", tls.password());
          all.put(ssl + "key.password", tls.password());
          tls.truststore()
              .ifPresent(file -> {
                all.put(ssl + "client.auth", "required");
                all.put(ssl + "truststore.type", "PKCS12");
                all.put(ssl + "truststore.location", file.toString());
                all.put(ssl + "truststore.password", tls.trustPassword());
              });
        });
    all.put("rest.extension.classes", ConnectGuard.class.getName());
    all.put(
        "response.http.headers.config",
        Guard.HEADERS.entrySet().stream()
            .map(header -> "set " + header.getKey() + ": " + header.getValue())
            // In place of Jetty's name and version.
            .collect(Collectors.joining(",", "", ",set Server: Sluice")));
    return all;
  }

  @Override
  public void configure(Map<String, ?> configs) {
    id = String.valueOf(configs.get(ID));
  }

  @Override
  public void register(ConnectRestExtensionContext context) {
    Watch watch = WATCHES.get(id);
    if (watch == null) {
      throw new IllegalStateException("no guard " + id + ": start Connect with sluice run connect");
    }
    context.configurable().register(new Filter(watch));
  }

  @Override
  public String version() {
    return new Version().getVersion()[0];
  }

  @Override
  public void close() {
    // The room that set it up takes it away.
  }

  /** Before any path is looked up, so that nobody learns which there are. */
  @PreMatching
  record Filter(Watch watch) implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
      String path = request.getUriInfo().getPath();
      boolean amongWorkers =
          watch.distributed() && AMONG_WORKERS.matcher(request.getMethod() + " " + path).matches();
      watch
          .of(request.getUriInfo().getRequestUri().getScheme().equals("https"))
          .check(
              new Guard.Visit(
                  request.getHeaderString(HttpHeaders.AUTHORIZATION),
                  request.getHeaderString(HttpHeaders.HOST),
                  request.getHeaderString("Origin")),
              amongWorkers || path.equals("health"))
          .ifPresent(refusal -> {
            Response.ResponseBuilder answer =
                Response.status(refusal.status())
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .entity(Map.of("error_code", refusal.status(), "message", refusal.message()));
            refusal.headers().forEach(answer::header);
            request.abortWith(answer.build());
          });
    }
  }

  private static String random() {
    byte[] bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
