package io.sluice.schemas;

import static org.apache.kafka.common.acl.AclOperation.ALTER_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.PatternType.LITERAL;
import static org.apache.kafka.common.resource.PatternType.PREFIXED;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What each role may do on a cluster with an authorizer: the catalogue's topics, and the groups and
 * transactions that it needs for them. Nothing else is granted, on the cluster itself nothing at
 * all: since Kafka 2.8 an idempotent producer needs no more than the right to write.
 *
 * <p>The rights to read, write and alter contain the right to describe.
 */
public final class Acls {
  /** What the names of all topics of the catalogue begin with. */
  private static final String TOPICS = "sluice.";

  private static final String ANY_HOST = "*";

  private final String principal;
  private final List<AclBinding> bindings = new ArrayList<>();

  private Acls(String principal) {
    this.principal = principal;
  }

  /**
   * The bindings that a principal needs for a role.
   *
   * @param principal as Kafka writes it, for instance {@code User:extractors}
   * @throws IllegalArgumentException for {@link Role#ANY}, which no process is
   */
  public static List<AclBinding> of(Role role, String principal) {
    Acls acls = new Acls(principal);
    for (TopicSpec topic : Topics.all()) {
      if (topic.isWrittenBy(role)) {
        acls.allow(TOPIC, LITERAL, topic.name(), WRITE);
      }
      if (topic.isReadBy(role) && role != Role.OPERATORS) {
        acls.allow(TOPIC, LITERAL, topic.name(), READ);
      }
    }
    acls.groups(role);
    return List.copyOf(acls.bindings);
  }

  private void groups(Role role) {
    switch (role) {
      case UPSTREAM -> {
        // Writes, and takes part in no group.
      }
      case STREAMS_APP -> {
        allow(GROUP, LITERAL, Groups.STREAMS_APP, READ);
        allow(TRANSACTIONAL_ID, PREFIXED, Groups.STREAMS_APP + "-", WRITE);
        // Changelogs of its state stores.
        allow(TOPIC, PREFIXED, Groups.STREAMS_APP + "-", READ, WRITE, CREATE);
      }
      case EXTRACTORS -> worker(LITERAL, Groups.EXTRACTORS);
      case MODEL_WORKERS -> worker(PREFIXED, Groups.INFERENCE);
      case FRONTIER_WORKER -> worker(LITERAL, Groups.FRONTIER_WORKER);
      case REVIEWERS -> {
        allow(GROUP, PREFIXED, Groups.REVIEWERS, READ);
        allow(TRANSACTIONAL_ID, LITERAL, Groups.DESK, WRITE);
      }
      case SINKS -> {
        allow(GROUP, PREFIXED, Groups.SINKS, READ);
        allow(GROUP, PREFIXED, Groups.CONNECTORS, READ);
      }
      case OBSERVERS -> allow(GROUP, PREFIXED, Groups.OBSERVERS, READ);
      case OPERATORS -> {
        // They make the topics and follow them all, those of a later version included.
        allow(TOPIC, PREFIXED, TOPICS, READ, CREATE, DESCRIBE_CONFIGS);
        allow(GROUP, PREFIXED, Groups.OPERATORS, READ);
        // How far the workers are.
        allow(GROUP, PREFIXED, "sluice-", DESCRIBE);
        // Who puts dead letters back does so once, in a transaction. The topics that they go back
        // to are their writers': such a person takes that role, too.
        allow(TRANSACTIONAL_ID, LITERAL, Groups.REPLAY, WRITE);
      }
      case CONNECT -> {
        allow(GROUP, LITERAL, Groups.CONNECT, READ);
        allow(TOPIC, PREFIXED, Groups.CONNECT + "-", READ, WRITE, CREATE, DESCRIBE_CONFIGS);
      }
      case ANY ->
          throw new IllegalArgumentException("'any' stands for all processes; name one of them");
    }
  }

  /** A share group's members set its lease and where it begins: that is a setting of the group. */
  private void worker(PatternType pattern, String group) {
    allow(GROUP, pattern, group, READ, ALTER_CONFIGS);
  }

  private void allow(
      ResourceType type, PatternType pattern, String name, AclOperation... operations) {
    for (AclOperation operation : operations) {
      bindings.add(
          new AclBinding(
              new ResourcePattern(type, name, pattern),
              new AccessControlEntry(principal, ANY_HOST, operation, AclPermissionType.ALLOW)));
    }
  }
}
