package io.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom the guard lets ask a server of pages. */
class PagesTest {
  private static final Guard HERE = new Guard(new Pages(HttpConfig.LOOPBACK, Optional.empty()));
  private static final Guard PUBLIC =
      new Guard(new Pages(HttpConfig.LOOPBACK, Optional.of(URI.create("https://desk.example"))));

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:8070, , true",
    "localhost:8070, http://localhost:8070, true",
    "[::1]:8070, http://[::1]:8070, true",
    // Another page, another port, another scheme, no page at all.
    "127.0.0.1:8070, https://evil.example, false",
    "127.0.0.1:8070, http://127.0.0.1:9999, false",
    "127.0.0.1:8070, https://127.0.0.1:8070, false",
    "127.0.0.1:8070, null, false",
    // A name of somebody else's that points here.
    "rebound.example:8070, , false",
    "desk.example, https://desk.example, false",
    ", , false",
  })
  void onThisMachineOnlyItsOwnPagesAsk(String host, String origin, boolean in) {
    assertThat(HERE.check(new Guard.Visit(null, host, origin), false).isEmpty()).isEqualTo(in);
  }

  @ParameterizedTest
  @CsvSource({
    "desk.example, https://desk.example, true",
    "DESK.example, https://desk.example, true",
    "desk.example, , true",
    "localhost:8070, http://localhost:8070, true",
    "desk.example, http://desk.example, false",
    "desk.example, https://evil.example, false",
    "evil.example, https://evil.example, false",
  })
  void underItsPublicNameOnlyItsOwnPagesAsk(String host, String origin, boolean in) {
    assertThat(PUBLIC.check(new Guard.Visit(null, host, origin), false).isEmpty()).isEqualTo(in);
  }
}
