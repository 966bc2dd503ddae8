package io.sluice.llm.egress;

import io.sluice.events.EgressEntry;

/** Where entries stand written. */
interface EgressLog {
  /**
   * Writes an entry; when it returns, every replica in sync has it.
   *
   * @throws InterruptedException if interrupted; whether it was written is not known
   * @throws org.apache.kafka.common.KafkaException if it could not be written
   */
  void write(EgressEntry entry) throws InterruptedException;
}
