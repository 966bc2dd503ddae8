package io.sluice.connectors;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/**
 * Writes one file a record and lets Connect commit an offset only when the file of every record
 * below it is on the disk, or the record is with the {@link ErrantRecordReporter}.
 *
 * <p>A record that is no completed record goes to the reporter; without one the task fails and
 * names the record. A disk that refuses for now is tried again; a folder that is forbidden fails
 * the task.
 */
public final class RecordFileSinkTask extends SinkTask {
  private @Nullable RecordFolder folder;
  private @Nullable ErrantRecordReporter reporter;

  /** For Connect, which calls {@link #start}. */
  public RecordFileSinkTask() {}

  @Override
  public void start(Map<String, String> properties) {
    try {
      RecordFileSinkConfig config = new RecordFileSinkConfig(properties);
      folder = RecordFolder.open(config.folder(), config.indent());
    } catch (ConfigException | IOException e) {
      throw new ConnectException("the file sink cannot start: " + e.getMessage(), e);
    }
    reporter = context.errantRecordReporter();
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    for (SinkRecord sunk : records) {
      try {
        folder().write(CompletedRecord.of(sunk.value()));
      } catch (DataException e) {
        setAside(sunk, e);
      } catch (AccessDeniedException | ReadOnlyFileSystemException e) {
        throw new ConnectException(
            "cannot write the record at %s: %s; give the worker write access and restart the task"
                .formatted(place(sunk), e),
            e);
      } catch (IOException e) {
        throw new RetriableException(
            "cannot write the record at %s, will try again: %s".formatted(place(sunk), e), e);
      }
    }
  }

  /**
   * Brings what was put to the disk. Connect counts an offset as current only when the {@link #put}
   * of its record has returned, and commits the current offsets after this: those written, those
   * reported, and those whose bytes no converter could read and which were never put.
   */
  @Override
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
    try {
      folder().sync();
    } catch (IOException e) {
      throw new RetriableException(
          "cannot bring the folder to the disk, so no offset is committed: " + e, e);
    }
    return currentOffsets;
  }

  @Override
  public void stop() {
    // Every file is closed as soon as it is written.
  }

  @Override
  public String version() {
    return PluginVersion.get();
  }

  private void setAside(SinkRecord sunk, DataException why) {
    DataException named =
        new DataException(
            "the record at %s is no completed record: %s".formatted(place(sunk), why.getMessage()),
            why);
    if (reporter == null) {
      throw new ConnectException(
          named.getMessage()
              + "; set errors.tolerance=all and errors.deadletterqueue.topic.name to go on without"
              + " such records",
          named);
    }
    // Connect itself waits for the report before it commits the offset.
    var unused = reporter.report(sunk, named);
  }

  private RecordFolder folder() {
    return Objects.requireNonNull(folder, "Connect calls start() first");
  }

  private static String place(SinkRecord sunk) {
    return "%s-%d offset %d"
        .formatted(sunk.originalTopic(), sunk.originalKafkaPartition(), sunk.originalKafkaOffset());
  }
}
