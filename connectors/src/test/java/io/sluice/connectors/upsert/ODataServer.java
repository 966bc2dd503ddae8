package io.sluice.connectors.upsert;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.olingo.commons.api.http.HttpMethod;
import org.apache.olingo.server.api.ODataRequest;
import org.apache.olingo.server.api.ODataResponse;

/**
 * An OData 4.0 service (Apache Olingo) over HTTP, with a CSRF token as SAP's gateways want one: it
 * comes with a cookie, and ends after some writes.
 */
final class ODataServer implements AutoCloseable {
  static final int WRITES_A_TOKEN = 5;

  final InvoiceService service = new InvoiceService();
  final AtomicInteger tokens = new AtomicInteger();
  final AtomicInteger requests = new AtomicInteger();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(8);
  private final boolean wantsToken;
  private int writes;

  ODataServer(boolean wantsToken) throws IOException {
    this.wantsToken = wantsToken;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/odata";
  }

  private void serve(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    if (wantsToken && !hasToken(exchange)) {
      exchange.getResponseHeaders().add("X-CSRF-Token", "Required");
      exchange.sendResponseHeaders(403, -1);
      exchange.close();
      return;
    }
    if ("Fetch".equals(exchange.getRequestHeaders().getFirst("X-CSRF-Token"))) {
      exchange.getResponseHeaders().add("X-CSRF-Token", "token-" + tokens.incrementAndGet());
      exchange.getResponseHeaders().add("Set-Cookie", "SESSION=s" + tokens.get() + "; Path=/");
    }
    ODataResponse response = service.handler().process(request(exchange));
    response
        .getAllHeaders()
        .forEach((name, values) -> exchange.getResponseHeaders().put(name, values));
    byte[] content =
        response.getContent() == null ? new byte[0] : response.getContent().readAllBytes();
    if (response.getODataContent() != null) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      response.getODataContent().write(bytes);
      content = bytes.toByteArray();
    }
    exchange.sendResponseHeaders(
        response.getStatusCode(), content.length == 0 ? -1 : content.length);
    if (content.length > 0) {
      exchange.getResponseBody().write(content);
    }
    exchange.close();
  }

  private synchronized boolean hasToken(HttpExchange exchange) {
    if (exchange.getRequestMethod().equals("GET")) {
      return true;
    }
    boolean right =
        ("token-" + tokens.get()).equals(exchange.getRequestHeaders().getFirst("X-CSRF-Token"))
            && ("SESSION=s" + tokens.get()).equals(exchange.getRequestHeaders().getFirst("Cookie"));
    return right && writes++ % (WRITES_A_TOKEN + 1) < WRITES_A_TOKEN;
  }

  private static ODataRequest request(HttpExchange exchange) throws IOException {
    ODataRequest request = new ODataRequest();
    request.setMethod(HttpMethod.valueOf(exchange.getRequestMethod().toUpperCase(Locale.ROOT)));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> request.addHeader(name, List.copyOf(values)));
    request.setBody(new ByteArrayInputStream(exchange.getRequestBody().readAllBytes()));
    String base = "http://" + exchange.getRequestHeaders().getFirst("Host") + "/odata";
    String path = exchange.getRequestURI().getRawPath().substring("/odata".length());
    String query = exchange.getRequestURI().getRawQuery();
    request.setProtocol("HTTP/1.1");
    request.setRawBaseUri(base);
    request.setRawODataPath(path);
    request.setRawQueryPath(query);
    request.setRawRequestUri(base + path + (query == null ? "" : "?" + query));
    return request;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
