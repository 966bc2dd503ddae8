package io.sluice.extractors.child;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of an OOXML file what its program does not show: hidden runs of Word, hidden sheets of
 * Excel, hidden slides of PowerPoint. Most files have nothing hidden and stay as they are.
 */
final class OfficeAsSeen {
  private static final int BYTES = 64 << 20;

  private static final Pattern HIDDEN_SHEET =
      Pattern.compile(
          "<(?:\\w{1,20}:)?sheet\\s([^<>]{0,1000}state=[\"'](?:hidden|veryHidden)[^<>]{0,1000})>");
  private static final Pattern ID = Pattern.compile("\\w{1,20}:id=[\"']([^\"']{1,200})");
  private static final Pattern HIDDEN_SLIDE =
      Pattern.compile("<(?:\\w{1,20}:)?sld\\s[^<>]{0,4000}\\bshow=[\"'](?:0|false)[\"']");
  private static final String EMPTY_SHEET =
      "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData/></worksheet>";
  private static final String EMPTY_SLIDE =
      "<p:sld xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\"><p:cSld><p:spTree/></p:cSld></p:sld>";

  private OfficeAsSeen() {}

  /** The file itself, or a copy beside it without what is hidden. */
  static Path of(Path file, String mediaType, Report report) throws IOException {
    Map<String, byte[]> changed = new HashMap<>();
    try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
      if (mediaType.contains("wordprocessingml") || mediaType.contains("ms-word")) {
        words(zip, changed, report);
      } else if (mediaType.contains("spreadsheetml") || mediaType.contains("ms-excel")) {
        sheets(zip, changed, report);
      } else if (mediaType.contains("presentationml") || mediaType.contains("ms-powerpoint")) {
        slides(zip, changed, report);
      }
      return changed.isEmpty() ? file : copy(zip, changed, file.resolveSibling("seen"));
    } catch (IOException | RuntimeException e) {
      // A damaged package: the parser says what is wrong with it.
      return file;
    }
  }

  private static void words(ZipFile zip, Map<String, byte[]> changed, Report report)
      throws IOException {
    WordRuns runs = new WordRuns(bytes(zip, "word/styles.xml"));
    var entries = zip.getEntries();
    while (entries.hasMoreElements()) {
      String name = entries.nextElement().getName();
      if (name.matches("word/(?:document|header|footer|footnotes|endnotes)\\d*\\.xml")) {
        int hidden;
        try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
          hidden = runs.copyShown(in, null);
        }
        if (hidden > 0) {
          var shown = new ByteArrayOutputStream();
          try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
            runs.copyShown(in, shown);
          }
          report.found(ActiveContent.INVISIBLE_TEXT, hidden, "hidden in " + name);
          changed.put(name, shown.toByteArray());
        }
      }
    }
  }

  private static void sheets(ZipFile zip, Map<String, byte[]> changed, Report report)
      throws IOException {
    String workbook = text(zip, "xl/workbook.xml");
    String relations = text(zip, "xl/_rels/workbook.xml.rels");
    Matcher sheet = HIDDEN_SHEET.matcher(workbook);
    while (sheet.find()) {
      Matcher id = ID.matcher(sheet.group(1));
      String target = id.find() ? target(relations, id.group(1)) : null;
      if (target != null) {
        String name = target.startsWith("/") ? target.substring(1) : "xl/" + target;
        byte[] cells = bytes(zip, name);
        if (cells != null && name.endsWith(".xml")) {
          report.found(ActiveContent.INVISIBLE_TEXT, cells.length, "XML of a hidden sheet");
          changed.put(name, EMPTY_SHEET.getBytes(StandardCharsets.UTF_8));
        }
      }
    }
  }

  private static @Nullable String target(String relations, String id) {
    Matcher relation =
        Pattern.compile("<[^<>]{0,2000}\\bId=[\"']" + Pattern.quote(id) + "[\"'][^<>]{0,2000}>")
            .matcher(relations);
    if (!relation.find()) {
      return null;
    }
    Matcher target = Pattern.compile("\\bTarget=[\"']([^\"']{1,500})").matcher(relation.group());
    return target.find() ? target.group(1) : null;
  }

  private static void slides(ZipFile zip, Map<String, byte[]> changed, Report report)
      throws IOException {
    var entries = zip.getEntries();
    while (entries.hasMoreElements()) {
      String name = entries.nextElement().getName();
      if (name.matches("ppt/slides/slide\\d{1,6}\\.xml")) {
        String slide = text(zip, name);
        if (HIDDEN_SLIDE.matcher(slide).find()) {
          report.found(ActiveContent.INVISIBLE_TEXT, slide.length(), "XML of a hidden slide");
          changed.put(name, EMPTY_SLIDE.getBytes(StandardCharsets.UTF_8));
        }
      }
    }
  }

  private static Path copy(ZipFile zip, Map<String, byte[]> changed, Path target)
      throws IOException {
    try (OutputStream out = Files.newOutputStream(target);
        ZipOutputStream copy = new ZipOutputStream(out)) {
      copy.setLevel(1);
      var entries = zip.getEntries();
      long room = BYTES * 4L;
      while (entries.hasMoreElements()) {
        ZipArchiveEntry entry = entries.nextElement();
        copy.putNextEntry(new ZipEntry(entry.getName()));
        byte[] other = changed.get(entry.getName());
        if (other != null) {
          copy.write(other);
        } else {
          try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes((int) Math.min(BYTES, room + 1));
            room -= bytes.length;
            if (room < 0 || bytes.length == BYTES) {
              throw new IOException("too large to be copied");
            }
            copy.write(bytes);
          }
        }
      }
    }
    return target;
  }

  private static String text(ZipFile zip, String name) throws IOException {
    byte[] bytes = bytes(zip, name);
    return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte @Nullable [] bytes(ZipFile zip, String name) throws IOException {
    ZipArchiveEntry entry = zip.getEntry(name);
    if (entry == null) {
      return null;
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in.readNBytes(BYTES);
      return bytes.length == BYTES ? null : bytes;
    }
  }
}
