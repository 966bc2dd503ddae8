package io.sluice.evaluation.confidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.evaluation.confidence.ConfidenceFit.Extent;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/** The bundle's {@code confidence.json}, as model workers read it, and the fit in words. */
public final class ConfidenceFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ConfidenceFile() {}

  /**
   * The text of the file.
   *
   * @param split what the labelled documents were called
   * @param date ISO 8601
   * @param unlicensed classes whose field labels were not used
   */
  public static String of(
      ConfidenceFit fit, String split, String date, Collection<String> unlicensed) {
    Extent extent = fit.extent();
    ObjectNode root = JSON.createObjectNode();
    root.put("version", 1);
    ObjectNode fitted = root.putObject("fitted");
    fitted.put("date", date).put("split", split);
    fitted.put("documents", extent.documents()).put("issuers", extent.issuers());
    fitted.put("readings", extent.readings()).put("wrong", extent.wrong());
    if (extent.besides() > 0) {
      fitted.put("readingsThatOnlyTaught", extent.besides());
      fitted.put("documentsThatOnlyTaught", extent.documentsBesides());
    }
    fitted.put("aurocOutOfFold", rounded(fit.aurocOutOfFold()));
    if (!unlicensed.isEmpty()) {
      unlicensed.forEach(fitted.putArray("fieldsNotUsedOf")::add);
    }
    root.put("bias", fit.weights().bias());
    ObjectNode weights = root.putObject("weights");
    fit.weights().weights().forEach(weights::put);
    ObjectNode fields = root.putObject("fields");
    for (Map.Entry<String, Double> field : fit.weights().fields().entrySet()) {
      int dot = field.getKey().indexOf('.');
      fields
          .withObjectProperty(field.getKey().substring(0, dot))
          .put(field.getKey().substring(dot + 1), field.getValue());
    }
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was fitted, for people. */
  public static String text(ConfidenceFit fit) {
    Extent extent = fit.extent();
    String besides =
        extent.besides() == 0
            ? ""
            : String.format(
                Locale.ROOT,
                " %d readings of %d other documents taught, too; no figure counts them.",
                extent.besides(),
                extent.documentsBesides());
    return String.format(
        Locale.ROOT,
        "Confidence: fitted on %d readings, %d of them wrong, of %d documents of %d issuers. AUROC of those"
            + " readings: %.3f as stated in the results, %.3f by functions that had not seen the issuer."
            + " The gate is made of the latter.%s%n%n",
        extent.readings(),
        extent.wrong(),
        extent.documents(),
        extent.issuers(),
        fit.aurocBefore(),
        fit.aurocOutOfFold(),
        besides);
  }

  private static double rounded(double value) {
    return Math.round(1e4 * value) / 1e4;
  }
}
