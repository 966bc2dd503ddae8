/**
 * Fields in doubt in, answers out: the small language models on our own machines, and the frontier
 * models of others. A question is made and an answer is read by pure functions; one rim speaks
 * HTTP.
 */
package io.sluice.llm;
