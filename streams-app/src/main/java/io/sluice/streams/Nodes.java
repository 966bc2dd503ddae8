package io.sluice.streams;

import io.sluice.streams.life.Command;
import io.sluice.types.LargerPool;
import io.sluice.types.Pool;

/**
 * Names of the topology's nodes and stores. They are part of its state's identity: a changed name
 * loses the store.
 */
final class Nodes {
  static final String LIFE = "life";
  static final String DOCUMENTS = "documents";
  static final String DEADLINES = "deadlines";
  static final String AUDIT_HEADS = "audit-heads";

  static final String PARSE_REQUESTED = "parse-requested";
  static final String INFERENCE_CPU_REQUESTED = "inference-cpu-requested";
  static final String INFERENCE_GPU_REQUESTED = "inference-gpu-requested";
  static final String INFERENCE_LLM_REQUESTED = "inference-llm-requested";
  static final String FRONTIER = "escalations-frontier";
  static final String REVIEWS_REQUESTED = "reviews-requested";
  static final String CHILDREN = "children";
  static final String COMPLETED = "completed";
  static final String REJECTED = "rejected";
  static final String STATUS = "status";
  static final String AUDIT = "audit";
  static final String DEAD_LETTERS = "dead-letters";

  private Nodes() {}

  static String larger(LargerPool pool) {
    return switch (pool) {
      case LLM -> INFERENCE_LLM_REQUESTED;
      case FRONTIER -> FRONTIER;
    };
  }

  static String inference(Command.RequestInference command) {
    return command.pool() == Pool.GPU ? INFERENCE_GPU_REQUESTED : INFERENCE_CPU_REQUESTED;
  }
}
