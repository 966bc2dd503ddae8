package io.sluice.connectors;

import io.sluice.content.ContentConfig;
import io.sluice.content.ContentException;
import io.sluice.content.ContentStore;
import io.sluice.content.ContentStores;
import io.sluice.content.Owner;
import io.sluice.events.DataClass;
import io.sluice.events.DocumentReceived;
import io.sluice.events.InlineContent;
import io.sluice.schemas.Ids;
import io.sluice.schemas.RegistryConfig;
import io.sluice.schemas.RegistryException;
import io.sluice.schemas.RegistrySerdes;
import io.sluice.schemas.Topics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * How sources hand in documents: small ones inside the record, larger ones as claim checks. The
 * same bytes are the same document, so that what is handed in twice is one document.
 */
public final class HandIn implements AutoCloseable {
  private static final String STORE = "content.store";
  private static final String KEYS = "content.encryption.keys";
  private static final String TENANT = "tenant";
  private static final String SOURCE = "source";
  private static final String DATA_CLASS = "data.class";
  private static final String TOPIC = "topic";

  private final AbstractConfig config;
  private final ContentStore store;
  private final long inlineLimit;
  private final Serializer<DocumentReceived> serializer;

  /**
   * Opens the store and the way to the registry.
   *
   * @param config made with what {@link #define} added
   * @param properties the same as text, for the registry's own settings
   */
  public HandIn(AbstractConfig config, Map<String, String> properties) {
    this.config = config;
    ContentConfig contents =
        new ContentConfig(config.getString(STORE), Optional.ofNullable(config.getString(KEYS)));
    this.store = contents.open();
    this.inlineLimit = contents.inlineLimit();
    this.serializer = RegistrySerdes.serializer(new HashMap<>(properties));
  }

  /** Adds what every source can be told; {@code source} is what its documents come from. */
  public static ConfigDef define(ConfigDef definition, String source) {
    return definition
        .define(
            STORE,
            Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            HandIn::requireStore,
            Importance.HIGH,
            "URI of the content store that all of Sluice shares, such as file:/mnt/sluice; for"
                + " files over 512 kB.")
        .define(
            KEYS,
            Type.STRING,
            null,
            HandIn::requireKeys,
            Importance.MEDIUM,
            "URI of the folder with the tenants' keys, where contents are encrypted; documents of"
                + " any size go into the store then.")
        .define(
            RegistryConfig.URL,
            Type.LIST,
            ConfigDef.NO_DEFAULT_VALUE,
            Importance.HIGH,
            "Base URLs of the schema registry.")
        .define(TENANT, Type.STRING, "default", Importance.MEDIUM, "Whose documents these are.")
        .define(
            SOURCE,
            Type.STRING,
            source,
            Importance.MEDIUM,
            "The system that they are said to come from.")
        .define(
            DATA_CLASS,
            Type.STRING,
            DataClass.CONFIDENTIAL.name(),
            ValidString.in(
                Arrays.stream(DataClass.values()).map(Enum::name).toArray(String[]::new)),
            Importance.MEDIUM,
            "How far their content may travel.")
        .define(
            TOPIC,
            Type.STRING,
            Topics.RECEIVED.name(),
            Importance.LOW,
            "Where they are handed in.");
  }

  /**
   * A file's bytes as a document, named and described.
   *
   * @throws IOException if the file cannot be read
   * @throws ContentException if the store does not take it
   */
  public DocumentReceived document(Path file, String name, Map<String, String> attributes)
      throws IOException, ContentException {
    String tenant = config.getString(TENANT);
    String sha256 = Ids.sha256(file);
    String id = Ids.document(tenant, sha256);
    Object content =
        Files.size(file) <= inlineLimit
            ? new InlineContent(ByteBuffer.wrap(Files.readAllBytes(file)))
            : store.put(new Owner(tenant, id), file);
    return DocumentReceived.newBuilder()
        .setDocumentId(id)
        .setContent(content)
        .setSha256(sha256)
        .setTenant(tenant)
        .setSource(config.getString(SOURCE))
        .setFileName(name)
        .setDataClass(DataClass.valueOf(config.getString(DATA_CLASS)))
        .setAttributes(attributes)
        .setReceivedAt(Instant.now())
        .build();
  }

  /**
   * The document as Connect's record.
   *
   * @throws RetriableException if the schema registry is away
   */
  public SourceRecord record(
      DocumentReceived document, Map<String, ?> partition, Map<String, ?> offset) {
    String topic = config.getString(TOPIC);
    try {
      return new SourceRecord(
          partition,
          offset,
          topic,
          Schema.STRING_SCHEMA,
          document.getDocumentId(),
          Schema.BYTES_SCHEMA,
          serializer.serialize(topic, document));
    } catch (RegistryException.Unavailable e) {
      throw new RetriableException("the schema registry is away: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    store.close();
  }

  private static void requireKeys(String name, @Nullable Object value) {
    if (value == null) {
      return; // Contents are kept as they are.
    }
    try {
      ContentStores.requireKeys(value.toString());
    } catch (IllegalArgumentException e) {
      throw new ConfigException(name, value, e.getMessage());
    }
  }

  private static void requireStore(String name, Object value) {
    if (value == null) {
      return; // Its absence is reported already.
    }
    try {
      ContentStores.open(value.toString()).close();
    } catch (RuntimeException e) {
      throw new ConfigException(name, value, "cannot be opened: " + e.getMessage());
    }
  }
}
