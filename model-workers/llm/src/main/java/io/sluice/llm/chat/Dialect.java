package io.sluice.llm.chat;

import java.util.Map;
import java.util.Optional;

/** A protocol of model servers. Pure: it makes the bytes that are sent and reads what came. */
public interface Dialect {

  /** Where requests go, behind the server's base URL; begins with a slash. */
  String path();

  /** The headers of every request. */
  Map<String, String> headers(Optional<String> key);

  /** The body of a request, UTF-8 JSON: exactly the bytes that are sent. */
  byte[] body(ChatRequest request);

  /**
   * Reads what came: an answer in one piece or as server-sent events, or an error. A server that
   * was asked for a stream may answer in one piece all the same.
   */
  Reply read(Head head, String body);
}
