package io.sluice.connectors.upsert.profiles;

import io.sluice.connectors.upsert.Profile;
import io.sluice.connectors.upsert.Strategy;
import io.sluice.connectors.upsert.Target;

/** Makes targets. */
public final class Targets {
  private Targets() {}

  /**
   * What a profile needs to know.
   *
   * @param database for Tryton and Odoo
   * @param prefix for REST: the path before the object's name
   * @param apiVersion for Salesforce, such as 62.0
   * @param csrf for OData: whether the service wants a CSRF token
   * @param idempotencyHeader for REST; blank for none
   */
  public record Settings(
      String database, String prefix, String apiVersion, boolean csrf, String idempotencyHeader) {}

  /** The target of a profile. */
  public static Target of(Profile profile, Strategy strategy, Settings settings) {
    return switch (profile) {
      case REST -> new Rest(strategy, settings.prefix(), settings.idempotencyHeader());
      case TRYTON -> new Tryton(settings.database());
      case ODOO -> new Odoo(settings.database());
      case ODATA -> new ODataV4(strategy, settings.csrf());
      case SALESFORCE -> new Salesforce(strategy, settings.apiVersion());
      case NETSUITE -> new NetSuite();
      case HUBSPOT -> new HubSpot();
    };
  }
}
