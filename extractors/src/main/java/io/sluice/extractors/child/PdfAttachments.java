package io.sluice.extractors.child;

import io.sluice.events.StructureKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.common.PDNameTreeNode;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.common.filespecification.PDFileSpecification;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationFileAttachment;
import org.jspecify.annotations.Nullable;

/** Files inside a PDF: e-invoices are structures, other files (portfolios too) are parts. */
final class PdfAttachments {
  private static final int XML_BYTES = 16 << 20;
  private static final int TREE_NODES = 10_000;

  private PdfAttachments() {}

  static void read(PDDocument document, boolean unpack, Report report) throws IOException {
    for (Map.Entry<COSBase, PDComplexFileSpecification> entry : find(document, report).entrySet()) {
      PDComplexFileSpecification file = entry.getValue();
      PDEmbeddedFile content = content(file);
      if (content == null) {
        continue;
      }
      String name = Names.last(Optional.ofNullable(file.getFilename()).orElse("attachment"));
      try {
        attachment(name, content, unpack, report);
      } catch (RefusedException e) {
        throw e;
      } catch (IOException | RuntimeException e) {
        report.notice("PART_SKIPPED", "attachment %s is damaged: %s".formatted(name, e));
      }
    }
  }

  private static void attachment(String name, PDEmbeddedFile content, boolean unpack, Report report)
      throws IOException {
    if (name.toLowerCase(Locale.ROOT).endsWith(".xml")) {
      byte[] xml;
      try (InputStream in = content.createInputStream()) {
        xml = in.readNBytes(XML_BYTES);
      }
      Optional<XmlInvoices.Found> found = XmlInvoices.find(xml);
      if (found.isPresent() && found.get().kind() != StructureKind.OTHER) {
        report.structure(found.get().kind(), name, found.get().content());
        return;
      }
      if (xml.length < XML_BYTES && unpack) {
        part(name, content.getSubtype(), new ByteArrayInputStream(xml), report);
        return;
      }
    }
    if (!unpack) {
      report.notice(
          "TOO_DEEP",
          name + " was not unpacked: it lies deeper than the limit extractor.limits.depth");
      return;
    }
    try (InputStream in = content.createInputStream()) {
      part(name, content.getSubtype(), in, report);
    }
  }

  private static void part(String name, @Nullable String mediaType, InputStream in, Report report)
      throws IOException {
    Path part = report.newPart();
    Parts.copy(in, part, report);
    report.part(name, mediaType, part);
  }

  /** By identity of their dictionary: one file may hang in the name tree and on a page. */
  private static Map<COSBase, PDComplexFileSpecification> find(PDDocument document, Report report)
      throws IOException {
    Map<COSBase, PDComplexFileSpecification> found = new LinkedHashMap<>();
    try {
      var names = document.getDocumentCatalog().getNames();
      if (names != null && names.getEmbeddedFiles() != null) {
        fromNames(names.getEmbeddedFiles(), found);
      }
      associated(document, found);
      for (var page : document.getPages()) {
        for (PDAnnotation annotation :
            page.getAnnotations(a -> "FileAttachment".equals(a.getSubtype()))) {
          PDFileSpecification file = ((PDAnnotationFileAttachment) annotation).getFile();
          if (file instanceof PDComplexFileSpecification complex) {
            found.put(complex.getCOSObject(), complex);
          }
        }
      }
    } catch (IOException | RuntimeException e) {
      report.notice("PART_SKIPPED", "the list of attachments is damaged: " + e);
    }
    return found;
  }

  /** PDF/A-3 lists e-invoices here as well: where the name tree is broken, they are found still. */
  private static void associated(
      PDDocument document, Map<COSBase, PDComplexFileSpecification> found) {
    COSArray files = document.getDocumentCatalog().getCOSObject().getCOSArray(COSName.AF);
    for (int i = 0; files != null && i < Math.min(files.size(), TREE_NODES); i++) {
      if (files.getObject(i) instanceof COSDictionary file) {
        found.putIfAbsent(file, new PDComplexFileSpecification(file));
      }
    }
  }

  private static void fromNames(
      PDEmbeddedFilesNameTreeNode root, Map<COSBase, PDComplexFileSpecification> found)
      throws IOException {
    Deque<PDNameTreeNode<PDComplexFileSpecification>> open = new ArrayDeque<>();
    Set<COSDictionary> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    open.add(root);
    while (!open.isEmpty() && seen.size() < TREE_NODES) {
      PDNameTreeNode<PDComplexFileSpecification> node = open.remove();
      if (!seen.add(node.getCOSObject())) {
        continue;
      }
      Map<String, PDComplexFileSpecification> files = node.getNames();
      if (files != null) {
        files.values().forEach(file -> found.put(file.getCOSObject(), file));
      }
      if (node.getKids() != null) {
        open.addAll(node.getKids());
      }
    }
  }

  private static @Nullable PDEmbeddedFile content(PDComplexFileSpecification file) {
    PDEmbeddedFile unicode = file.getEmbeddedFileUnicode();
    return unicode != null ? unicode : file.getEmbeddedFile();
  }
}
