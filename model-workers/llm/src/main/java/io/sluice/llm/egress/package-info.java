/**
 * The way out of the house: a policy that denies by default, redaction, a ledger that is written
 * before bytes leave, and budgets that are kept by it. Decisions are pure; {@code EgressLog} and
 * {@code EgressDoor} are the rim.
 */
package io.sluice.llm.egress;
