package io.sluice.llm.chat;

import java.util.ArrayList;
import java.util.List;

/** Server-sent events, as far as model servers use them: a JSON text an event. Pure. */
final class Events {
  private static final String DATA = "data:";

  private Events() {}

  /** Whether a body is a stream of events, by its header or by how it begins. */
  static boolean in(Head head, String body) {
    return head.header("content-type").orElse("").startsWith("text/event-stream")
        || body.startsWith(DATA)
        || body.startsWith("event:")
        || body.startsWith(":");
  }

  /** The data of each event, in order; comments, names and ids are passed over. */
  static List<String> data(String body) {
    List<String> events = new ArrayList<>();
    StringBuilder event = new StringBuilder();
    for (String line : body.split("\r\n|\n|\r", -1)) {
      if (line.startsWith(DATA)) {
        event.append(line.substring(DATA.length()).strip());
      } else if (line.isEmpty() && !event.isEmpty()) {
        events.add(event.toString());
        event.setLength(0);
      }
    }
    if (!event.isEmpty()) {
      events.add(event.toString());
    }
    return events;
  }
}
