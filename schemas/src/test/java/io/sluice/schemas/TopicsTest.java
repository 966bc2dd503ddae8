package io.sluice.schemas;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.schemas.TopicSpec.Cleanup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TopicsTest {

  @Test
  void aDocumentsOwnRecordsNeverLeadBackToATopicTheyCameFrom() {
    for (TopicSpec topic : Topics.all()) {
      assertThat(ancestors(topic)).as("what leads to %s", topic).doesNotContain(topic);
    }
  }

  @Test
  void onlyWhatAPersonSaysLeadsBack() {
    assertThat(Topics.waysBack())
        .isNotEmpty()
        .allSatisfy(way -> {
          assertThat(way.from().writer()).isEqualTo(Role.REVIEWERS);
          assertThat(way.from().readers()).contains(way.to().writer());
          assertThat(ancestors(way.from())).contains(way.to());
        });
  }

  @Test
  void everyCauseIsItselfInTheCatalogue() {
    assertThat(Topics.all().stream().flatMap(topic -> topic.causes().stream()))
        .isSubsetOf(Topics.all());
  }

  @Test
  void partsOfContainersStartALifeOfTheirOwn() {
    assertThat(Topics.CHILDREN.causes()).isEmpty();
  }

  @Test
  void everyTopicHasOneWriterExceptTheDeadLetters() {
    assertThat(Topics.all().stream().filter(topic -> topic.writer() == Role.ANY))
        .containsExactly(Topics.DEAD_LETTERS);
    assertThat(Topics.all().stream().collect(groupingBy(TopicSpec::name)).values())
        .as("one line of the catalogue per topic")
        .allSatisfy(lines -> assertThat(lines).hasSize(1));
  }

  @Test
  void aTopicIsCausedByTopicsThatItsWriterReads() {
    for (TopicSpec topic : Topics.all()) {
      assertThat(topic.causes())
          .as("%s writes %s", topic.writer(), topic)
          .allSatisfy(cause -> assertThat(cause.readers()).contains(topic.writer()));
    }
  }

  @Test
  void whatTheLifeCycleReadsIsCoPartitioned() {
    assertThat(
            Topics.all().stream()
                .filter(topic -> topic.readers().contains(Role.STREAMS_APP))
                .map(TopicSpec::partitions)
                .collect(toSet()))
        .hasSize(1);
  }

  @Test
  void onlyWhatSaysHowThingsStandIsCompacted() {
    assertThat(Topics.all().stream().filter(topic -> topic.cleanup() == Cleanup.COMPACT))
        .containsExactly(Topics.REVIEWS_DESK, Topics.STATUS);
  }

  @Test
  void aDeadLetterHoldsTheLargestRecordOfAnyTopic() {
    int largest =
        Stream.of(Topics.RECEIVED, Topics.PARSE_REQUESTED)
            .mapToInt(TopicSpec::maxMessageBytes)
            .max()
            .orElseThrow();
    assertThat(Topics.DEAD_LETTERS.maxMessageBytes()).isGreaterThan(largest);
  }

  @Test
  void aNameThatBreaksTheRuleIsRefusedByName() {
    assertThatThrownBy(() ->
            new TopicSpec(
                "documents",
                null,
                1,
                Duration.ZERO,
                Cleanup.DELETE,
                1,
                Role.ANY,
                Set.of(),
                List.of()))
        .hasMessageContaining("'documents'")
        .hasMessageContaining("sluice.<what>.v<major>");
  }

  private static Set<TopicSpec> ancestors(TopicSpec topic) {
    Set<TopicSpec> seen = new HashSet<>();
    List<TopicSpec> open = new ArrayList<>(topic.causes());
    while (!open.isEmpty()) {
      TopicSpec cause = open.remove(open.size() - 1);
      if (seen.add(cause)) {
        open.addAll(cause.causes());
      }
    }
    return seen;
  }
}
