package io.sluice.extractors.ocr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/** A shell script in Tesseract's place. */
final class FakeTesseract {

  private FakeTesseract() {}

  static TesseractOcr engine(Path folder, String whenReading) throws IOException {
    return new TesseractOcr(Optional.of(program(folder, whenReading)), List.of("eng"), 4);
  }

  static Path program(Path folder, String whenReading) throws IOException {
    Path script = folder.resolve("tesseract");
    Files.writeString(
        script,
        "#!/bin/sh\nif [ \"$1\" = --list-langs ]; then echo eng; exit 0; fi\n"
            + whenReading
            + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script;
  }
}
