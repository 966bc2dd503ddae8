/**
 * The two rooms: {@code llm-workers} with models on our own machines, {@code frontier-worker} with
 * those of others, behind one handler.
 */
package io.sluice.llm.worker;
