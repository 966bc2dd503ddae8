package io.sluice.desk.access;

import com.password4j.Argon2Function;
import com.password4j.BadParametersException;
import com.password4j.Password;
import com.password4j.types.Argon2;
import org.jspecify.annotations.Nullable;

/**
 * Hashes of passwords: Argon2id in the form {@code $argon2id$v=19$m=…,t=…,p=…$salt$hash}, with the
 * least parameters that OWASP's Password Storage Cheat Sheet asks for (19 MiB, two passes).
 */
public final class Passwords {
  private static final int MEMORY_KIB = 19 * 1024;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int BYTES = 32;
  private static final int SALT_BYTES = 16;

  /** The shortest that is taken. */
  public static final int SHORTEST = 12;

  /** Compared where there is no such user, so that the answer takes as long. */
  private static final String NOBODY = hash("nobody has this password");

  private Passwords() {}

  /** A hash with a salt of its own. */
  public static String hash(String password) {
    return Password.hash(password)
        .addRandomSalt(SALT_BYTES)
        .with(Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, BYTES, Argon2.ID))
        .getResult();
  }

  /** Whether it looks like a hash that {@link #hash} makes. */
  static boolean isHash(String text) {
    try {
      return text.startsWith("$argon2id$") && function(text) != null;
    } catch (BadParametersException e) {
      return false; // The caller says what it must look like.
    }
  }

  /**
   * Whether this is the password; takes as long for a user who is not there.
   *
   * @param hash null where there is no such user
   */
  static boolean matches(String password, @Nullable String hash) {
    String known = hash == null ? NOBODY : hash;
    return Password.check(password, known).with(function(known)) && hash != null;
  }

  private static Argon2Function function(String hash) {
    return Argon2Function.getInstanceFromHash(hash);
  }
}
