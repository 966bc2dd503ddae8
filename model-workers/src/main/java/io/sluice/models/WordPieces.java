package io.sluice.models;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Turns words into token ids by the bundle's {@code tokenizer.json}. Thread-safe. */
final class WordPieces implements Windows.Tokens, AutoCloseable {
  private static final int[] UNKNOWN = {100};

  static {
    // DJL would otherwise look for a cloud provider's metadata and report its use.
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.offline", "true");
  }

  private final HuggingFaceTokenizer tokenizer;

  private WordPieces(HuggingFaceTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  static WordPieces open(Path file) throws BundleException {
    try {
      return new WordPieces(
          HuggingFaceTokenizer.builder()
              .optTokenizerPath(file)
              .optAddSpecialTokens(false)
              .optTruncation(false)
              .optPadding(false)
              .build());
    } catch (IOException | RuntimeException e) {
      throw new BundleException(
          file, "no tokenizer can be made of it: " + e.getMessage(), "export the bundle again", e);
    }
  }

  /**
   * For each word its token ids, without special tokens: at least one (unknown), at most {@code
   * most}.
   */
  @Override
  public List<int[]> of(List<String> words, int most) {
    String[] distinct = new LinkedHashSet<>(words).toArray(String[]::new);
    Map<String, int[]> tokens = new HashMap<>();
    if (distinct.length > 0) {
      // One call into the native library for all of them.
      Encoding[] encodings = tokenizer.batchEncode(distinct, false, false);
      for (int i = 0; i < distinct.length; i++) {
        long[] ids = encodings[i].getIds();
        tokens.put(
            distinct[i],
            ids.length == 0
                ? UNKNOWN
                : Arrays.stream(ids).limit(most).mapToInt(Math::toIntExact).toArray());
      }
    }
    return words.stream().map(word -> tokens.getOrDefault(word, UNKNOWN)).toList();
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
