/**
 * The gate: pure functions from a reading to a ruling. What is certain enough, by thresholds that
 * labelled data support and by the rules of the document's type, goes through; for the rest the
 * gate says in words what is in doubt.
 */
package io.sluice.streams.gate;
