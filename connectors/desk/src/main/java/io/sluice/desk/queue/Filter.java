package io.sluice.desk.queue;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to see; empty sets and nulls let everything through.
 *
 * @param types names of document types; {@link #NO_TYPE} for what no model could read
 * @param purposes in lower case
 * @param before only documents that arrived before
 * @param atLeast only documents of this value or more
 */
public record Filter(
    Set<String> types,
    Set<String> tenants,
    Set<String> purposes,
    Set<String> skills,
    @Nullable Instant before,
    @Nullable BigDecimal atLeast) {
  /** Stands for documents without a type. */
  public static final String NO_TYPE = "none";

  /** Everything. */
  public static final Filter ALL = new Filter(Set.of(), Set.of(), Set.of(), Set.of(), null, null);

  public Filter {
    types = Set.copyOf(types);
    tenants = Set.copyOf(tenants);
    purposes = Set.copyOf(purposes);
    skills = Set.copyOf(skills);
  }

  /** Whether it lets this one through. */
  public boolean passes(Task task) {
    BigDecimal value = task.value();
    return passes(types, task.documentType())
        && passes(tenants, task.tenant())
        && passes(purposes, task.purpose().name().toLowerCase(java.util.Locale.ROOT))
        && passes(skills, task.skill())
        && (before == null || task.receivedAt().isBefore(before))
        && (atLeast == null || value != null && value.compareTo(atLeast) >= 0);
  }

  private static boolean passes(Set<String> wanted, @Nullable String given) {
    return wanted.isEmpty() || wanted.contains(given == null ? NO_TYPE : given);
  }
}
