package io.sluice.extractors.frames;

/**
 * A word on a page. Box in points, origin at the top left of the page as it is shown.
 *
 * @param startsLine whether it is the first word of a line of text
 */
public record PlacedWord(String text, float x0, float y0, float x1, float y1, boolean startsLine) {}
