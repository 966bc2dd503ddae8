package io.sluice.cli;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where a record stands. */
record Position(String topic, int partition, long offset) {
  static Position of(ConsumerRecord<?, ?> record) {
    return new Position(record.topic(), record.partition(), record.offset());
  }

  @Override
  public String toString() {
    return topic + "-" + partition + "@" + offset;
  }
}
