package io.sluice.connectors.s3;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The part of a bucket under a prefix, and what its store's answers mean. */
final class Bucket implements AutoCloseable {

  /** At most 1,000 objects in the order of their keys; {@code next} is null at the end. */
  record Page(List<S3Object> objects, @Nullable String next) {}

  /** What came of fetching an object. */
  sealed interface Fetched {
    /** All its bytes, as listed, are in the file. */
    record Whole() implements Fetched {}

    /** It was deleted or overwritten since it was listed. */
    record Gone() implements Fetched {}

    /** It cannot be had now: the store says no, or does not answer whole. */
    record Refused(String why) implements Fetched {}
  }

  private final S3Client client;
  private final String name;
  private final String prefix;

  Bucket(S3BucketConfig config) {
    name = config.getString(S3BucketConfig.BUCKET);
    prefix = config.getString(S3BucketConfig.PREFIX);
    String endpoint = config.getString(S3BucketConfig.ENDPOINT);
    String region = config.getString(S3BucketConfig.REGION);
    String key = config.secret(S3BucketConfig.ACCESS_KEY);
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .socketTimeout(config.timeout())
                    .connectionTimeout(config.timeout()))
            .forcePathStyle(config.getBoolean(S3BucketConfig.PATH_STYLE));
    if (!endpoint.isEmpty()) {
      builder.endpointOverride(URI.create(endpoint)).region(Region.US_EAST_1);
    }
    if (!region.isEmpty()) {
      builder.region(Region.of(region));
    }
    if (!key.isEmpty()) {
      String secret = config.secret(S3BucketConfig.SECRET_KEY);
      builder.credentialsProvider(
          StaticCredentialsProvider.create(AwsBasicCredentials.create(key, secret)));
    }
    try {
      client = builder.build();
    } catch (SdkClientException e) {
      throw new ConnectException(
          "bucket " + name + " cannot be opened: " + e.getMessage() + "; set region or AWS_REGION",
          e);
    }
  }

  /**
   * One page of the listing.
   *
   * @throws RetriableException if the store is away or busy
   * @throws ConnectException if it says no, which another try does not change
   */
  Page list(@Nullable String from) {
    try {
      ListObjectsV2Response page =
          client.listObjectsV2(one -> one.bucket(name).prefix(prefix).continuationToken(from));
      return new Page(page.contents(), page.nextContinuationToken());
    } catch (S3Exception e) {
      if (isPassing(e)) {
        throw new RetriableException(
            "bucket " + name + " cannot be listed now: " + e.getMessage(), e);
      }
      throw new ConnectException(
          "bucket " + name + " cannot be listed: " + e.getMessage() + "; " + remedy(e), e);
    } catch (SdkException e) {
      if (String.valueOf(e.getMessage()).contains("Unable to load credentials")) {
        throw new ConnectException(
            "bucket "
                + name
                + " cannot be listed: AWS's SDK finds no credentials; set "
                + S3BucketConfig.ACCESS_KEY
                + " and "
                + S3BucketConfig.SECRET_KEY
                + ", or its environment, profile or role",
            e);
      }
      throw new RetriableException("bucket " + name + " cannot be reached: " + e.getMessage(), e);
    }
  }

  /** Fetches an object as it was listed into a file, which is overwritten. */
  Fetched fetch(S3Object object, Path target) {
    try (ResponseInputStream<GetObjectResponse> bytes =
        client.getObject(one -> one.bucket(name).key(object.key()))) {
      if (!Mark.of(object).equals(Mark.of(bytes.response()))) {
        bytes.abort(); // Closing would read on to its end.
        return new Fetched.Gone();
      }
      long length = Files.copy(bytes, target, StandardCopyOption.REPLACE_EXISTING);
      return length == object.size()
          ? new Fetched.Whole()
          : new Fetched.Refused("it broke off after " + length + " bytes");
    } catch (IOException e) {
      return new Fetched.Refused("it broke off: " + e);
    } catch (S3Exception e) {
      return e.statusCode() == 404
          ? new Fetched.Gone()
          : new Fetched.Refused(String.valueOf(e.getMessage()));
    } catch (SdkException e) {
      return new Fetched.Refused(String.valueOf(e.getMessage()));
    }
  }

  private static boolean isPassing(S3Exception e) {
    return e.statusCode() >= 500 || e.statusCode() == 429 || e.statusCode() == 408;
  }

  private static String remedy(S3Exception e) {
    return switch (e.statusCode()) {
      case 401, 403 ->
          "check the credentials, and that they allow s3:ListBucket on it and s3:GetObject in it";
      case 404 -> "check its name and the endpoint";
      default -> "check its name, region, endpoint and path.style";
    };
  }

  @Override
  public void close() {
    client.close();
  }
}
