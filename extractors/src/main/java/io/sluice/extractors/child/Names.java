package io.sluice.extractors.child;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Names inside containers. They are labels for people; no file is ever created by one. */
final class Names {
  private static final int LENGTH = 255;
  private static final List<String> COMPRESSION = List.of(".gz", ".bz2", ".xz");

  private Names() {}

  /** The last part of a path, without control characters; separators of both worlds. */
  static String last(String path) {
    String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    name = name.replaceAll("\\p{Cntrl}", "");
    return name.length() <= LENGTH ? name : name.substring(name.length() - LENGTH);
  }

  /** What operating systems leave in archives. */
  static boolean isClutter(String path) {
    String name = last(path);
    return path.startsWith("__MACOSX/") || name.equals(".DS_Store") || name.equals("Thumbs.db");
  }

  static String withoutCompression(@Nullable String name) {
    if (name == null) {
      return "content";
    }
    for (String ending : COMPRESSION) {
      if (name.toLowerCase(Locale.ROOT).endsWith(ending)) {
        return name.substring(0, name.length() - ending.length());
      }
    }
    return name;
  }
}
