/**
 * The HTTP upsert sink. {@link io.sluice.connectors.upsert.Step}s are plans as values: a profile
 * says what to ask and what to make of the answer, and knows no network. {@link
 * io.sluice.connectors.upsert.Conversation} carries them out, {@link
 * io.sluice.connectors.upsert.Delivery} orders the records, the task tells Connect.
 */
package io.sluice.connectors.upsert;
