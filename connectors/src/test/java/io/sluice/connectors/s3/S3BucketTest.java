package io.sluice.connectors.s3;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.sluice.connectors.ConnectProcess;
import io.sluice.connectors.ReceivedRecords;
import io.sluice.content.ContentStores;
import io.sluice.events.ContentReference;
import io.sluice.events.DocumentReceived;
import io.sluice.events.InlineContent;
import io.sluice.local.LocalStack;
import io.sluice.schemas.Ids;
import io.sluice.schemas.RegistrySerdes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class S3BucketTest {
  private static final String SECRET = "a-secret-that-nobody-logs";

  @TempDir static Path disk;
  private static LocalStack stack;
  private static S3Proxy server;
  private static S3Client client;

  private final Map<Map<String, ?>, Map<String, Object>> offsets = new HashMap<>();
  private String bucket;

  @BeforeAll
  static void start() throws Exception {
    stack = LocalStack.startTemporary();
    server =
        S3Proxy.builder()
            .blobStore(new TransientNio2BlobStore())
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, "sluice", SECRET)
            .build();
    server.start();
    client =
        S3Client.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .endpointOverride(URI.create("http://127.0.0.1:" + server.getPort()))
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("sluice", SECRET)))
            .build();
  }

  @AfterAll
  static void stop() throws Exception {
    client.close();
    server.stop();
    stack.close();
  }

  @BeforeEach
  void makeBucket(TestInfo test) {
    bucket =
        "b-" + Ids.sha256(test.getDisplayName().getBytes(StandardCharsets.UTF_8)).substring(0, 12);
    client.createBucket(one -> one.bucket(bucket));
  }

  @Test
  void anObjectIsOneDocumentAndAnotherOneOnceItIsOverwritten() throws Exception {
    put("bills/Rechnung ä+1.pdf", "a bill");
    put("bills/notes.txt", "not asked for");
    put("bills/", "");
    put("other/bill.pdf", "elsewhere");
    Map<String, String> config = config(Map.of("prefix", "bills/", "name.glob", "*.{pdf,PDF}"));
    assertThat(handedIn(config))
        .singleElement()
        .satisfies(one -> {
          String id = Ids.document("acme", Ids.sha256("a bill".getBytes(StandardCharsets.UTF_8)));
          assertThat(one.getDocumentId()).isEqualTo(id);
          assertThat(one.getFileName()).isEqualTo("Rechnung ä+1.pdf");
          assertThat(one.getAttributes())
              .containsEntry("s3.key", "bills/Rechnung ä+1.pdf")
              .containsEntry("s3.bucket", bucket);
          assertThat(one.getContent()).isInstanceOf(InlineContent.class);
        });
    assertThat(handedIn(config)).as("after a restart").isEmpty();
    put("bills/Rechnung ä+1.pdf", "another bill");
    assertThat(handedIn(config)).extracting(DocumentReceived::getFileName).hasSize(1);
  }

  @Test
  void aListingOfManyPagesIsHandedInWholeAndOnce() throws Exception {
    for (int i = 0; i < 2_001; i++) {
      put("scan/%05d.pdf".formatted(i), "page " + i);
    }
    assertThat(handedIn(config(Map.of("batch.size", "300"))))
        .extracting(one -> one.getAttributes().get("s3.key"))
        .hasSize(2_001)
        .doesNotHaveDuplicates();
    put("scan/00500a.pdf", "late, in the middle");
    assertThat(handedIn(config(Map.of()))).hasSize(1);
  }

  @Test
  void whatConnectHasNotFlushedYetIsNotHandedInAgain() throws Exception {
    put("a.pdf", "a");
    S3BucketSourceTask task = started(config(Map.of()));
    try {
      assertThat(task.poll()).hasSize(1);
      assertThat(pass(task)).isEmpty();
      put("b.pdf", "b");
      assertThat(pass(task)).hasSize(1);
    } finally {
      task.stop();
    }
    assertThat(handedIn(config(Map.of()))).as("a crash before the flush").hasSize(2);
  }

  @Test
  void anObjectThatGoesOrChangesBetweenListingAndFetchingStopsNothing() throws Exception {
    for (String name : List.of("a", "b", "c", "d")) {
      put(name + ".pdf", name);
    }
    S3BucketSourceTask task = started(config(Map.of("batch.size", "1")));
    try {
      assertThat(task.poll()).hasSize(1);
      client.deleteObject(one -> one.bucket(bucket).key("b.pdf"));
      put("c.pdf", "another c");
      assertThat(pass(task))
          .extracting(one -> String.valueOf(one.sourcePartition().get("key")))
          .as("c waits for the next pass")
          .containsExactly("d.pdf");
      assertThat(pass(task))
          .extracting(one -> String.valueOf(one.sourcePartition().get("key")))
          .containsExactly("c.pdf");
    } finally {
      task.stop();
    }
  }

  @Test
  void tooLargeIsLeftAloneAndTheRestGoesOn() throws Exception {
    put("a.pdf", "12345");
    put("b.pdf", "123456");
    assertThat(handedIn(config(Map.of("max.object.bytes", "5"))))
        .extracting(DocumentReceived::getFileName)
        .containsExactly("a.pdf");
  }

  @Test
  void anObjectThatMayNotBeReadIsTriedAgainAndTheRestGoesOn() throws Exception {
    WireMockServer shape = new WireMockServer(WireMockConfiguration.options().dynamicPort());
    shape.start();
    try {
      shape.stubFor(
          get(urlPathEqualTo("/" + bucket))
              .willReturn(
                  ok(
                      """
                      <ListBucketResult><IsTruncated>false</IsTruncated>
                      <Contents><Key>a.pdf</Key><ETag>"1"</ETag><Size>1</Size></Contents>
                      <Contents><Key>b.pdf</Key><ETag>"2"</ETag><Size>1</Size></Contents>
                      </ListBucketResult>\
                      """)));
      shape.stubFor(
          get(urlPathEqualTo("/" + bucket + "/a.pdf"))
              .willReturn(status(403).withBody("<Error><Code>AccessDenied</Code></Error>")));
      shape.stubFor(
          get(urlPathEqualTo("/" + bucket + "/b.pdf"))
              .willReturn(ok("b").withHeader("ETag", "\"2\"").withHeader("Content-Length", "1")));
      Map<String, String> config = config(Map.of("endpoint", shape.baseUrl()));
      assertThat(handedIn(config))
          .extracting(DocumentReceived::getFileName)
          .containsExactly("b.pdf");
      shape.stubFor(
          get(urlPathEqualTo("/" + bucket + "/a.pdf"))
              .willReturn(ok("a").withHeader("ETag", "\"1\"").withHeader("Content-Length", "1")));
      assertThat(handedIn(config))
          .extracting(DocumentReceived::getFileName)
          .containsExactly("a.pdf");
    } finally {
      shape.stop();
    }
  }

  @Test
  void aStoreThatTimesOutHoldsUpNothingElseAndLosesNothing() throws Exception {
    WireMockServer shape = new WireMockServer(WireMockConfiguration.options().dynamicPort());
    shape.start();
    try {
      shape.stubFor(
          get(urlPathEqualTo("/" + bucket))
              .willReturn(
                  ok(
                      """
                      <ListBucketResult><IsTruncated>false</IsTruncated>
                      <Contents><Key>a.pdf</Key><ETag>"1"</ETag><Size>1</Size></Contents>
                      <Contents><Key>b.pdf</Key><ETag>"2"</ETag><Size>1</Size></Contents>
                      </ListBucketResult>\
                      """)));
      var whole = ok("a").withHeader("ETag", "\"1\"").withHeader("Content-Length", "1");
      shape.stubFor(
          get(urlPathEqualTo("/" + bucket + "/a.pdf")).willReturn(whole.withFixedDelay(60_000)));
      shape.stubFor(
          get(urlPathEqualTo("/" + bucket + "/b.pdf"))
              .willReturn(ok("b").withHeader("ETag", "\"2\"").withHeader("Content-Length", "1")));
      Map<String, String> config =
          config(Map.of("endpoint", shape.baseUrl(), "read.timeout.ms", "500"));
      assertThat(handedIn(config))
          .extracting(DocumentReceived::getFileName)
          .containsExactly("b.pdf");
      shape.stubFor(
          get(urlPathEqualTo("/" + bucket + "/a.pdf")).willReturn(whole.withFixedDelay(0)));
      assertThat(handedIn(config))
          .extracting(DocumentReceived::getFileName)
          .containsExactly("a.pdf");
    } finally {
      shape.stop();
    }
  }

  @Test
  void wrongCredentialsAndAMissingBucketAreSaidAtTheStart() {
    assertThatThrownBy(() -> started(config(Map.of("aws.secret.access.key", "wrong-one"))))
        .isExactlyInstanceOf(ConnectException.class)
        .hasMessageContaining("bucket " + bucket + " cannot be listed")
        .hasMessageContaining("check the credentials")
        .hasMessageNotContaining("wrong-one");
    assertThatThrownBy(() -> started(config(Map.of("bucket", "not-there"))))
        .isExactlyInstanceOf(ConnectException.class)
        .hasMessageContaining("check its name");
  }

  @Test
  void everyProblemIsToldBeforeItStarts() {
    assertThat(
            new S3BucketSourceConnector()
                    .validate(
                        Map.of(
                            "name.glob", "*.{pdf",
                            "endpoint", "minio:9000",
                            "aws.access.key.id", "sluice"))
                    .configValues()
                    .stream()
                    .map(ConfigValue::errorMessages)
                    .flatMap(List::stream))
        .hasSize(6)
        .anySatisfy(one -> assertThat(one).contains("\"bucket\""))
        .anySatisfy(one -> assertThat(one).contains("content.store"))
        .anySatisfy(one -> assertThat(one).contains("schema.registry.url"))
        .anySatisfy(one -> assertThat(one).contains("must be a glob"))
        .anySatisfy(one -> assertThat(one).contains("must be a URL"))
        .anySatisfy(one -> assertThat(one).contains("set both or none"));
  }

  @Test
  void aKilledWorkerRepeatsNothingAndLosesNothing() throws Exception {
    put("bills/small.pdf", "a bill of the bucket");
    client.putObject(
        one -> one.bucket(bucket).key("bills/large.PDF"),
        RequestBody.fromBytes(new byte[600 << 10]));
    Path folder = disk.resolve("connect");
    Map<String, String> source = new HashMap<>(config(Map.of()));
    source.put("prefix", "bills/");
    Map<String, String> worker = Map.of("offset.flush.interval.ms", "200");
    try (var first = ConnectProcess.start(folder, stack, "s3/source.json", worker, source)) {
      assertThat(ReceivedRecords.read(stack, 2))
          .hasSize(2)
          .anySatisfy(one ->
              assertThat(((ContentReference) one.getContent()).getSize()).isEqualTo(600 << 10));
      awaitOffset(folder.resolve("offsets"), "bills/small.pdf", first);
      awaitOffset(folder.resolve("offsets"), "bills/large.PDF", first);
      first.kill();
    }
    put("bills/while away.pdf", "it came while the worker was away");
    try (var second = ConnectProcess.start(folder, stack, "s3/source.json", worker, source)) {
      assertThat(ReceivedRecords.read(stack, 3))
          .as("a repetition would be among the first three")
          .extracting(DocumentReceived::getFileName)
          .containsExactlyInAnyOrder("small.pdf", "large.PDF", "while away.pdf");
      assertThat(second.log()).doesNotContain(SECRET);
    }
  }

  private static void awaitOffset(Path file, String key, ConnectProcess worker) throws Exception {
    Instant end = Instant.now().plusSeconds(60);
    while (!Files.exists(file)
        || !new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(key)) {
      assertThat(Instant.now()).as(() -> worker.lastLines()).isBefore(end);
      Thread.sleep(100);
    }
  }

  private Map<String, String> config(Map<String, String> more) {
    Map<String, String> config = new HashMap<>();
    config.put("bucket", bucket);
    config.put("endpoint", "http://127.0.0.1:" + server.getPort());
    config.put("path.style", "true");
    config.put("aws.access.key.id", "sluice");
    config.put("aws.secret.access.key", SECRET);
    config.put("content.store", ContentStores.uriOf(disk.resolve("store")));
    config.put("schema.registry.url", stack.registryUrl());
    config.put("tenant", "acme");
    config.put("poll.interval.ms", "10");
    config.putAll(more);
    return config;
  }

  /** What a task hands in, from its start to the end of its first pass, with its offsets kept. */
  private List<DocumentReceived> handedIn(Map<String, String> config) throws Exception {
    S3BucketSourceTask task = started(config);
    List<DocumentReceived> found = new ArrayList<>();
    try (var deserializer =
        RegistrySerdes.deserializer(DocumentReceived.class, stack.clientConfig())) {
      for (SourceRecord one : pass(task)) {
        offsets.put(one.sourcePartition(), new HashMap<>(one.sourceOffset()));
        found.add(deserializer.deserialize(one.topic(), (byte[]) one.value()));
      }
    } finally {
      task.stop();
    }
    return found;
  }

  /** The records of the rest of a pass, or, where one has just ended, of the next one. */
  private static List<SourceRecord> pass(S3BucketSourceTask task) throws InterruptedException {
    List<SourceRecord> found = new ArrayList<>();
    do {
      List<SourceRecord> records = task.poll();
      if (records != null) {
        found.addAll(records);
      }
    } while (!task.isBetweenPasses());
    return found;
  }

  private S3BucketSourceTask started(Map<String, String> config) {
    S3BucketSourceTask task = new S3BucketSourceTask();
    task.initialize(new KeptOffsets(config, offsets));
    task.start(config);
    return task;
  }

  private void put(String key, String content) {
    client.putObject(one -> one.bucket(bucket).key(key), RequestBody.fromString(content));
  }
}
