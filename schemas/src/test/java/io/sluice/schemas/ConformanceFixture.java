package io.sluice.schemas;

import java.io.IOException;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** A registry and sample records, for tests outside this package. */
public final class ConformanceFixture implements AutoCloseable {
  private final HttpFixture server;

  private ConformanceFixture(HttpFixture server) {
    this.server = server;
  }

  public static ConformanceFixture start() throws IOException {
    return new ConformanceFixture(HttpFixture.answering(new TinyRegistry()));
  }

  public String url() {
    return server.url();
  }

  /** Arbitrary records of the class. */
  public static <T extends SpecificRecord> List<T> samples(Class<T> type, int count) {
    AvroTrust.grant();
    return AnyRecord.of(type).sampleStream().limit(count).toList();
  }

  @Override
  public void close() {
    server.close();
  }
}
