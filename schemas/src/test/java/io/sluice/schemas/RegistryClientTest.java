package io.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.events.Box;
import io.sluice.events.DocumentStatus;
import io.sluice.schemas.HttpFixture.Request;
import io.sluice.schemas.HttpFixture.Response;
import io.sluice.schemas.RegistryException.Refused;
import io.sluice.schemas.RegistryException.Unavailable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class RegistryClientTest {
  private static final Schema SCHEMA = Box.getClassSchema();
  private static final String SUBJECT = "boxes-value";

  @Test
  void aSchemaIsRegisteredOnceAndItsIdRemembered() throws Exception {
    try (HttpFixture server = HttpFixture.answering(request -> Response.ok("{\"id\":7}"))) {
      RegistryClient client = client(Map.of(RegistryConfig.URL, server.url()));
      assertThat(client.register(SUBJECT, SCHEMA)).isEqualTo(7);
      assertThat(client.register(SUBJECT, SCHEMA)).isEqualTo(7);
      assertThat(client.schema(7)).isEqualTo(SCHEMA);
      assertThat(server.requests())
          .singleElement()
          .satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/subjects/boxes-value/versions");
            assertThat(request.body()).startsWith("{\"schema\":\"{\\\"type\\\":\\\"record");
          });
    }
  }

  @Test
  void oneSchemaUnderTwoSubjectsIsRegisteredTwice() throws Exception {
    try (HttpFixture server = HttpFixture.answering(request -> Response.ok("{\"id\":7}"))) {
      RegistryClient client = client(Map.of(RegistryConfig.URL, server.url()));
      client.register("a-value", SCHEMA);
      client.register("b-value", SCHEMA);
      assertThat(server.requests())
          .extracting(Request::path)
          .containsExactly("/subjects/a-value/versions", "/subjects/b-value/versions");
    }
  }

  @Test
  void aServerThatStumblesIsAskedAgain() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Function<Request, Response> stumbling =
        request ->
            switch (calls.incrementAndGet()) {
              case 1 -> new Response(503, "starting");
              case 2 -> new Response(429, "slow down");
              default -> Response.ok("{\"id\":1}");
            };
    try (HttpFixture server = HttpFixture.answering(stumbling)) {
      assertThat(client(Map.of(RegistryConfig.URL, server.url())).register(SUBJECT, SCHEMA))
          .isEqualTo(1);
      assertThat(calls).hasValue(3);
    }
  }

  @Test
  void theNextServerIsAskedWhenOneIsGone() throws Exception {
    HttpFixture gone = HttpFixture.answering(request -> Response.ok("{}"));
    gone.close();
    try (HttpFixture server = HttpFixture.answering(request -> Response.ok("{\"id\":1}"))) {
      RegistryClient client =
          client(
              Map.of(
                  RegistryConfig.URL,
                  gone.url() + "," + server.url() + "/",
                  RegistryConfig.MAX_RETRIES,
                  "0"));
      assertThat(client.register(SUBJECT, SCHEMA)).isEqualTo(1);
      assertThat(client.register("other-value", DocumentStatus.getClassSchema())).isEqualTo(1);
    }
  }

  @Test
  void aRegistryThatIsGoneIsUnavailableAndTheMessageSaysWhere() throws Exception {
    HttpFixture gone = HttpFixture.answering(request -> Response.ok("{}"));
    gone.close();
    RegistryClient client = client(Map.of(RegistryConfig.URL, gone.url()));
    assertThatThrownBy(() -> client.register(SUBJECT, SCHEMA))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("cannot register schema io.sluice.events.Box under subject boxes")
        .hasMessageContaining("4 attempts")
        .hasMessageContaining(gone.url())
        .hasMessageContaining("schema.registry.url");
  }

  @Test
  void anIncompatibleSchemaIsRefusedAtOnceWithTheRegistrysReasonAndTheRemedy() throws Exception {
    Response conflict =
        new Response(409, "{\"error_code\":409,\"message\":\"READER_FIELD_MISSING_DEFAULT x9\"}");
    try (HttpFixture server = HttpFixture.answering(request -> conflict)) {
      RegistryClient client = client(Map.of(RegistryConfig.URL, server.url()));
      Refused refused = catchThrowableOfType(Refused.class, () -> client.register(SUBJECT, SCHEMA));
      assertThat(refused.errorCode()).isEqualTo(Refused.INCOMPATIBLE);
      assertThat(refused)
          .hasMessageContaining("boxes-value")
          .hasMessageContaining("READER_FIELD_MISSING_DEFAULT x9")
          .hasMessageContaining("a new field needs a default");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void credentialsTravelAsBasicAuthAndARefusalNamesTheSetting() throws Exception {
    try (HttpFixture server =
        HttpFixture.answering(request ->
            "Basic YWRhOnMzY3JldA==".equals(request.authorization())
                ? Response.ok("{\"id\":1}")
                : new Response(401, "{\"error_code\":401,\"message\":\"Unauthorized\"}"))) {
      Map<String, Object> config =
          Map.of(
              RegistryConfig.URL, server.url(),
              RegistryConfig.CREDENTIALS_SOURCE, "USER_INFO",
              RegistryConfig.USER_INFO, "ada:s3cret");
      assertThat(client(config).register(SUBJECT, SCHEMA)).isEqualTo(1);
      String withUser = server.url().replace("://", "://ada:s3cret@");
      assertThat(client(Map.of(RegistryConfig.URL, withUser)).register(SUBJECT, SCHEMA))
          .isEqualTo(1);
      assertThatThrownBy(
              () -> client(Map.of(RegistryConfig.URL, server.url())).register(SUBJECT, SCHEMA))
          .isInstanceOf(Refused.class)
          .hasMessageContaining("basic.auth.user.info");
    }
  }

  @Test
  void aPageThatIsNoRegistryIsRefusedByName() throws Exception {
    try (HttpFixture server = HttpFixture.answering(request -> Response.ok("<html>hi</html>"))) {
      assertThatThrownBy(
              () -> client(Map.of(RegistryConfig.URL, server.url())).register(SUBJECT, SCHEMA))
          .isInstanceOf(Refused.class)
          .hasMessageContaining("no schema registry: check schema.registry.url");
    }
  }

  @Test
  void aSchemaOfAnotherKindIsRefused() throws Exception {
    Response protobuf = Response.ok("{\"schemaType\":\"PROTOBUF\",\"schema\":\"message A {}\"}");
    try (HttpFixture server = HttpFixture.answering(request -> protobuf)) {
      assertThatThrownBy(() -> client(Map.of(RegistryConfig.URL, server.url())).schema(3))
          .isInstanceOf(Refused.class)
          .hasMessageContaining("schema with id 3")
          .hasMessageContaining("PROTOBUF");
    }
  }

  @Test
  void aSubjectsNameIsEscapedInThePath() throws Exception {
    try (HttpFixture server = HttpFixture.answering(request -> Response.ok("[1,2]"))) {
      assertThat(client(Map.of(RegistryConfig.URL, server.url())).versions("a/b c"))
          .isEqualTo(List.of(1, 2));
      assertThat(server.requests().get(0).path()).isEqualTo("/subjects/a%2Fb%20c/versions");
    }
  }

  /** A client whose pauses are short. */
  static RegistryClient client(Map<String, ?> config) {
    Map<String, Object> quick = new HashMap<>(config);
    quick.putIfAbsent(RegistryConfig.RETRY_WAIT, "5");
    return new RegistryClient(RegistryConfig.from(quick));
  }
}
