/**
 * What is said to a model server, and what it says: two dialects as pure functions from a request
 * to the bytes of a body, and from status, headers and text to a {@link io.sluice.llm.chat.Reply}.
 */
package io.sluice.llm.chat;
