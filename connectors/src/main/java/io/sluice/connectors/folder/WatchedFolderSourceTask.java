package io.sluice.connectors.folder;

import io.sluice.connectors.HandIn;
import io.sluice.connectors.PluginVersion;
import io.sluice.content.ContentException;
import io.sluice.events.DocumentReceived;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

/**
 * Reads stable files and moves them once Kafka has acknowledged them. The folder itself is the
 * state: there are no offsets that could disagree with it. The same bytes are the same document, so
 * that a file that is handed in twice is one document.
 */
public final class WatchedFolderSourceTask extends SourceTask {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedFolderSourceTask.class);
  private static final String FILE = "file";
  private static final String DONE = "done";
  private static final String FAILED = "failed";

  private final Set<Path> onTheirWay = ConcurrentHashMap.newKeySet();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private @Nullable WatchedFolderConfig config;
  private @Nullable StableFiles files;
  private @Nullable HandIn handIn;

  /** For Connect, which calls {@link #start}. */
  public WatchedFolderSourceTask() {}

  @Override
  public void start(Map<String, String> properties) {
    WatchedFolderConfig settings = new WatchedFolderConfig(properties);
    try {
      Files.createDirectories(settings.folder().resolve(DONE));
      Files.createDirectories(settings.folder().resolve(FAILED));
    } catch (IOException e) {
      throw new ConnectException("the subfolders of " + settings.folder() + " cannot be made", e);
    }
    config = settings;
    files = new StableFiles(settings.folder(), settings.duration(WatchedFolderConfig.STABLE));
    handIn = new HandIn(settings, properties);
  }

  @Override
  public @Nullable List<SourceRecord> poll() throws InterruptedException {
    WatchedFolderConfig settings = settings();
    Map<Path, SourceRecord> records = new LinkedHashMap<>();
    int room = settings.getInt(WatchedFolderConfig.BATCH) - onTheirWay.size();
    for (Path file : look()) {
      if (records.size() < room && !onTheirWay.contains(file)) {
        SourceRecord record = read(file);
        if (record != null) {
          records.put(file, record);
        }
      }
    }
    if (!records.isEmpty()) {
      // Only now: had the registry gone away between two files, none would be on its way.
      onTheirWay.addAll(records.keySet());
      return List.copyOf(records.values());
    }
    boolean stops =
        stopped.await(
            settings.duration(WatchedFolderConfig.INTERVAL).toMillis(), TimeUnit.MILLISECONDS);
    LOG.trace("nothing to hand in; stopping: {}", stops);
    return null;
  }

  private List<Path> look() {
    try {
      return Objects.requireNonNull(files, "started").look(Instant.now());
    } catch (IOException e) {
      throw new RetriableException("the folder cannot be looked through: " + e, e);
    }
  }

  /** The file as a record; null if it is gone or cannot be read now, to be looked at again. */
  private @Nullable SourceRecord read(Path file) {
    HandIn in = Objects.requireNonNull(handIn, "started");
    try {
      DocumentReceived document = in.document(file, file.getFileName().toString(), Map.of());
      return in.record(
          document, Map.of(FILE, file.toString()), Map.of("sha256", document.getSha256()));
    } catch (NoSuchFileException e) {
      LOG.debug("{} has gone", file);
    } catch (IOException | ContentException e) {
      LOG.warn("{} cannot be read now and is looked at again: {}", file, e.toString());
    }
    return null;
  }

  /** Kafka has it, or, without metadata, Connect was told to go on without it. */
  @Override
  public void commitRecord(SourceRecord record, @Nullable RecordMetadata metadata) {
    Path file = Path.of(String.valueOf(record.sourcePartition().get(FILE)));
    Path folder = settings().folder().resolve(metadata == null ? FAILED : DONE);
    try {
      Files.move(file, free(folder, file), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // It is handed in again, as the same document, until it can be moved.
      LOG.warn("{} was handed in but cannot be moved to {}: {}", file, folder, e.toString());
    } finally {
      onTheirWay.remove(file);
    }
  }

  /** A name that is free there: two files may have had the same name one after the other. */
  private static Path free(Path folder, Path file) {
    Set<Path> tried = new HashSet<>();
    Path target = folder.resolve(file.getFileName());
    while (Files.exists(target)) {
      tried.add(target);
      target = folder.resolve(file.getFileName() + "." + tried.size());
    }
    return target;
  }

  @Override
  public void stop() {
    stopped.countDown();
    if (handIn != null) {
      handIn.close();
    }
  }

  @Override
  public String version() {
    return PluginVersion.get();
  }

  private WatchedFolderConfig settings() {
    return Objects.requireNonNull(config, "Connect calls start() first");
  }
}
