package io.sluice.streams;

import io.sluice.streams.life.Event;

/** A record of an input topic: what it says, or that it cannot be read. */
sealed interface Incoming {

  /** The record's own bytes. */
  byte[] bytes();

  /** It says that this happened to this document. */
  record Happened(byte[] bytes, String documentId, Event event) implements Incoming {}

  /** It cannot be read, and never will be. */
  record Unreadable(byte[] bytes, String why) implements Incoming {}
}
