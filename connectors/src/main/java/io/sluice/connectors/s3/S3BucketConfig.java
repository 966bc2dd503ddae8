package io.sluice.connectors.s3;

import io.sluice.connectors.HandIn;
import java.net.URI;
import java.nio.file.FileSystems;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** What a bucket's source can be told. */
final class S3BucketConfig extends AbstractConfig {
  static final String BUCKET = "bucket";
  static final String PREFIX = "prefix";
  static final String GLOB = "name.glob";
  static final String REGION = "region";
  static final String ENDPOINT = "endpoint";
  static final String PATH_STYLE = "path.style";
  static final String ACCESS_KEY = "aws.access.key.id";
  static final String SECRET_KEY = "aws.secret.access.key";
  static final String LARGEST = "max.object.bytes";
  static final String TIMEOUT = "read.timeout.ms";
  static final String INTERVAL = "poll.interval.ms";
  static final String BATCH = "batch.size";

  static final ConfigDef DEFINITION =
      HandIn.define(new ConfigDef(), "s3")
          .define(
              BUCKET,
              Type.STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              new NonEmptyString(),
              Importance.HIGH,
              "The bucket. Its objects are read, never changed.")
          .define(PREFIX, Type.STRING, "", Importance.HIGH, "How the keys to hand in begin.")
          .define(
              GLOB,
              Type.STRING,
              "*",
              S3BucketConfig::requireGlob,
              Importance.MEDIUM,
              "Which names, after the key's last slash, are handed in, such as *.{pdf,PDF}.")
          .define(
              REGION,
              Type.STRING,
              "",
              Importance.MEDIUM,
              "The bucket's region, such as eu-central-1; empty: as AWS's SDK finds it (AWS_REGION,"
                  + " profile), or us-east-1 where there is an endpoint.")
          .define(
              ENDPOINT,
              Type.STRING,
              "",
              S3BucketConfig::requireUrl,
              Importance.MEDIUM,
              "URL of a store that speaks like S3, such as http://minio:9000; empty: AWS.")
          .define(
              PATH_STYLE,
              Type.BOOLEAN,
              false,
              Importance.MEDIUM,
              "Whether the bucket stands in the path of URLs and not in the host's name: true for"
                  + " most stores that are not AWS.")
          .define(
              ACCESS_KEY,
              Type.PASSWORD,
              "",
              Importance.MEDIUM,
              "With "
                  + SECRET_KEY
                  + "; both empty: credentials as AWS's SDK finds them (environment, profile, web"
                  + " identity, container, instance).")
          .define(SECRET_KEY, Type.PASSWORD, "", Importance.MEDIUM, "The secret of that key.")
          .define(
              LARGEST,
              Type.LONG,
              64L << 20,
              Range.between(1, 5L << 40),
              Importance.LOW,
              "Larger objects are left alone, with a line in the log.")
          .define(
              TIMEOUT,
              Type.LONG,
              30_000L,
              Range.between(10, 3_600_000),
              Importance.LOW,
              "How long the store may say nothing before it is asked again; after three times the"
                  + " object waits for the next pass.")
          .define(
              INTERVAL,
              Type.LONG,
              10_000L,
              Range.between(10, 86_400_000),
              Importance.LOW,
              "How long after one pass through the listing the next begins.")
          .define(
              BATCH,
              Type.INT,
              50,
              Range.between(1, 1_000),
              Importance.LOW,
              "The most objects that are fetched before they are given to Kafka.");

  S3BucketConfig(Map<String, String> values) {
    super(DEFINITION, values);
    String half = halfOfCredentials(values);
    if (half != null) {
      throw new ConfigException(half);
    }
  }

  /** What is wrong with the two keys together; null for nothing. */
  static @Nullable String halfOfCredentials(Map<String, String> values) {
    boolean key = Objects.requireNonNullElse(values.get(ACCESS_KEY), "").isEmpty();
    boolean secret = Objects.requireNonNullElse(values.get(SECRET_KEY), "").isEmpty();
    return key == secret
        ? null
        : ACCESS_KEY + " and " + SECRET_KEY + " go together: set both or none";
  }

  String secret(String name) {
    Password password = getPassword(name);
    return password == null ? "" : password.value();
  }

  Duration timeout() {
    return Duration.ofMillis(getLong(TIMEOUT));
  }

  Duration interval() {
    return Duration.ofMillis(getLong(INTERVAL));
  }

  private static void requireGlob(String name, Object value) {
    try {
      FileSystems.getDefault().getPathMatcher("glob:" + value);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(
          name, value, "must be a glob such as *.{pdf,PDF}: " + e.getMessage());
    }
  }

  private static void requireUrl(String name, Object value) {
    if (value == null || value.toString().isEmpty()) {
      return; // AWS.
    }
    boolean url;
    try {
      URI uri = URI.create(value.toString());
      url =
          uri.getHost() != null
              && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    } catch (IllegalArgumentException e) {
      url = false;
    }
    if (!url) {
      throw new ConfigException(name, value, "must be a URL such as https://minio.example:9000");
    }
  }
}
