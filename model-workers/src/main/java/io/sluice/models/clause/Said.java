package io.sluice.models.clause;

import java.util.regex.MatchResult;

/**
 * What a clause says.
 *
 * @param value as it stands in the text; dates that follow from a term are ISO days
 * @param start offset of the words that say it
 * @param end offset behind them
 * @param form how it is said
 */
record Said(String value, int start, int end, Form form) {

  /** The group {@code v} of a match, its white space made single; stated. */
  static Said of(MatchResult match) {
    return new Said(
        match.group("v").strip().replaceAll("\\s+", " "),
        match.start("v"),
        match.end("v"),
        Form.STATED);
  }

  /** The same with another value. */
  Said withValue(String other) {
    return new Said(other, start, end, form);
  }

  /** The same, said in another way. */
  Said as(Form other) {
    return new Said(value, start, end, other);
  }

  /** The same at another place. */
  Said shifted(int by) {
    return new Said(value, start + by, end + by, form);
  }
}
