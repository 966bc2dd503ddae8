package io.sluice.extractors.child;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a PDF would do in a program that lets it: scripts, programs to start, forms to submit,
 * content to fetch. PDFBox does none of it; the record says that it was there.
 */
final class PdfActions {
  /** Of objects looked at in one document: a net of references has no end. */
  private static final int MOST = 50_000;

  private static final COSName NEXT = COSName.getPDFName("Next");
  private static final COSName XFA = COSName.getPDFName("XFA");
  private static final Set<String> MEDIA = Set.of("RichMedia", "Screen", "Movie", "Sound", "3D");

  private final Report report;
  private final Set<COSBase> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  PdfActions(Report report) {
    this.report = report;
  }

  /** What belongs to the whole document. */
  void document(COSDictionary catalog) {
    COSBase opening = catalog.getDictionaryObject(COSName.OPEN_ACTION);
    if (opening instanceof COSDictionary action) {
      action(action, "when it is opened");
    }
    additional(catalog, "the document");
    COSDictionary names = catalog.getCOSDictionary(COSName.NAMES);
    if (names != null) {
      tree(names.getCOSDictionary(COSName.getPDFName("JavaScript")), COSName.NAMES);
    }
    COSDictionary form = catalog.getCOSDictionary(COSName.ACRO_FORM);
    if (form != null) {
      if (form.getDictionaryObject(XFA) != null) {
        report.found(ActiveContent.SCRIPT, "an XFA form");
      }
      tree(form, COSName.FIELDS);
    }
  }

  /** What belongs to one page, {@code number} from 1. */
  void page(COSDictionary page, int number) {
    String where = "page " + number;
    additional(page, where);
    if (page.getDictionaryObject(COSName.CONTENTS) instanceof COSStream content
        && content.containsKey(COSName.F)) {
      report.found(ActiveContent.EXTERNAL_REFERENCE, "the content of " + where);
    }
    COSArray annotations = page.getCOSArray(COSName.ANNOTS);
    for (int i = 0; annotations != null && i < annotations.size(); i++) {
      if (annotations.getObject(i) instanceof COSDictionary annotation && fresh(annotation)) {
        String kind = annotation.getNameAsString(COSName.SUBTYPE);
        if (kind != null && MEDIA.contains(kind)) {
          report.found(ActiveContent.ACTION, kind + " on " + where);
        }
        COSDictionary action = annotation.getCOSDictionary(COSName.A);
        if (action != null) {
          action(action, "on " + where);
        }
        additional(annotation, where);
      }
    }
  }

  /** A tree of names or of form fields: nodes hang in Kids, entries in {@code leaves}. */
  private void tree(@Nullable COSDictionary root, COSName leaves) {
    Deque<COSDictionary> open = new ArrayDeque<>();
    if (root != null) {
      open.add(root);
    }
    while (!open.isEmpty()) {
      COSDictionary node = open.remove();
      if (!fresh(node)) {
        continue;
      }
      additional(node, "a form field");
      for (COSName name : new COSName[] {COSName.KIDS, leaves}) {
        COSArray children = node.getCOSArray(name);
        for (int i = 0; children != null && i < children.size(); i++) {
          if (children.getObject(i) instanceof COSDictionary child && open.size() < MOST) {
            if (child.containsKey(COSName.S)) {
              action(child, "of the document");
            } else {
              open.add(child);
            }
          }
        }
      }
    }
  }

  /** Actions that events trigger. */
  private void additional(COSDictionary owner, String where) {
    COSDictionary events = owner.getCOSDictionary(COSName.AA);
    if (events != null && fresh(events)) {
      for (COSName event : events.keySet()) {
        if (events.getDictionaryObject(event) instanceof COSDictionary action) {
          action(action, "on an event of " + where);
        }
      }
    }
  }

  /** An action and those that follow it. */
  private void action(COSDictionary first, String where) {
    Deque<COSDictionary> open = new ArrayDeque<>();
    open.add(first);
    while (!open.isEmpty()) {
      COSDictionary action = open.remove();
      if (!fresh(action)) {
        continue;
      }
      said(action, where);
      COSBase next = action.getDictionaryObject(NEXT);
      if (next instanceof COSDictionary one) {
        open.add(one);
      } else if (next instanceof COSArray several) {
        for (COSBase entry : several) {
          COSBase object = entry instanceof COSObject reference ? reference.getObject() : entry;
          if (object instanceof COSDictionary one && open.size() < MOST) {
            open.add(one);
          }
        }
      }
    }
  }

  private void said(COSDictionary action, String where) {
    String kind = action.getNameAsString(COSName.S);
    switch (kind) {
      case null -> {}
      case "JavaScript" -> report.found(ActiveContent.SCRIPT, "JavaScript " + where);
      case "URI" ->
          report.found(
              ActiveContent.EXTERNAL_LINK,
              String.valueOf(action.getString(COSName.getPDFName("URI"))));
      case "GoToR", "GoToE" -> report.found(ActiveContent.EXTERNAL_LINK, kind + " " + where);
      case "Launch",
          "SubmitForm",
          "ImportData",
          "Rendition",
          "Movie",
          "Sound",
          "RichMediaExecute",
          "GoTo3DView" ->
          report.found(ActiveContent.ACTION, kind + " " + where);
      default -> {}
    }
  }

  private boolean fresh(COSBase object) {
    return seen.size() < MOST && seen.add(object);
  }
}
