package io.sluice.connectors.upsert.profiles;

import io.sluice.connectors.upsert.Call;
import io.sluice.connectors.upsert.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Many requests in one, as {@code multipart/mixed} of {@code application/http} (OData 4.0 Part 1,
 * section 11.7; RFC 2046). Each is on its own: no change set, so one that fails stops no other.
 */
final class ODataBatch {
  // Not in any body: JSON has no line that begins with two hyphens and this.
  private static final String BOUNDARY = "batch_sluice_6f1d8f0e5c";
  private static final String END = "\r\n";
  private static final Pattern BOUNDARY_OF =
      Pattern.compile("boundary=\"?([^\";]+)\"?", Pattern.CASE_INSENSITIVE);
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}).*");

  private ODataBatch() {}

  /** One request of many; their paths are relative to the service. */
  static Call call(List<Call> parts) {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      Call part = parts.get(i);
      String content = part.body() == null ? "" : part.body();
      body.append("--").append(BOUNDARY).append(END);
      body.append("Content-Type: application/http").append(END);
      body.append("Content-Transfer-Encoding: binary").append(END);
      body.append("Content-ID: ").append(i + 1).append(END).append(END);
      body.append(part.method()).append(' ').append(part.path().substring(1)).append(" HTTP/1.1");
      body.append(END);
      part.headers()
          .forEach((name, value) -> body.append(name).append(": ").append(value).append(END));
      body.append("Content-Length: ").append(content.getBytes(StandardCharsets.UTF_8).length);
      body.append(END).append(END).append(content).append(END);
    }
    body.append("--").append(BOUNDARY).append("--").append(END);
    return new Call(
        "POST",
        "/$batch",
        Map.of(
            "Content-Type", "multipart/mixed; boundary=" + BOUNDARY,
            "Accept", "multipart/mixed",
            "Prefer", "odata.continue-on-error"),
        body.toString(),
        Call.Effect.IDEMPOTENT_WRITE,
        false);
  }

  /** The answers, in the order of the requests. */
  static List<Reply> answers(Reply reply) {
    Matcher boundary = BOUNDARY_OF.matcher(reply.header("content-type").orElse(""));
    if (!boundary.find()) {
      return List.of();
    }
    List<Reply> answers = new ArrayList<>();
    for (String part :
        ("\r\n" + reply.body()).split("\\r?\\n--" + Pattern.quote(boundary.group(1)))) {
      Matcher status = STATUS.matcher(part);
      if (status.find()) {
        answers.add(answer(Integer.parseInt(status.group(1)), part.substring(status.end()), reply));
      }
    }
    return answers;
  }

  private static Reply answer(int status, String rest, Reply whole) {
    String[] headAndBody = rest.split("\\r?\\n\\r?\\n", 2);
    Map<String, List<String>> headers = new HashMap<>();
    for (String line : headAndBody[0].split("\\r?\\n")) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            List.of(line.substring(colon + 1).strip()));
      }
    }
    return new Reply(
        status, headers, headAndBody.length > 1 ? headAndBody[1].strip() : "", whole.at());
  }
}
