package io.sluice.llm.question;

/**
 * A part of a question; the parts one behind the other make its text.
 *
 * @param ours whether it is the prompt's own words; else it stands in the document
 */
public record Part(String text, boolean ours) {}
