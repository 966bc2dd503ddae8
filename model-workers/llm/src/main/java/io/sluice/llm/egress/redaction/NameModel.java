package io.sluice.llm.egress.redaction;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * The shipped tagger, {@code names.bin.gz}: {@code NameTraining} made it, MODEL_CARD.md tells of
 * what.
 */
final class NameModel {
  private static final NameTagger SHIPPED = read("names.bin.gz");

  private NameModel() {}

  static NameTagger shipped() {
    return SHIPPED;
  }

  private static NameTagger read(String resource) {
    try (InputStream in = NameModel.class.getResourceAsStream(resource);
        GZIPInputStream bytes = new GZIPInputStream(Objects.requireNonNull(in, resource))) {
      return new NameTagger(bytes.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("the name model in the jar cannot be read", e);
    }
  }
}
