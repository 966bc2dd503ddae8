package io.sluice.benchmarks;

import io.sluice.events.ClassProbability;
import io.sluice.events.ExtractedField;
import io.sluice.events.ModelInfo;
import io.sluice.events.Prediction;
import io.sluice.events.Reader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Labelled documents, and what a reader with a known share of errors makes of them: the same for
 * the same seed. Receipts carry the labels of the shipped sample, each with figures of its own.
 */
final class ReviewCases {
  /** Accepted where its reader is trusted, and then audited now and then. */
  static final String RECEIPT = "receipt";

  /** Never accepted, and two people must say the same. */
  static final String TRANSFER = "transfer";

  /** The share of accepted receipts that people read anew. */
  static final double AUDITED = 0.25;

  private static final List<String> COMPANIES =
      List.of(
          "UNIHAKKA INTERNATIONAL SDN BHD",
          "TANJUNG BAKERY ENTERPRISE",
          "PERNIAGAAN ZHENG HUI",
          "RESTORAN WAN SHENG",
          "KEDAI PAPAN YEW CHUAN",
          "SYARIKAT PERNIAGAAN GIN KEE");
  private static final List<String> ADDRESSES =
      List.of(
          "12, JALAN TAMPOI 7/4, 81200 JOHOR BAHRU",
          "NO.59 JALAN PERMAS 9/5, 81750 JOHOR BAHRU",
          "LOT 276 JALAN BANTING, 43800 DENGKIL",
          "GF5, BANGUNAN ANGKASA RAYA, KUALA LUMPUR");

  /** What becomes of it. */
  enum Way {
    ACCEPTED,
    DOUBTED,
    TWO_PEOPLE
  }

  /**
   * A document.
   *
   * @param truth the right values
   * @param read what the reader says; one value is wrong in some
   */
  record Case(String type, Way way, Map<String, String> truth, Map<String, String> read) {
    boolean isMisread() {
      return !truth.equals(read);
    }

    Prediction prediction() {
      // What stands in a document's own machine-readable part is let through as it is.
      Reader reader = way == Way.ACCEPTED ? Reader.STRUCTURE : Reader.MODEL;
      double confidence = way == Way.ACCEPTED ? 1 : 0.7;
      return Prediction.newBuilder()
          .setClasses(List.of(new ClassProbability(type, 0.99)))
          .setFields(
              read.entrySet().stream()
                  .map(field ->
                      ExtractedField.newBuilder()
                          .setName(field.getKey())
                          .setValue(field.getValue())
                          .setRawConfidence(confidence)
                          .setConfidence(confidence)
                          .setReader(reader)
                          .build())
                  .toList())
          .setModel(new ModelInfo("simulated", "1.0.0", "0".repeat(64)))
          .setWallMillis(1)
          .build();
    }
  }

  private ReviewCases() {}

  /** A gate without thresholds: it lets through what a type trusts, and nothing else. */
  static Path gate(Path folder) throws IOException {
    return Files.writeString(folder.resolve("gate.yaml"), "{version: 1, targetError: 0.01}");
  }

  /** The folder of document types, for the life cycle and the desk. */
  static Path types(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("receipt.yaml"),
        """
        name: receipt
        targetError: 0.05
        trust: structure
        review: {audit: %s, value: total}
        fields:
          company: {kind: name, required: true}
          date: {kind: date, required: true, dayFirst: true}
          address: {kind: text}
          total: {kind: price, required: true}
        """
            .formatted(AUDITED));
    Files.writeString(
        folder.resolve("transfer.yaml"),
        """
        name: transfer
        targetError: 0.01
        review: {fourEyes: true, value: amount}
        fields:
          payee: {kind: name, required: true}
          reference: {kind: id, required: true}
          date: {kind: date, required: true, dayFirst: true}
          amount: {kind: price, required: true}
        """);
    return folder;
  }

  /**
   * One document.
   *
   * @param misread the share of accepted documents that are misread; of the others, three in ten
   */
  static Case of(Way way, double misread, SplittableRandom chance) {
    String type = way == Way.TWO_PEOPLE ? TRANSFER : RECEIPT;
    Map<String, String> truth = new LinkedHashMap<>();
    String company = COMPANIES.get(chance.nextInt(COMPANIES.size()));
    String date = LocalDate.of(2018, 1, 1).plusDays(chance.nextInt(2000)).toString();
    String amount = "%d.%02d".formatted(1 + chance.nextInt(999), chance.nextInt(100));
    if (type.equals(RECEIPT)) {
      truth.put("company", company);
      truth.put("date", date);
      truth.put("address", ADDRESSES.get(chance.nextInt(ADDRESSES.size())));
      truth.put("total", amount);
    } else {
      truth.put("payee", company);
      truth.put("reference", "RF" + (10_000_000 + chance.nextInt(80_000_000)));
      truth.put("date", date);
      truth.put("amount", amount);
    }
    boolean wrong = chance.nextDouble() < (way == Way.ACCEPTED ? misread : 0.3);
    return new Case(type, way, truth, wrong ? slipped(truth, chance) : truth);
  }

  /** The same with one value wrong. */
  static Map<String, String> slipped(Map<String, String> values, SplittableRandom chance) {
    List<String> fields = new ArrayList<>(values.keySet());
    String field = fields.get(chance.nextInt(fields.size()));
    Map<String, String> slipped = new LinkedHashMap<>(values);
    String before = values.get(field);
    slipped.put(
        field,
        switch (field) {
          case "date" -> LocalDate.parse(before).plusDays(1 + chance.nextInt(27)).toString();
          case "total", "amount" ->
              "%d.%02d".formatted(1000 + chance.nextInt(999), chance.nextInt(100));
          case "reference" -> "RF" + (90_000_000 + chance.nextInt(9_000_000));
          default -> before + " NO " + (1 + chance.nextInt(99));
        });
    return slipped;
  }
}
