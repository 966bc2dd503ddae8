package io.sluice.connectors.s3;

import io.sluice.connectors.HandIn;
import io.sluice.connectors.PluginVersion;
import io.sluice.connectors.s3.Bucket.Fetched;
import io.sluice.content.ContentException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Goes through the listing page by page, again and again, and hands in what Connect's offsets do
 * not know: one small offset an object, under bucket and key. A time of the last object would be
 * smaller, but S3 gives an object the time at which its upload began, so that it would lose those
 * that took long. Holds a page and {@value #UNKEPT} marks, however large the bucket is.
 */
public final class S3BucketSourceTask extends SourceTask {
  private static final Logger LOG = LoggerFactory.getLogger(S3BucketSourceTask.class);
  private static final int UNKEPT = 10_000;
  private static final long BYTES_AT_A_TIME = 64L << 20;

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Deque<S3Object> waiting = new ArrayDeque<>();

  /** Handed in, but not known yet to be in Connect's offsets. */
  private final Map<String, Mark> unkept = new HashMap<>();

  /** What the log has said already, lest each pass says it again. */
  private final Map<String, Mark> said =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Mark> eldest) {
          return size() > UNKEPT;
        }
      };

  private @Nullable String next;
  private boolean atEnd;
  private @Nullable S3BucketConfig config;
  private @Nullable Bucket bucket;
  private @Nullable HandIn handIn;
  private @Nullable Path scratch;

  /** For Connect, which calls {@link #start}. */
  public S3BucketSourceTask() {}

  @Override
  public void start(Map<String, String> properties) {
    S3BucketConfig settings = new S3BucketConfig(properties);
    config = settings;
    handIn = new HandIn(settings, properties);
    Bucket opened = new Bucket(settings);
    bucket = opened;
    try {
      opened.list(null);
    } catch (RetriableException e) {
      LOG.warn("{}; it is tried again", e.getMessage());
    }
    try {
      scratch = Files.createTempFile("sluice-s3-", ".part");
    } catch (IOException e) {
      throw new ConnectException("no file for fetched objects can be made: " + e, e);
    }
  }

  @Override
  public @Nullable List<SourceRecord> poll() throws InterruptedException {
    if (isBetweenPasses()) {
      rest();
      atEnd = false;
      return null;
    }
    if (unkept.size() >= UNKEPT) {
      forgetKept();
      if (unkept.size() >= UNKEPT) {
        rest(); // Until Connect has flushed its offsets.
        return null;
      }
    }
    if (waiting.isEmpty()) {
      look();
    }
    Map<S3Object, SourceRecord> records = fetch();
    records.keySet().forEach(one -> unkept.put(one.key(), Mark.of(one)));
    return records.isEmpty() ? null : List.copyOf(records.values());
  }

  /** Whether everything that was listed is dealt with. */
  boolean isBetweenPasses() {
    return waiting.isEmpty() && atEnd;
  }

  /** Reads the next page; what is new in it waits. */
  private void look() throws InterruptedException {
    if (next == null) {
      forgetKept();
    }
    Bucket.Page page;
    try {
      page = Objects.requireNonNull(bucket, "started").list(next);
    } catch (RetriableException e) {
      next = null;
      rest();
      throw e;
    }
    List<S3Object> objects = page.objects().stream().filter(this::isWanted).toList();
    Map<String, Mark> kept = kept(objects.stream().map(S3Object::key).toList());
    for (S3Object object : objects) {
      Mark mark = Mark.of(object);
      if (!mark.equals(kept.get(object.key())) && !mark.equals(unkept.get(object.key()))) {
        waiting.add(object);
      }
    }
    next = page.next();
    atEnd = next == null;
  }

  /** Takes as many of those that wait as make a batch. */
  private Map<S3Object, SourceRecord> fetch() {
    Map<S3Object, SourceRecord> records = new LinkedHashMap<>();
    long bytes = 0;
    while (!waiting.isEmpty()
        && records.size() < settings().getInt(S3BucketConfig.BATCH)
        && bytes < BYTES_AT_A_TIME
        && stopped.getCount() > 0) {
      S3Object object = waiting.element();
      try {
        SourceRecord record = read(object);
        if (record != null) {
          records.put(object, record);
          bytes += object.size();
        }
      } catch (RetriableException e) {
        if (records.isEmpty()) {
          throw e;
        }
        return records; // They are not lost; the next poll meets the same trouble, and says so.
      }
      waiting.remove();
    }
    return records;
  }

  /** The object as a record; null if it is gone or cannot be had now. */
  private @Nullable SourceRecord read(S3Object object) {
    Path file = Objects.requireNonNull(scratch, "started");
    HandIn in = Objects.requireNonNull(handIn, "started");
    Fetched fetched = Objects.requireNonNull(bucket, "started").fetch(object, file);
    if (fetched instanceof Fetched.Gone) {
      LOG.info("{} was deleted or overwritten since it was listed", object.key());
      return null;
    }
    if (fetched instanceof Fetched.Refused refused) {
      sayOnce(object, "cannot be read and is tried again with every pass: " + refused.why());
      return null;
    }
    try {
      Map<String, String> attributes = Map.of("s3.bucket", bucketName(), "s3.key", object.key());
      return in.record(
          in.document(file, name(object), attributes),
          partition(object.key()),
          Mark.of(object).toOffset());
    } catch (IOException | ContentException e) {
      sayOnce(object, "cannot be stored and is tried again with every pass: " + e);
      return null;
    }
  }

  private boolean isWanted(S3Object object) {
    if (object.key().endsWith("/") && object.size() == 0) {
      return false; // What consoles make to show a folder.
    }
    try {
      PathMatcher glob =
          FileSystems.getDefault()
              .getPathMatcher("glob:" + settings().getString(S3BucketConfig.GLOB));
      if (!glob.matches(Path.of(name(object)))) {
        return false;
      }
    } catch (InvalidPathException e) {
      sayOnce(object, "has a name that is none for a file: " + e.getReason());
      return false;
    }
    long largest = settings().getLong(S3BucketConfig.LARGEST);
    if (object.size() > largest) {
      sayOnce(
          object,
          "is left alone: it has %d bytes, and %s is %d"
              .formatted(object.size(), S3BucketConfig.LARGEST, largest));
      return false;
    }
    return true;
  }

  private static String name(S3Object object) {
    return object.key().substring(object.key().lastIndexOf('/') + 1);
  }

  private void sayOnce(S3Object object, String what) {
    if (!Mark.of(object).equals(said.put(object.key(), Mark.of(object)))) {
      LOG.warn("s3://{}/{} {}", bucketName(), object.key(), what);
    }
  }

  private void forgetKept() {
    kept(unkept.keySet()).forEach(unkept::remove);
  }

  /** The marks of those among the keys that Connect keeps one of. */
  private Map<String, Mark> kept(Collection<String> keys) {
    List<Map<String, String>> partitions = new ArrayList<>();
    keys.forEach(key -> partitions.add(partition(key)));
    Map<String, Mark> marks = new HashMap<>();
    context
        .offsetStorageReader()
        .offsets(partitions)
        .forEach((partition, offset) -> {
          Mark mark = Mark.of(offset);
          String key = partition.get("key");
          if (mark != null && key != null) {
            marks.put(key, mark);
          }
        });
    return marks;
  }

  /** In one order always: Connect compares it as text, and Map.of differs from run to run. */
  private Map<String, String> partition(String key) {
    return new TreeMap<>(Map.of("bucket", bucketName(), "key", key));
  }

  private String bucketName() {
    return settings().getString(S3BucketConfig.BUCKET);
  }

  private void rest() throws InterruptedException {
    boolean stops = stopped.await(settings().interval().toMillis(), TimeUnit.MILLISECONDS);
    LOG.trace("rested; stopping: {}", stops);
  }

  /** Without metadata, Connect was told to go on without a record that Kafka did not take. */
  @Override
  public void commitRecord(SourceRecord record, @Nullable RecordMetadata metadata) {
    if (metadata == null) {
      LOG.warn("{} was not taken by Kafka and is not handed in again", record.sourcePartition());
    }
  }

  @Override
  public void stop() {
    stopped.countDown();
    if (bucket != null) {
      bucket.close();
    }
    if (handIn != null) {
      handIn.close();
    }
    if (scratch != null) {
      try {
        Files.deleteIfExists(scratch);
      } catch (IOException e) {
        LOG.warn("{} is left over: {}", scratch, e.toString());
      }
    }
  }

  @Override
  public String version() {
    return PluginVersion.get();
  }

  private S3BucketConfig settings() {
    return Objects.requireNonNull(config, "Connect calls start() first");
  }
}
