package io.sluice.local;

/** An answer of the registry that says no, with Confluent's code. */
final class RegistryError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final int code;

  private RegistryError(int status, int code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  int status() {
    return status;
  }

  int code() {
    return code;
  }

  static RegistryError subjectNotFound(String subject) {
    return new RegistryError(404, 40401, "Subject '" + subject + "' not found.");
  }

  static RegistryError versionNotFound(String version) {
    return new RegistryError(404, 40402, "Version " + version + " not found.");
  }

  static RegistryError schemaNotFound(String what) {
    return new RegistryError(404, 40403, "Schema " + what + " not found.");
  }

  static RegistryError subjectSoftDeleted(String subject) {
    return new RegistryError(404, 40404, "Subject '" + subject + "' was soft deleted.");
  }

  static RegistryError subjectNotSoftDeleted(String subject) {
    return new RegistryError(
        404,
        40405,
        "Subject '" + subject + "' was not deleted first before being permanently deleted.");
  }

  static RegistryError noSubjectConfig(String subject) {
    return new RegistryError(
        404, 40408, "Subject '" + subject + "' has no compatibility level of its own.");
  }

  static RegistryError unknownPath(String method, String path) {
    return new RegistryError(404, 404, "HTTP 404 Not Found: " + method + " " + path);
  }

  static RegistryError invalidSchema(String why) {
    return new RegistryError(422, 42201, "Invalid schema: " + why);
  }

  static RegistryError invalidVersion(String version) {
    return new RegistryError(
        422,
        42202,
        "The version '" + version + "' is not a valid one: a number from 1, or \"latest\".");
  }

  static RegistryError invalidLevel(String level) {
    return new RegistryError(422, 42203, "Invalid compatibility level: " + level + ".");
  }

  static RegistryError incompatible(String subject, String why) {
    return new RegistryError(
        409,
        409,
        "Schema being registered is incompatible with an earlier schema for subject \""
            + subject
            + "\", details: "
            + why);
  }
}
