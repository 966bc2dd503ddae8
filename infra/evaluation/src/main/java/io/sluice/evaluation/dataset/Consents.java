package io.sluice.evaluation.dataset;

import io.sluice.config.ConfigNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who has agreed that documents are learnt from. What no consent speaks of is left out.
 *
 * @param consents of several that fit a document, the first holds
 * @param withdrawn documents that may no longer be used, whatever a consent says
 * @param issuers by document type: the fields that say who issued it
 * @param train share of documents that train, in (0, 1)
 * @param calibration share that calibrates; the rest judges
 */
public record Consents(
    List<Consent> consents,
    Set<String> withdrawn,
    Map<String, List<String>> issuers,
    double train,
    double calibration) {
  private static final String ANY = "*";

  /** What documents may be used for. */
  public enum Use {
    TRAIN,
    EVALUATE
  }

  /**
   * One agreement.
   *
   * @param tenant whose documents; * for everybody's
   * @param source from which system; * for any
   * @param licence under what name, SPDX where there is one
   * @param reference where the agreement is written down
   */
  public record Consent(
      String tenant, String source, String licence, String reference, Set<Use> use) {
    public Consent {
      use = Set.copyOf(use);
    }

    /** The uses in lower case, in order. */
    List<String> names() {
      return use.stream().map(one -> one.name().toLowerCase(Locale.ROOT)).sorted().toList();
    }

    boolean fits(String ofTenant, String ofSource) {
      return (tenant.equals(ANY) || tenant.equals(ofTenant))
          && (source.equals(ANY) || source.equals(ofSource));
    }
  }

  public Consents {
    consents = List.copyOf(consents);
    withdrawn = Set.copyOf(withdrawn);
    issuers = Map.copyOf(issuers);
  }

  /**
   * Reads a policy file.
   *
   * @throws io.sluice.config.ConfigException naming every problem
   */
  public static Consents read(ConfigNode root) {
    List<Consent> consents = root.list("consents").stream().map(Consents::consent).toList();
    Set<String> withdrawn = new TreeSet<>(root.strings("withdrawn", List.of()));
    ConfigNode of = root.child("issuers");
    Map<String, List<String>> issuers = new TreeMap<>();
    of.keys().forEach(type -> issuers.put(type, of.strings(type, List.of())));
    ConfigNode shares = root.child("shares");
    double train = shares.number("train", 0.6, 0.01, 0.98);
    double calibration = shares.number("calibration", 0.2, 0, 0.98);
    if (train + calibration >= 1) {
      shares.problem(
          "train",
          train + " + " + calibration,
          "train and calibration leave a share that judges",
          "train: 0.6");
    }
    root.finish();
    return new Consents(consents, withdrawn, issuers, train, calibration);
  }

  private static Consent consent(ConfigNode node) {
    Set<Use> use = new TreeSet<>();
    for (String name : node.strings("use", List.of("train", "evaluate"))) {
      switch (name) {
        case "train" -> use.add(Use.TRAIN);
        case "evaluate" -> use.add(Use.EVALUATE);
        default -> node.problem("use", name, "train, evaluate or both", "use: [train, evaluate]");
      }
    }
    return new Consent(
        node.string("tenant"),
        node.string("source", ANY),
        node.string("licence"),
        node.string("consent"),
        use);
  }

  /** The consent that a document is used under. */
  public Optional<Consent> of(String documentId, String tenant, String source) {
    return withdrawn.contains(documentId)
        ? Optional.empty()
        : consents.stream().filter(consent -> consent.fits(tenant, source)).findFirst();
  }
}
