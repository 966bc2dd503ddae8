package io.sluice.llm.chat;

/** One message of a conversation. */
public record Message(Role role, String text) {

  /** Who speaks. */
  public enum Role {
    /** The rules, above all that follows. */
    SYSTEM,
    /** The question, and the document as data. */
    USER
  }
}
