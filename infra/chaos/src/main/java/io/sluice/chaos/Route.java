package io.sluice.chaos;

import io.sluice.schemas.TopicSpec;
import io.sluice.schemas.Topics;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ways in which a document can end, or come to rest with people. */
enum Route {
  COMPLETED(Topics.COMPLETED),
  REVIEW(Topics.REVIEWS_REQUESTED),
  REJECTED(Topics.REJECTED),
  /** By people, with parts: no record says it, but the audit and the status do. */
  REPLACED(null);

  private final @Nullable TopicSpec topic;

  Route(@Nullable TopicSpec topic) {
    this.topic = topic;
  }

  Optional<TopicSpec> topic() {
    return Optional.ofNullable(topic);
  }
}
