package io.sluice.llm.egress;

import java.util.Map;
import java.util.OptionalLong;

/**
 * Caps, in millionths of a US dollar; days are UTC days. What a cap leaves out has none.
 *
 * @param perDocument of one document, on all days that the ledger remembers
 * @param perTenant of a tenant a day
 * @param tenants other caps for some tenants
 * @param perType of a document type a day
 * @param types other caps for some types
 * @param perDay of all a day
 */
public record Budget(
    OptionalLong perDocument,
    OptionalLong perTenant,
    Map<String, Long> tenants,
    OptionalLong perType,
    Map<String, Long> types,
    OptionalLong perDay) {

  /** No caps. */
  public static final Budget NONE =
      new Budget(
          OptionalLong.empty(),
          OptionalLong.empty(),
          Map.of(),
          OptionalLong.empty(),
          Map.of(),
          OptionalLong.empty());

  public Budget {
    tenants = Map.copyOf(tenants);
    types = Map.copyOf(types);
  }

  boolean isSet() {
    return !equals(NONE);
  }

  /** A tenant's cap a day. */
  public OptionalLong ofTenant(String tenant) {
    Long own = tenants.get(tenant);
    return own == null ? perTenant : OptionalLong.of(own);
  }

  /** A type's cap a day. */
  public OptionalLong ofType(String type) {
    Long own = types.get(type);
    return own == null ? perType : OptionalLong.of(own);
  }
}
