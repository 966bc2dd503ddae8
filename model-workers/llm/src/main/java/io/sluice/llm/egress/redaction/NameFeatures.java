package io.sluice.llm.egress.redaction;

import java.util.List;
import java.util.Locale;

/** What the tagger sees of a token and its neighbours, hashed. */
final class NameFeatures {
  /** Features of each token. */
  static final int COUNT = 26;

  private NameFeatures() {}

  /**
   * @param tags of the tokens before
   * @param features filled with numbers below {@link NameTagger#BUCKETS}
   */
  static void at(List<Token> tokens, int[] tags, int i, int[] features) {
    Token token = tokens.get(i);
    String word = lower(tokens, i);
    String before = lower(tokens, i - 1);
    String after = lower(tokens, i + 1);
    String form = form(tokens, i);
    String formBefore = form(tokens, i - 1);
    String formAfter = form(tokens, i + 1);
    int last = i > 0 ? tags[i - 1] : 0;
    int last2 = i > 1 ? tags[i - 2] : 0;
    String[] all = {
      "bias",
      "w:" + word,
      "f:" + form,
      "p:" + word.substring(0, Math.min(3, word.length())),
      "s:" + word.substring(Math.max(0, word.length() - 3)),
      "b:" + before,
      "a:" + after,
      "bb:" + lower(tokens, i - 2),
      "aa:" + lower(tokens, i + 2),
      "bf:" + formBefore,
      "af:" + formAfter,
      "bff:" + form(tokens, i - 2) + formBefore + form,
      "ff:" + formBefore + form,
      "fa:" + form + formAfter,
      "bfa:" + formBefore + form + formAfter,
      "faa:" + form + formAfter + form(tokens, i + 2),
      "t:" + last,
      "tt:" + last + last2,
      "tw:" + last + word,
      "tf:" + last + form,
      "tfa:" + last + form + formAfter,
      "l:" + token.first() + form,
      "lw:" + token.first() + word,
      "bw:" + before + form,
      "wa:" + form + after,
      "tb:" + last + before
    };
    for (int k = 0; k < COUNT; k++) {
      features[k] = (all[k].hashCode() * 0x9E3779B1 >>> 15) & (NameTagger.BUCKETS - 1);
    }
  }

  private static String lower(List<Token> tokens, int i) {
    return i < 0 || i >= tokens.size() ? "#" : tokens.get(i).text().toLowerCase(Locale.ROOT);
  }

  /** Letter case, length of numbers, and what the vocabulary says. */
  private static String form(List<Token> tokens, int i) {
    if (i < 0 || i >= tokens.size()) {
      return "#";
    }
    Token token = tokens.get(i);
    String text = token.text();
    if (!Character.isLetterOrDigit(text.codePointAt(0))) {
      return text;
    }
    if (token.hasDigit()) {
      return text.chars().allMatch(Character::isDigit) ? "9" + Math.min(text.length(), 6) : "X9";
    }
    String letters =
        !token.isCapital()
            ? "x"
            : text.length() == 1
                ? "A"
                : Character.isUpperCase(text.codePointBefore(text.length())) ? "AA" : "Aa";
    return letters + token.marks();
  }
}
