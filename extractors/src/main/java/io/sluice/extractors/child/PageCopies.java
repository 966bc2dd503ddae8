package io.sluice.extractors.child;

import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.multipdf.PDFCloneUtility;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;

/**
 * Copies of pages of one PDF in another: what is drawn on them, and nothing else. No action, link,
 * form, attachment or piece of another page comes along.
 */
final class PageCopies {
  private static final List<COSName> DRAWN =
      List.of(COSName.CONTENTS, COSName.GROUP, COSName.getPDFName("UserUnit"));

  private static final List<COSName> DRAWN_OF_ANNOTATIONS =
      List.of(COSName.TYPE, COSName.SUBTYPE, COSName.RECT, COSName.F, COSName.AP, COSName.AS);

  private static final COSName ON = COSName.getPDFName("ON");

  private final PDDocument source;
  private final PDDocument target;
  private final Cloner cloner;

  /** The library keeps its constructor for its own. */
  private static final class Cloner extends PDFCloneUtility {
    Cloner(PDDocument target) {
      super(target);
    }
  }

  PageCopies(PDDocument source, PDDocument target) throws IOException {
    this.source = source;
    this.target = target;
    this.cloner = new Cloner(target);
    layers();
  }

  /**
   * @param index from 0
   */
  void add(int index) throws IOException {
    PDPage page = source.getPage(index);
    PDPage copy = new PDPage(page.getMediaBox());
    copy.setCropBox(page.getCropBox());
    copy.setRotation(page.getRotation());
    take(page.getCOSObject(), copy.getCOSObject(), DRAWN);
    if (page.getResources() != null) {
      // They may be inherited from the tree of pages.
      copy.getCOSObject()
          .setItem(
              COSName.RESOURCES, cloner.cloneForNewDocument(page.getResources().getCOSObject()));
    }
    COSArray annotations = new COSArray();
    for (PDAnnotation annotation : page.getAnnotations()) {
      if (annotation.getNormalAppearanceStream() != null) {
        COSDictionary drawn = new COSDictionary();
        take(annotation.getCOSObject(), drawn, DRAWN_OF_ANNOTATIONS);
        annotations.add(drawn);
      }
    }
    if (annotations.size() > 0) {
      copy.getCOSObject().setItem(COSName.ANNOTS, annotations);
    }
    target.addPage(copy);
  }

  /** Which layers are not shown is told by the document, and they must stay so. */
  private void layers() throws IOException {
    COSDictionary catalog = target.getDocumentCatalog().getCOSObject();
    COSDictionary theirs =
        source.getDocumentCatalog().getCOSObject().getCOSDictionary(COSName.OCPROPERTIES);
    if (theirs == null) {
      return;
    }
    COSDictionary copied = cloner.cloneForNewDocument(theirs);
    COSDictionary ours = catalog.getCOSDictionary(COSName.OCPROPERTIES);
    if (ours == null) {
      catalog.setItem(COSName.OCPROPERTIES, copied);
      return;
    }
    append(copied, ours, COSName.OCGS);
    COSDictionary from = copied.getCOSDictionary(COSName.D);
    COSDictionary to = ours.getCOSDictionary(COSName.D);
    if (from != null && to != null) {
      append(from, to, COSName.OFF);
      append(from, to, ON);
    }
  }

  private static void append(COSDictionary from, COSDictionary to, COSName key) {
    COSArray more = from.getCOSArray(key);
    if (more == null) {
      return;
    }
    COSArray all = to.getCOSArray(key);
    if (all == null) {
      to.setItem(key, more);
    } else {
      all.addAll(more);
    }
  }

  private void take(COSDictionary from, COSDictionary to, List<COSName> keys) throws IOException {
    for (COSName key : keys) {
      COSBase value = from.getItem(key);
      if (value != null) {
        to.setItem(key, cloner.cloneForNewDocument(value));
      }
    }
  }
}
