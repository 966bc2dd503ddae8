package io.sluice.extractors.child;

import java.util.Locale;

/**
 * What a document holds beside what a person reads in it: things that would act, fetch or speak to
 * a machine alone. Nothing of it acts here; each kind that was found is a warning of the record,
 * under its name. A closed set.
 */
enum ActiveContent {
  /** Words that nobody sees, for instance white on white; left out of the text. */
  INVISIBLE_TEXT("characters that a person does not see"),
  /** Words that nobody sees and that were read: the text layer of a scan, hidden runs of RTF. */
  INVISIBLE_LAYER("characters or runs that nobody sees"),
  /** Code in a page: JavaScript, event handlers. */
  SCRIPT("scripts"),
  /** Code of an office file. */
  MACRO("macros"),
  /** Something that starts, submits or plays when the document is opened or clicked. */
  ACTION("actions"),
  /** Something that a program would fetch to show the document. */
  EXTERNAL_REFERENCE("references to content outside the document"),
  /** An address that a person may follow. */
  EXTERNAL_LINK("links"),
  /** A file inside the document that did not become a document of its own. */
  EMBEDDED_FILE("embedded files that were not read");

  private final String title;

  ActiveContent(String title) {
    this.title = title;
  }

  /** For a warning: how many there are, the first of them, and what became of them. */
  String inWords(int count, String examples) {
    String fate =
        switch (this) {
          case INVISIBLE_TEXT -> "they were left out";
          case INVISIBLE_LAYER -> "they were read";
          case EMBEDDED_FILE -> "they stay in the original";
          default -> "nothing of it was run or fetched";
        };
    return String.format(Locale.ROOT, "%,d %s (%s); %s", count, title, examples, fate);
  }
}
