package io.sluice.llm.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.events.EgressEntry;
import io.sluice.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LedgerTopicTest {
  private static final TopicPartition PARTITION = new TopicPartition(Topics.EGRESS.name(), 0);

  private final FromTheStart consumer = new FromTheStart();
  private final List<String> taken = new ArrayList<>();
  private boolean registryIsAway;
  private final LedgerTopic topic =
      new LedgerTopic(consumer, this::read, entry -> taken.add(entry.getCallId()));

  /** What the topic's mock lacks: where a time begins. */
  private static final class FromTheStart extends MockConsumer<byte[], byte[]> {
    FromTheStart() {
      super("earliest");
      updatePartitions(
          PARTITION.topic(),
          List.of(
              new PartitionInfo(PARTITION.topic(), 0, Node.noNode(), new Node[0], new Node[0])));
      updateBeginningOffsets(Map.of(PARTITION, 0L));
      updateEndOffsets(Map.of(PARTITION, 0L));
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
        Map<TopicPartition, Long> times) {
      return new HashMap<>(Map.of(PARTITION, new OffsetAndTimestamp(0, 0)));
    }
  }

  private EgressEntry read(String name, byte[] value) {
    if (registryIsAway) {
      throw new KafkaException("the registry is away");
    }
    return Entries.asked(new String(value, StandardCharsets.UTF_8), "doc", "acme", "invoice", 1);
  }

  /** Puts a call on the topic, or puts it there again for the mock, which forgets what it gave. */
  private void put(long offset, String call) {
    consumer.addRecord(
        new ConsumerRecord<>(
            PARTITION.topic(), 0, offset, null, call.getBytes(StandardCharsets.UTF_8)));
    consumer.updateEndOffsets(Map.of(PARTITION, offset + 1));
  }

  @Test
  void whatCannotBeReadMakesBlindAndIsTakenOnceWhenItCan() {
    topic.catchUp(Instant.EPOCH);
    put(0, "first");
    topic.turn();
    assertThat(topic.blind()).isNull();
    registryIsAway = true;
    put(1, "second");
    topic.turn();
    assertThat(topic.blind()).contains("the registry is away");
    assertThat(taken).containsExactly("first");
    registryIsAway = false;
    put(1, "second");
    topic.turn();
    assertThat(topic.blind()).isNull();
    assertThat(taken).containsExactly("first", "second");
  }

  @Test
  void staysBlindUntilItHasCaughtUp() {
    topic.catchUp(Instant.EPOCH);
    registryIsAway = true;
    put(0, "first");
    topic.turn();
    registryIsAway = false;
    put(0, "first");
    consumer.updateEndOffsets(Map.of(PARTITION, 2L));
    topic.turn();
    assertThat(taken).containsExactly("first");
    assertThat(topic.blind()).isNotNull();
    put(1, "second");
    topic.turn();
    assertThat(topic.blind()).isNull();
  }
}
