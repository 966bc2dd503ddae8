package io.sluice.desk.access;

import io.sluice.config.ConfigNode;
import io.sluice.config.Configs;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The people of a small house, in a YAML file. Read once: a change needs a restart.
 *
 * <pre>
 * users:
 *   ada: {name: Ada Lovelace, password: "$argon2id$…", roles: [reviewer, lead], skills: ["*"], tenants: ["*"], personal: true}
 * </pre>
 */
public final class UserFile {
  private record Entry(User user, String hash) {}

  private final Map<String, Entry> byId;

  private UserFile(Map<String, Entry> byId) {
    this.byId = Map.copyOf(byId);
  }

  /** Nobody. */
  public static UserFile empty() {
    return new UserFile(Map.of());
  }

  /**
   * Reads it.
   *
   * @throws io.sluice.config.ConfigException naming every problem
   */
  public static UserFile read(Path file) {
    return of(Configs.read(file));
  }

  static UserFile of(ConfigNode root) {
    ConfigNode users = root.child("users");
    Map<String, Entry> byId = new LinkedHashMap<>();
    for (String id : users.keys()) {
      ConfigNode node = users.child(id);
      String hash = node.string("password");
      if (!hash.isEmpty() && !Passwords.isHash(hash)) {
        node.problem(
            "password",
            "no hash",
            "the hash that './sluice desk user' prints, never the password itself",
            "password: \"$argon2id$v=19$m=19456,t=2,p=1$…\"");
      }
      byId.put(id, new Entry(new User(id, node.string("name", id), Rights.from(node)), hash));
    }
    if (byId.isEmpty()) {
      root.problem("users", "missing", "somebody who may come in", "users:\n  ada: {…}");
    }
    root.finish();
    return new UserFile(byId);
  }

  /** Whoever has this id and this password. */
  Optional<User> login(String id, String password) {
    Entry entry = byId.get(id);
    boolean matches = Passwords.matches(password, entry == null ? null : entry.hash());
    return entry != null && matches ? Optional.of(entry.user()) : Optional.empty();
  }

  /** Everybody in it. */
  public List<User> users() {
    return byId.values().stream().map(Entry::user).toList();
  }
}
