/**
 * The life of a document as a process manager: pure functions over sealed types. {@link
 * io.sluice.streams.life.Transitions} holds the whole of it in one switch.
 */
package io.sluice.streams.life;
