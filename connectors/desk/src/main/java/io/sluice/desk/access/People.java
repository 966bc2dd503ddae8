package io.sluice.desk.access;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whom the desk knows: everybody of the user file, and whoever has logged in since it started.
 * Thread-safe.
 */
public final class People {
  private final Map<String, User> byId = new ConcurrentHashMap<>();

  public People(Collection<User> known) {
    known.forEach(this::add);
  }

  /** Somebody has come. */
  public void add(User user) {
    byId.put(user.id(), user);
  }

  /** The person of this id. */
  public Optional<User> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** What people call them; the id where nobody knows. */
  public String nameOf(String id) {
    return find(id).map(User::name).orElse(id);
  }

  /** Everybody, in no order. */
  public List<User> all() {
    return List.copyOf(byId.values());
  }
}
