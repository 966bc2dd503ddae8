package io.sluice.connectors.upsert;

import static io.sluice.connectors.upsert.Strategy.BATCH;
import static io.sluice.connectors.upsert.Strategy.LOOKUP_THEN_WRITE;
import static io.sluice.connectors.upsert.Strategy.PATCH;
import static io.sluice.connectors.upsert.Strategy.PUT;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of targets, with what each can do. */
public enum Profile {
  /** Any target that takes JSON. */
  REST(List.of(PUT, PATCH, BATCH, LOOKUP_THEN_WRITE), true),
  /** Tryton over JSON-RPC. */
  TRYTON(List.of(LOOKUP_THEN_WRITE), true),
  /** Odoo 19 and later over JSON-2. */
  ODOO(List.of(LOOKUP_THEN_WRITE), true),
  /** OData 4.0: SAP, Dynamics 365. */
  ODATA(List.of(PATCH, PUT, BATCH, LOOKUP_THEN_WRITE), false),
  /** Salesforce, by external id. */
  SALESFORCE(List.of(BATCH, PATCH), false),
  /** NetSuite, by external id. */
  NETSUITE(List.of(PUT), true),
  /** HubSpot, by a unique property. */
  HUBSPOT(List.of(BATCH), false);

  private final List<Strategy> strategies;
  private final boolean rows;

  Profile(List<Strategy> strategies, boolean rows) {
    this.strategies = strategies;
    this.rows = rows;
  }

  /** What it can do; the first is the default. */
  public List<Strategy> strategies() {
    return strategies;
  }

  /** Whether it replaces child objects together with their parent. */
  public boolean takesRows() {
    return rows;
  }

  /** How it is written in configurations. */
  public String spelling() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The profile of a spelling. */
  public static Optional<Profile> of(String spelling) {
    return Arrays.stream(values()).filter(one -> one.spelling().equals(spelling)).findFirst();
  }
}
