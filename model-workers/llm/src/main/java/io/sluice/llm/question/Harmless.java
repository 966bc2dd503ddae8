package io.sluice.llm.question;

import java.util.regex.Pattern;

/**
 * Text of a document as a model may see it. What servers or chat templates take for a mark of
 * theirs ({@code <|im_start|>}, {@code </s>}, {@code [INST]}), or the model for one of ours, is
 * broken by a space; control characters go. Letters and digits stay, so a quote is found all the
 * same. Pure.
 */
final class Harmless {
  private static final Pattern MARK = Pattern.compile("<(?=[|/!?\\p{L}_\\uFF5C])");
  private static final Pattern MARK_END = Pattern.compile("(?<=[|\\uFF5C])>");
  private static final Pattern BRACKET =
      Pattern.compile("\\[(?=/?(?:INST|SYSTEM|SYS|TOOL|AVAILABLE|UNUSED)[^\\]]{0,40}])");
  private static final Pattern CONTROL =
      Pattern.compile(
          "[\\p{Cc}\\p{Cs}\\p{Co}\\p{Cn}&&[^\\n\\t]]|[\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u206F\\uFEFF]");

  private Harmless() {}

  static String text(String text) {
    String plain = CONTROL.matcher(text).replaceAll("");
    plain = MARK.matcher(plain).replaceAll("< ");
    plain = MARK_END.matcher(plain).replaceAll(" >");
    return BRACKET.matcher(plain).replaceAll("[ ");
  }
}
