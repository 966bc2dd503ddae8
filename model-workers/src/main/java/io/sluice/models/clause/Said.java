package io.sluice.models.clause;

import java.util.regex.MatchResult;

/**
 * What a clause says.
 *
 * @param value as it stands in the text; dates that follow from a term are ISO days
 * @param start offset of the words that say it
 * @param end offset behind them
 * @param sure whether a phrase says it that hardly means anything else
 */
record Said(String value, int start, int end, boolean sure) {

  /** The group {@code v} of a match, its white space made single; sure. */
  static Said of(MatchResult match) {
    return new Said(
        match.group("v").strip().replaceAll("\\s+", " "), match.start("v"), match.end("v"), true);
  }

  /** The same with another value. */
  Said withValue(String other) {
    return new Said(other, start, end, sure);
  }

  /** The same, found by a phrase that may mean something else. */
  Said unsure() {
    return new Said(value, start, end, false);
  }
}
