package io.sluice.schemas;

import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Avro makes objects of the classes that a schema names, and since 1.12.2 only of trusted ones.
 * Sluice trusts its own generated classes and nothing more.
 */
public final class AvroTrust {
  private static boolean granted;

  private AvroTrust() {}

  /**
   * Trusts the classes generated in packages under {@code io.sluice}; doing it again changes
   * nothing.
   */
  public static synchronized void grant() {
    if (!granted) {
      ClassSecurityValidator.setGlobal(
          ClassSecurityValidator.composite(
              ClassSecurityValidator.getGlobal(), AvroTrust::isGeneratedHere));
      granted = true;
    }
  }

  private static boolean isGeneratedHere(Class<?> type) {
    return type.getName().startsWith("io.sluice.")
        && (SpecificRecord.class.isAssignableFrom(type) || type.isEnum());
  }
}
