package io.sluice.streams.life;

import io.sluice.events.Prediction;
import io.sluice.types.LargerPool;
import java.util.ArrayList;
import java.util.List;

/**
 * How high a document stands on its ladder.
 *
 * @param lowest what the lowest rung has read
 * @param earlier what other pools had read before it
 * @param answers of the rungs that were asked, lowest first
 * @param attempt how many rungs were asked
 */
record Standing(
    State.Parsed state,
    Prediction lowest,
    List<Prediction> earlier,
    List<Prediction> answers,
    int attempt) {

  Standing {
    earlier = List.copyOf(earlier);
    answers = List.copyOf(answers);
  }

  /** At the foot. */
  static Standing of(State.Inferring state, Prediction prediction) {
    return new Standing(state, prediction, state.earlier(), List.of(), 0);
  }

  /** After an answer, or without one. */
  static Standing of(State.Escalated state, List<Prediction> more) {
    List<Prediction> answers = new ArrayList<>(state.answers());
    answers.addAll(more);
    return new Standing(state, state.prediction(), state.earlier(), answers, state.attempt());
  }

  /** Whether a rung in this pool was not asked yet. */
  boolean isBelow(LargerPool pool) {
    return !(state instanceof State.Escalated escalated) || escalated.pool().compareTo(pool) < 0;
  }

  /** All that was read but for the last answer, which what is believed speaks for. */
  List<Prediction> before() {
    List<Prediction> before = new ArrayList<>(earlier);
    if (!answers.isEmpty()) {
      before.add(lowest);
      before.addAll(answers.subList(0, answers.size() - 1));
    }
    return before;
  }
}
