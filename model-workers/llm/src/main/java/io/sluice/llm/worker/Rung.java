package io.sluice.llm.worker;

import io.sluice.events.Reader;
import io.sluice.events.Stage;
import io.sluice.schemas.Groups;
import io.sluice.schemas.TopicSpec;
import io.sluice.schemas.Topics;

/** The two rungs of the ladder above the micro model. */
public enum Rung {
  /** Language models on our own machines. */
  LLM(
      "llm-workers",
      Stage.INFER,
      Reader.LLM,
      Topics.INFERENCE_LLM_REQUESTED,
      Topics.INFERENCE_LLM_ANSWERED,
      Groups.INFERENCE + "llm",
      32),
  /** Models of others. */
  FRONTIER(
      "frontier-worker",
      Stage.ESCALATE,
      Reader.FRONTIER,
      Topics.FRONTIER,
      Topics.ANSWERED,
      Groups.FRONTIER_WORKER,
      8);

  private final String title;
  private final Stage stage;
  private final Reader reader;
  private final TopicSpec tasks;
  private final TopicSpec answers;
  private final String group;
  private final int workers;

  Rung(
      String title,
      Stage stage,
      Reader reader,
      TopicSpec tasks,
      TopicSpec answers,
      String group,
      int workers) {
    this.title = title;
    this.stage = stage;
    this.reader = reader;
    this.tasks = tasks;
    this.answers = answers;
    this.group = group;
    this.workers = workers;
  }

  Stage stage() {
    return stage;
  }

  Reader reader() {
    return reader;
  }

  TopicSpec tasks() {
    return tasks;
  }

  TopicSpec answers() {
    return answers;
  }

  String group() {
    return group;
  }

  /** Tasks at once by default. */
  int workers() {
    return workers;
  }

  @Override
  public String toString() {
    return title;
  }
}
