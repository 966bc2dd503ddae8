package io.sluice.llm.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A question to a model, in no dialect yet.
 *
 * @param model the model's name at the server; also how a LoRA adapter is named
 * @param messages at most one of the system, first
 * @param schema JSON Schema of the answer
 * @param maxTokens most tokens of the answer, from 1
 * @param temperature 0 for the most probable answer
 * @param logprobs whether the tokens' probabilities are asked for, where the server gives them
 * @param stream whether the answer is sent piece by piece
 */
public record ChatRequest(
    String model,
    List<Message> messages,
    ObjectNode schema,
    int maxTokens,
    double temperature,
    boolean logprobs,
    boolean stream) {
  public ChatRequest {
    messages = List.copyOf(messages);
  }
}
