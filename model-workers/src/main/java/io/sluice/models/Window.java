package io.sluice.models;

/**
 * A stretch of a document as the encoder sees it.
 *
 * @param inputIds token ids, the special tokens at both ends included, {@code [tokens]}
 * @param boxes left, upper, right and lower edge of each token's word, 0 to 1000 of its page,
 *     {@code [tokens][4]}
 * @param marks the marks of each token's word, {@code [tokens][Marks.COUNT]}
 * @param firstWord index of the window's first word in the document
 * @param firstTokens position in {@code inputIds} of the first token of every word, {@code [words]}
 */
@SuppressWarnings("ArrayRecordComponent") // Made once, read once, never compared.
record Window(long[] inputIds, long[][] boxes, long[][] marks, int firstWord, int[] firstTokens) {
  Window {
    if (inputIds.length == 0
        || boxes.length != inputIds.length
        || marks.length != inputIds.length) {
      throw new IllegalArgumentException(
          "window of %d tokens with %d boxes and %d marks"
              .formatted(inputIds.length, boxes.length, marks.length));
    }
  }

  /** Number of tokens. */
  int length() {
    return inputIds.length;
  }
}
