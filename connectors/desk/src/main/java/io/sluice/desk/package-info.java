/**
 * The review desk: people decide what machines could not. One active process; what it knows is
 * rebuilt from topics.
 */
@org.jspecify.annotations.NullMarked
package io.sluice.desk;
