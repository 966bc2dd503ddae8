package io.sluice.desk.access;

import io.sluice.config.ConfigNode;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What somebody may do.
 *
 * @param roles what they do at the desk
 * @param skills what they can review; {@code *} for all
 * @param tenants whose documents they may see; {@code *} for all
 * @param personal whether they may see personal data
 */
public record Rights(Set<Role> roles, Set<String> skills, Set<String> tenants, boolean personal) {
  private static final String ALL = "*";

  /** May do nothing. */
  public static final Rights NONE = new Rights(Set.of(), Set.of(), Set.of(), false);

  public Rights {
    roles = Set.copyOf(roles);
    skills = Set.copyOf(skills);
    tenants = Set.copyOf(tenants);
  }

  /** Reads {@code roles}, {@code skills}, {@code tenants} and {@code personal}. */
  static Rights from(ConfigNode node) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String name : node.strings("roles", List.of("reviewer"))) {
      Arrays.stream(Role.values())
          .filter(role -> role.label().equals(name.toLowerCase(Locale.ROOT)))
          .findFirst()
          .ifPresentOrElse(
              roles::add,
              () -> node.problem("roles", name, "reviewer, auditor or lead", "roles: [reviewer]"));
    }
    return new Rights(
        roles,
        Set.copyOf(node.strings("skills", List.of(ALL))),
        Set.copyOf(node.strings("tenants", List.of())),
        node.bool("personal", false));
  }

  /** What somebody may do who has both. */
  Rights and(Rights other) {
    return new Rights(
        union(roles, other.roles),
        union(skills, other.skills),
        union(tenants, other.tenants),
        personal || other.personal);
  }

  /** Whether somebody with this skill is one. */
  public boolean can(String skill) {
    return skills.contains(ALL) || skills.contains(skill);
  }

  /** Whether they may see the tenant's documents. */
  public boolean sees(String tenant) {
    return tenants.contains(ALL) || tenants.contains(tenant);
  }

  private static <T extends Comparable<T>> Set<T> union(Set<T> a, Set<T> b) {
    Set<T> all = new TreeSet<>(a);
    all.addAll(b);
    return all;
  }
}
