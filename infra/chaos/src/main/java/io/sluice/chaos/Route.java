package io.sluice.chaos;

import io.sluice.schemas.TopicSpec;
import io.sluice.schemas.Topics;

/** The three ways in which a document can end. */
enum Route {
  COMPLETED(Topics.COMPLETED),
  REVIEW(Topics.REVIEWS_REQUESTED),
  REJECTED(Topics.REJECTED);

  private final TopicSpec topic;

  Route(TopicSpec topic) {
    this.topic = topic;
  }

  TopicSpec topic() {
    return topic;
  }
}
