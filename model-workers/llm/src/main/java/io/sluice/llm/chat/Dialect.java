package io.sluice.llm.chat;

import java.util.List;
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

  /** Reads an answer that came in one piece, or an error. */
  Reply read(Head head, String body);

  /** Reads the lines of an answer that came piece by piece, the head's status being 200. */
  Reply read(Head head, List<String> lines);
}
