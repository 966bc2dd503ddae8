package io.sluice.streams;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class BugsAsideTest {

  @Test
  void aRegistryThatIsAwayWhileADecisionIsSentIsNoFaultOfTheRecord() {
    Exception sending =
        new StreamsException(
            "unable to serialize", new SerializationException("no registry answered"));
    assertThat(BugsAside.isOutage(sending)).isTrue();
    assertThat(BugsAside.isOutage(new RuntimeException(sending))).isTrue();
  }

  @Test
  void aBugOfOurOwnIsTheRecordsFault() {
    assertThat(BugsAside.isOutage(new IllegalStateException("a bug"))).isFalse();
  }
}
