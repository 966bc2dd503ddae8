/**
 * The worker runtime: a pool of workers on a Kafka share group, and the small health endpoint of a
 * process. A room brings a {@link io.sluice.worker.TaskHandler}; everything about delivery, locks,
 * retries, dead letters and shutdown is in here.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.worker;
