package io.sluice.cli;

import io.sluice.config.ConfigNode;
import io.sluice.schemas.Acls;
import io.sluice.schemas.Role;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclBinding;

/**
 * Who is who on a cluster.
 *
 * @param ofRole the principals of each role, as Kafka writes them: {@code User:name}
 */
record Principals(Map<Role, List<String>> ofRole) {
  private static final String USER = "User:";

  Principals {
    ofRole = Map.copyOf(ofRole);
  }

  /** One principal a role: the prefix and the role's name. */
  static Principals named(String prefix) {
    if (!prefix.startsWith(USER)) {
      throw new UsageException("--prefix " + prefix + ": begins with " + USER);
    }
    Map<Role, List<String>> all = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      if (role != Role.ANY) {
        all.put(role, List.of(prefix + role.label()));
      }
    }
    return new Principals(all);
  }

  /** Reads {@code role: principals}; a principal may stand under several roles. */
  static Principals from(ConfigNode node) {
    Map<Role, List<String>> all = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      if (role == Role.ANY) {
        continue;
      }
      List<String> principals = node.strings(role.label(), List.of());
      for (String principal : principals) {
        if (!principal.startsWith(USER) || principal.length() == USER.length()) {
          node.problem(role.label(), principal, "a principal of Kafka", "User:" + role.label());
        }
      }
      if (!principals.isEmpty()) {
        all.put(role, principals);
      }
    }
    node.finish();
    return new Principals(all);
  }

  /** What all of them need, each binding once. */
  List<AclBinding> bindings() {
    Set<AclBinding> bindings = new LinkedHashSet<>();
    for (Role role : Role.values()) {
      for (String principal : ofRole.getOrDefault(role, List.of())) {
        bindings.addAll(Acls.of(role, principal));
      }
    }
    return new ArrayList<>(bindings);
  }

  /** Everybody who is named. */
  Set<String> all() {
    Set<String> all = new LinkedHashSet<>();
    ofRole.values().forEach(all::addAll);
    return all;
  }
}
