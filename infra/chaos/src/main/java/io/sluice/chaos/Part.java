package io.sluice.chaos;

/** The kinds of processes, and how many of each there are. */
enum Part {
  BROKER("broker", 3),
  REGISTRY("registry", 1),
  EXTRACTORS("extractors", 2),
  MODEL_WORKERS("model-workers", 2),
  STREAMS_APP("streams-app", 2),
  CONNECT("connect", 1);

  private final String title;
  private final int copies;

  Part(String title, int copies) {
    this.title = title;
    this.copies = copies;
  }

  int copies() {
    return copies;
  }

  @Override
  public String toString() {
    return title;
  }
}
