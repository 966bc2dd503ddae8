package io.sluice.llm.egress;

import io.sluice.events.DataClass;
import io.sluice.llm.egress.redaction.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What may leave. Nothing may that no rule names, and restricted documents never. Immutable.
 *
 * @param version what its author calls it
 * @param sha256 of the file's bytes
 * @param rules the first that matches decides
 * @param surely when redaction is sure enough
 * @param budget the caps
 */
public record EgressPolicy(
    String version, String sha256, List<Rule> rules, Surely surely, Budget budget) {

  /** Stands in a rule for any tenant or type. */
  static final String ANY = "*";

  public EgressPolicy {
    rules = List.copyOf(rules);
  }

  /**
   * A rule.
   *
   * @param name its name, unique in the file
   * @param tenants whose documents it is about; {@code *} for anybody's
   * @param types about which types; {@code *} for any
   * @param dataClasses about which data classes; never RESTRICTED
   * @param allow false for what stays in the house whatever later rules say
   * @param providers regions by provider: where it may go
   * @param redact what is hidden before
   * @param reason why, in the author's words
   */
  public record Rule(
      String name,
      Set<String> tenants,
      Set<String> types,
      Set<DataClass> dataClasses,
      boolean allow,
      Map<String, Set<String>> providers,
      Set<Kind.Group> redact,
      String reason) {
    boolean isAbout(Asked asked) {
      return (tenants.contains(ANY) || tenants.contains(asked.tenant()))
          && (types.contains(ANY) || types.contains(asked.type()))
          && dataClasses.contains(asked.dataClass());
    }
  }

  /**
   * When redaction is sure enough.
   *
   * @param ocrConfidence least mean confidence of a page that was read by OCR, in [0, 1]
   * @param unknownWords greatest share of words that are in no list of words or names, in [0, 1]
   */
  public record Surely(double ocrConfidence, double unknownWords) {}

  /**
   * What somebody wants to send.
   *
   * @param dataClass the stricter of the document's and the type's
   */
  public record Asked(
      String tenant, String type, DataClass dataClass, String provider, String region) {}

  /** What the policy says. */
  public sealed interface Said {
    /** In words, naming the rule. */
    String reason();
  }

  /** It may leave, after redaction. */
  public record Allowed(Rule rule, String reason) implements Said {}

  /**
   * It stays.
   *
   * @param rule the name of the rule that says so; empty if none matches
   */
  public record Denied(String rule, String reason) implements Said {}

  /** What the policy says. Pure. */
  public Said rule(Asked asked) {
    if (asked.dataClass() == DataClass.RESTRICTED) {
      return new Denied("", "restricted documents never leave the house, whatever a policy says");
    }
    for (Rule rule : rules) {
      if (rule.isAbout(asked)) {
        return said(rule, asked);
      }
    }
    return new Denied(
        "",
        "no rule is about tenant '%s', type '%s', data class %s; nothing leaves that no rule names"
            .formatted(asked.tenant(), asked.type(), label(asked.dataClass())));
  }

  private static Said said(Rule rule, Asked asked) {
    String named = "rule '" + rule.name() + "': ";
    if (!rule.allow()) {
      return new Denied(rule.name(), named + "stays in the house: " + rule.reason());
    }
    Set<String> regions = rule.providers().get(asked.provider());
    if (regions == null) {
      return new Denied(
          rule.name(),
          named
              + "provider '%s' is none of %s"
                  .formatted(asked.provider(), sorted(rule.providers().keySet())));
    }
    if (!regions.contains(asked.region())) {
      return new Denied(
          rule.name(),
          named
              + "region '%s' of '%s' is none of %s"
                  .formatted(asked.region(), asked.provider(), sorted(regions)));
    }
    return new Allowed(rule, named + rule.reason());
  }

  private static List<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }

  private static String label(DataClass dataClass) {
    return dataClass.name().toLowerCase(java.util.Locale.ROOT);
  }
}
