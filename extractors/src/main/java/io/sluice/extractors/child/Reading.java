package io.sluice.extractors.child;

import io.sluice.events.Reason;
import io.sluice.extractors.frames.ChildTask;
import io.sluice.extractors.frames.Frame;
import io.sluice.extractors.frames.ParseTask;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.tika.Tika;
import org.apache.tika.exception.TikaException;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.Parser;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/** Does a task: chooses the reader of a document by its media type. */
final class Reading {
  private static final String TIKA = "tika " + version(Tika.getString());
  private static final String PDFBOX = "pdfbox " + org.apache.pdfbox.util.Version.getVersion();

  private final Parsers parsers = new Parsers();
  private final TikaReader tika = new TikaReader(parsers);

  void obey(Path folder, ChildTask task, Report report)
      throws IOException, TikaException, SAXException {
    switch (task) {
      case ParseTask parse -> read(folder.resolve(parse.file()), parse, report);
      case ChildTask.Draw draw -> {
        Path file = folder.resolve(draw.file());
        new PagePictures(report).draw(file, type(file, draw.mediaTypeHint()), draw);
      }
      case ChildTask.Cut cut -> new PageCutter(folder, this::type, report).cut(cut.pdfs());
    }
  }

  private String type(Path file, @Nullable String hint) throws IOException {
    return parsers.detect(file, null, hint).toString();
  }

  private void read(Path file, ParseTask task, Report report)
      throws IOException, TikaException, SAXException {
    MediaType type = parsers.detect(file, task.fileName(), task.mediaTypeHint());
    String name = type.toString();
    if (name.equals("application/pdf")) {
      report.send(new Frame.Detected(name, PDFBOX));
      new PdfReader(task.unpack(), report).read(file);
    } else if (ImageReading.reads(name)) {
      report.send(new Frame.Detected(name, "imageio"));
      ImageReading.read(file, report);
    } else if (ArchiveReader.reads(name)) {
      report.send(new Frame.Detected(name, "commons-compress"));
      ArchiveReader.read(file, name, task, report);
    } else if (name.equals("text/html") || name.equals("application/xhtml+xml")) {
      report.send(new Frame.Detected(name, "jsoup"));
      HtmlReader.read(file, name, report);
    } else {
      report.send(new Frame.Detected(name, TIKA));
      if (TestHook.ENABLED) {
        TestHook.obey(file);
      }
      Parser parser = parsers.parserOf(type);
      if (parser == null) {
        throw unsupported(name);
      }
      tika.read(file, type, parser, task, report);
    }
  }

  static RefusedException unsupported(String mediaType) {
    return new RefusedException(
        Reason.UNSUPPORTED_TYPE,
        "%s is not a document that Sluice reads; send PDF, an image, an office file, HTML, XML, mail, text or an archive of them"
            .formatted(mediaType));
  }

  private static String version(String name) {
    return name.substring(name.lastIndexOf(' ') + 1);
  }
}
