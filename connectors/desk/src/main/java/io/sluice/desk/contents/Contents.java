package io.sluice.desk.contents;

import io.sluice.content.ContentException;
import io.sluice.content.ContentStore;
import io.sluice.content.ParsedContents;
import io.sluice.events.ContentReference;
import io.sluice.events.ParsedContent;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Words and pictures from the content store, checked against their hashes, decrypted where they are
 * encrypted. The last few documents' words are kept: a page is turned more often than a document.
 * Thread-safe.
 */
public final class Contents {
  private static final int KEPT = 24;

  private final ContentStore store;
  private final Map<String, ParsedContent> recent =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ParsedContent> eldest) {
          return size() > KEPT;
        }
      };

  public Contents(ContentStore store) {
    this.store = store;
  }

  /** What a parser has read. */
  public ParsedContent parsed(ContentReference reference) throws ContentException {
    synchronized (recent) {
      ParsedContent known = recent.get(reference.getUri());
      if (known != null) {
        return known;
      }
    }
    ParsedContent parsed = ParsedContents.load(store, reference);
    synchronized (recent) {
      recent.put(reference.getUri(), parsed);
    }
    return parsed;
  }

  /** Bytes, such as a picture's. */
  public byte[] bytes(ContentReference reference) throws ContentException {
    return store.get(reference);
  }
}
