package io.sluice.desk.queue;

import io.sluice.desk.access.Role;
import io.sluice.desk.access.User;
import io.sluice.events.ReviewPurpose;
import java.util.Optional;

/** Who may take what, and see what. Pure. */
public final class Duty {
  private Duty() {}

  /** Why this person may not take it; empty if they may. */
  public static Optional<String> bar(User user, Task task) {
    if (!user.rights().sees(task.tenant())) {
      return Optional.of("documents of the tenant '" + task.tenant() + "' are not for you");
    }
    Role needed = task.purpose() == ReviewPurpose.AUDIT ? Role.AUDITOR : Role.REVIEWER;
    if (!user.is(needed)) {
      return Optional.of("this is for people with the role " + needed.label());
    }
    String skill = task.skill();
    if (skill != null && !user.rights().can(skill)) {
      return Optional.of("this is for people with the skill '" + skill + "'");
    }
    if (task.guarded() && !user.rights().personal()) {
      return Optional.of(
          "nobody knows yet what this document holds, so personal data in it cannot be hidden from"
              + " you");
    }
    if (task.excludes(user.id())) {
      return Optional.of("you have decided about this document before: another person looks at it");
    }
    return Optional.empty();
  }

  /** Whether this person may look at it: those who may take it, and a lead of the tenant. */
  public static boolean sees(User user, Task task) {
    return bar(user, task).isEmpty()
        || user.is(Role.LEAD)
            && user.rights().sees(task.tenant())
            && (!task.guarded() || user.rights().personal());
  }

  /** Whether it is in this person's list: a lead is told of everything, but its contents. */
  public static boolean lists(User user, Task task) {
    return bar(user, task).isEmpty() || user.is(Role.LEAD) && user.rights().sees(task.tenant());
  }
}
