package io.sluice.desk.api;

import io.sluice.desk.access.User;
import io.sluice.desk.queue.Task;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who did what: ids, and never a value of a document. Its logger is {@code io.sluice.desk.journal},
 * so that it can go where such things are kept. Thread-safe.
 */
final class Journal {
  private static final Logger LOG = LoggerFactory.getLogger("io.sluice.desk.journal");
  private static final int REMEMBERED = 10_000;

  private final Map<String, Boolean> seen =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  void taken(User user, Task task) {
    LOG.info("taken: user={} documentId={} taskId={}", user.id(), task.documentId(), task.taskId());
  }

  void released(User user, String documentId) {
    LOG.info("released: user={} documentId={}", user.id(), documentId);
  }

  void handedOver(User user, User to, String documentId) {
    LOG.info("handed over: user={} to={} documentId={}", user.id(), to.id(), documentId);
  }

  void decided(User user, String documentId, String taskId, Enum<?> verdict) {
    LOG.info(
        "decided: user={} documentId={} taskId={} verdict={}",
        user.id(),
        documentId,
        taskId,
        verdict);
  }

  /** Told once for a person and a task: a page is turned many times. */
  void personalSeen(User user, Task task) {
    synchronized (seen) {
      if (seen.put(user.id() + " " + task.taskId(), true) != null) {
        return;
      }
    }
    LOG.info(
        "personal data seen: user={} documentId={} taskId={}",
        user.id(),
        task.documentId(),
        task.taskId());
  }
}
