import io.sluice.content.ContentStore;
import io.sluice.content.ContentStores;
import io.sluice.content.Owner;
import io.sluice.events.DataClass;
import io.sluice.events.DocumentReceived;
import io.sluice.events.InlineContent;
import io.sluice.schemas.Ids;
import io.sluice.schemas.RegistrySerializer;
import io.sluice.schemas.Topics;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes a file and prints its id: PublishDocument BROKER REGISTRY CONTENT-STORE TENANT FILE. */
final class PublishDocument {
  private static final int INLINE_LIMIT = 512 * 1024;

  public static void main(String[] args) throws Exception {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", args[0],
            "schema.registry.url", args[1],
            "acks", "all",
            "key.serializer", StringSerializer.class,
            "value.serializer", RegistrySerializer.class);
    try (ContentStore store = ContentStores.open(args[2]);
        var producer = new KafkaProducer<String, DocumentReceived>(config)) {
      DocumentReceived received = received(args[3], Path.of(args[4]), store);
      String id = received.getDocumentId();
      // Waiting for the answer: only now may the mailbox or folder forget the document.
      producer.send(new ProducerRecord<>(Topics.RECEIVED.name(), id, received)).get();
      System.out.println(id);
    }
  }

  private static DocumentReceived received(String tenant, Path file, ContentStore store)
      throws Exception {
    String sha256 = Ids.sha256(file);
    String id = Ids.document(tenant, sha256);
    Object content =
        Files.size(file) <= INLINE_LIMIT
            ? new InlineContent(ByteBuffer.wrap(Files.readAllBytes(file)))
            : store.put(new Owner(tenant, id), file);
    return DocumentReceived.newBuilder()
        .setDocumentId(id)
        .setTenant(tenant)
        .setSource("invoice-mailbox")
        .setFileName(file.getFileName().toString())
        .setDataClass(DataClass.CONFIDENTIAL)
        .setContent(content)
        .setSha256(sha256)
        .setAttributes(Map.of("mailbox", "invoices"))
        .setReceivedAt(Instant.now())
        .build();
  }
}
