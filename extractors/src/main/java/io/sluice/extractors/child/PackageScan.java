package io.sluice.extractors.child;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.Entry;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/** Finds macros, controls and references in office files: OOXML, OpenDocument, OLE. */
final class PackageScan {
  private static final int ENTRIES = 10_000;
  private static final int BYTES = 4 << 20;
  private static final int BYTES_OF_ALL = 64 << 20;
  private static final int DEPTH = 10;

  private static final Pattern RELATIONSHIP =
      Pattern.compile("<(?:\\w{1,20}:)?Relationship\\s([^<>]{0,4000})>");
  private static final Pattern TARGET = Pattern.compile("\\bTarget\\s*=\\s*[\"']([^\"']{0,300})");
  private static final Pattern FIELD =
      Pattern.compile(
          "(?:instrText[^>]{0,200}>|w:instr=[\"'])[^<]{0,20}?\\b(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE)\\b");
  private static final Pattern ODF =
      Pattern.compile(
          "<(draw:\\w{1,30}|text:a|office:event-listeners)\\b(?:[^<>]{0,500}?xlink:href=[\"']((?:https?|ftp|file|//)[^\"']{0,300}))?");

  private PackageScan() {}

  /** Looks into a ZIP package; what is broken in it the parser tells better. */
  static void zip(Path file, Report report) {
    try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
      var entries = zip.getEntries();
      int room = BYTES_OF_ALL;
      for (int i = 0; i < ENTRIES && entries.hasMoreElements(); i++) {
        ZipArchiveEntry entry = entries.nextElement();
        name(entry.getName(), report);
        if (isTelling(entry.getName()) && zip.canReadEntryData(entry)) {
          try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(Math.min(room, BYTES));
            room -= bytes.length;
            content(entry.getName(), new String(bytes, StandardCharsets.UTF_8), report);
          }
        }
      }
    } catch (IOException | RuntimeException e) {
      return;
    }
  }

  private static void name(String path, Report report) {
    String name = path.toLowerCase(Locale.ROOT);
    if (name.endsWith("vbaproject.bin")
        || name.contains("xl/macrosheets/")
        || ((name.startsWith("basic/") || name.startsWith("scripts/"))
            && !name.endsWith("/")
            && !name.endsWith("-lc.xml")
            && !name.endsWith("-lb.xml"))) {
      report.found(ActiveContent.MACRO, path);
    } else if (name.contains("/activex/") && !name.endsWith(".rels")) {
      report.found(ActiveContent.ACTION, "a control, " + path);
    }
  }

  private static boolean isTelling(String path) {
    return path.endsWith(".rels")
        || path.equals("content.xml")
        || (path.startsWith("word/") && path.endsWith(".xml") && path.indexOf('/', 5) < 0);
  }

  private static void content(String path, String xml, Report report) {
    if (path.endsWith(".rels")) {
      Matcher relationship = RELATIONSHIP.matcher(xml);
      while (relationship.find()) {
        String attributes = relationship.group(1);
        if (attributes.contains("External")) {
          Matcher target = TARGET.matcher(attributes);
          report.found(
              attributes.contains("/hyperlink\"") || attributes.contains("/hyperlink'")
                  ? ActiveContent.EXTERNAL_LINK
                  : ActiveContent.EXTERNAL_REFERENCE,
              target.find() ? target.group(1) : path);
        }
      }
    } else if (path.equals("content.xml")) {
      Matcher thing = ODF.matcher(xml);
      while (thing.find()) {
        if (thing.group(1).startsWith("office")) {
          report.found(ActiveContent.SCRIPT, "an event listener");
        } else if (thing.group(2) != null) {
          report.found(
              thing.group(1).equals("text:a")
                  ? ActiveContent.EXTERNAL_LINK
                  : ActiveContent.EXTERNAL_REFERENCE,
              thing.group(2));
        }
      }
    } else {
      Matcher field = FIELD.matcher(xml);
      while (field.find()) {
        report.found(
            field.group(1).startsWith("DDE")
                ? ActiveContent.ACTION
                : ActiveContent.EXTERNAL_REFERENCE,
            "the field " + field.group(1));
      }
    }
  }

  /** Looks into an OLE file: Word, Excel and PowerPoint before 2007, Outlook. */
  static void ole(Path file, Report report) {
    try (POIFSFileSystem ole = new POIFSFileSystem(file.toFile(), true)) {
      directory(ole.getRoot(), 0, report);
    } catch (IOException | RuntimeException e) {
      return;
    }
  }

  private static void directory(DirectoryNode directory, int depth, Report report) {
    for (Entry entry : directory) {
      String name = entry.getName();
      switch (name) {
        case "VBA" -> report.found(ActiveContent.MACRO, "a VBA project");
        case "\u0001Ole10Native" -> report.found(ActiveContent.EMBEDDED_FILE, "an OLE package");
        default -> {}
      }
      if (entry instanceof DirectoryNode inner && depth < DEPTH) {
        directory(inner, depth + 1, report);
      }
    }
  }
}
