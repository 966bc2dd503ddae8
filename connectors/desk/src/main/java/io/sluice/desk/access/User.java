package io.sluice.desk.access;

/**
 * Somebody at the desk.
 *
 * @param id what decisions and leases carry; never changes
 * @param name for people
 */
public record User(String id, String name, Rights rights) {
  /** Whether they have this role. */
  public boolean is(Role role) {
    return rights.roles().contains(role);
  }
}
