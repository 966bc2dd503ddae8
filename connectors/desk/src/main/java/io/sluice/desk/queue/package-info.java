/**
 * The queue, pure: events in, state; a command and the time in, an outcome. No Kafka, no clock, no
 * HTTP.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.desk.queue;
