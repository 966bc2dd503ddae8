package io.sluice.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.net.ConnectException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

final class UnavailabilityTest {

  @Test
  void aServiceThatDoesNotAnswerSaysNothingAboutTheRecord() {
    assertThat(Unavailability.in(new TimeoutException("no leader"))).isTrue();
    assertThat(
            Unavailability.in(
                new SerializationException("schema 7", new ConnectException("refused"))))
        .isTrue();
  }

  @Test
  void bytesThatEndTooSoonAreTheRecordsFault() {
    assertThat(Unavailability.in(new SerializationException("cut", new EOFException()))).isFalse();
    assertThat(Unavailability.in(new IllegalArgumentException("the record has no value")))
        .isFalse();
  }
}
