package io.sluice.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * How a document is cut, out of the bundle's {@code windows.json}: the model has learnt from
 * windows cut like this.
 *
 * @param maxTokens tokens of a window at most, special tokens included
 * @param overlapWords words that a window shares with the one before
 * @param maxWordTokens tokens of a word at most; more say little and would let one word fill a
 *     window
 * @param maxWords words of a document that are looked at
 * @param firstWindows windows at the beginning of a long document that are always read
 * @param lastWindows windows at its end that are always read
 * @param maxWindows windows of a document that are read
 * @param classWindows windows that have a say in the class
 * @param cueWords lower-case words that make a window of a long document worth reading, and how
 *     much
 */
record WindowSettings(
    int maxTokens,
    int overlapWords,
    int maxWordTokens,
    int maxWords,
    int firstWindows,
    int lastWindows,
    int maxWindows,
    int classWindows,
    Map<String, Integer> cueWords) {
  WindowSettings {
    if (maxTokens < 3
        || maxWordTokens < 1
        || maxWordTokens > maxTokens - 2
        || maxWords < 1
        || overlapWords < 0
        || firstWindows < 1
        || lastWindows < 0
        || maxWindows < firstWindows + lastWindows
        || classWindows < 1) {
      throw new IllegalArgumentException(
          "a word must fit into a window, and the first and last windows into maxWindows");
    }
    cueWords = Map.copyOf(cueWords);
  }

  /**
   * @throws IllegalArgumentException naming the key that is missing or no whole number
   */
  static WindowSettings read(JsonNode json) {
    Map<String, Integer> cues = new HashMap<>();
    json.path("cueWords")
        .properties()
        .forEach(cue -> cues.put(cue.getKey(), cue.getValue().asInt()));
    return new WindowSettings(
        number(json, "maxTokens"),
        number(json, "overlapWords"),
        number(json, "maxWordTokens"),
        number(json, "maxWords"),
        number(json, "firstWindows"),
        number(json, "lastWindows"),
        number(json, "maxWindows"),
        number(json, "classWindows"),
        cues);
  }

  private static int number(JsonNode json, String key) {
    JsonNode value = json.path(key);
    if (!value.isInt()) {
      throw new IllegalArgumentException(key + " is missing or no whole number");
    }
    return value.asInt();
  }
}
