/**
 * Takes out of a text what says whose it is, and puts it back into an answer. Pure and
 * deterministic; nothing here knows a network. What is not surely an ordinary word, an amount or a
 * day is replaced, so that what slips the patterns and the model is hidden all the same.
 */
package io.sluice.llm.egress.redaction;
