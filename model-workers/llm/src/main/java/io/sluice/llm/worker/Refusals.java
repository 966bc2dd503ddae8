package io.sluice.llm.worker;

import io.sluice.llm.chat.Reply;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What servers have refused for good, so that a task which comes again for another server's sake
 * does not pay for the same refusal again. The last some thousands; thread-safe.
 */
final class Refusals {
  private static final int MOST = 10_000;

  private final Map<String, Reply> known =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Reply> eldest) {
              return size() > MOST;
            }
          });

  Optional<Reply> of(String key) {
    return Optional.ofNullable(known.get(key));
  }

  /** Keeps the reply if asking again gives the same. */
  void keep(String key, Reply reply) {
    switch (reply) {
      // The text of an answer is nothing to keep in memory.
      case Reply.Truncated t -> known.put(key, new Reply.Truncated("", t.usage()));
      case Reply.Refused r -> known.put(key, r);
      case Reply.Malformed m -> known.put(key, m);
      case Reply.Failed f -> known.put(key, f);
      default -> {
        // It may answer the next time.
      }
    }
  }
}
