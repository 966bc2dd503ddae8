package io.sluice.schemas;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * The schema registry could not help. Only {@link Unavailable} is worth another try: it says
 * nothing about the record.
 */
public abstract sealed class RegistryException extends SerializationException {
  private static final long serialVersionUID = 1L;

  private RegistryException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** No server answered in the time and attempts allowed; transient. */
  public static final class Unavailable extends RegistryException {
    private static final long serialVersionUID = 1L;

    Unavailable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** The registry answered, and the answer is no. */
  public static final class Refused extends RegistryException {
    private static final long serialVersionUID = 1L;

    /** The schema breaks the subject's compatibility rule. */
    public static final int INCOMPATIBLE = 409;

    /** The subject has no version at all. */
    public static final int SUBJECT_NOT_FOUND = 40401;

    /** The subject has no such version. */
    public static final int VERSION_NOT_FOUND = 40402;

    /** No schema has this id, or the subject does not have this schema. */
    public static final int SCHEMA_NOT_FOUND = 40403;

    /** The text is no schema. */
    public static final int INVALID_SCHEMA = 42201;

    private final int httpStatus;
    private final int errorCode;

    Refused(String message, int httpStatus, int errorCode) {
      super(message, null);
      this.httpStatus = httpStatus;
      this.errorCode = errorCode;
    }

    /** The HTTP status. */
    public int httpStatus() {
      return httpStatus;
    }

    /** The registry's own code, for instance 40401; the HTTP status where it sent none. */
    public int errorCode() {
      return errorCode;
    }
  }
}
