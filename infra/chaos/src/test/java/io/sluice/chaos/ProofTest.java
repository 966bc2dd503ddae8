package io.sluice.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.chaos.Violation.Rule;
import io.sluice.events.AuditDecision;
import io.sluice.schemas.Topics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The proof holds for what may happen, and fails for each thing that must not. */
class ProofTest {
  private static final int DELIVERIES = 5;

  /** How the machines can leave a document. */
  private static final List<Route> LEFT = List.of(Route.COMPLETED, Route.REVIEW, Route.REJECTED);

  /** What topics and sink hold after a run in which every promise was kept. */
  private record Kept(List<Seen> seen, Map<String, Route> expected) {
    static Kept of(long seed, int documents) {
      Random random = new Random(seed);
      List<Seen> seen = new ArrayList<>();
      Map<String, Route> expected = new HashMap<>();
      for (int i = 0; i < documents; i++) {
        String id = "d" + i;
        Route route = LEFT.get(i % LEFT.size());
        boolean isChild = i >= LEFT.size() && random.nextInt(4) == 0;
        if (!isChild) {
          expected.put(id, route);
        }
        for (int n = 0; n < 1 + random.nextInt(2); n++) {
          seen.add(new Seen.Handed(id));
        }
        for (String task : List.of(id + "/parse/1", id + "/infer/1")) {
          seen.add(new Seen.Asked(id, task));
          for (int n = 0; n < 1 + random.nextInt(DELIVERIES); n++) {
            seen.add(new Seen.Answered(id, task, false));
          }
          // Giving up is said again and again if its acknowledgement is lost: nobody works on it.
          for (int n = 0; n < random.nextInt(4); n++) {
            seen.add(new Seen.Answered(id, task, true));
          }
        }
        Route end = route == Route.REVIEW ? people(id, random, seen) : route;
        if (end != Route.REVIEW && end != Route.REPLACED) {
          seen.add(new Seen.Ended(id, end, end == Route.REJECTED ? "NO_TEXT" : ""));
        }
        if (end != Route.REVIEW) {
          seen.add(new Seen.Audited(id, AuditDecision.valueOf(end.name())));
        }
        seen.add(new Seen.Reported(id, end == Route.REVIEW ? "IN_REVIEW" : end.name()));
        if (end == Route.COMPLETED) {
          seen.add(new Seen.Effect(id));
        }
        if (route == Route.COMPLETED && random.nextBoolean()) {
          audit(id, random, seen);
        }
      }
      java.util.Collections.shuffle(seen, random);
      return new Kept(seen, expected);
    }

    /** Some questions are answered; the last one, of one, two or three people, perhaps. */
    private static Route people(String id, Random random, List<Seen> seen) {
      int questions = 1 + random.nextInt(3);
      for (int n = 1; n <= questions; n++) {
        seen.add(new Seen.Questioned(id, id + "/review/" + n, false));
        seen.add(new Seen.Audited(id, AuditDecision.REVIEW_REQUESTED));
        if (n < questions) {
          seen.add(new Seen.Decided(id, id + "/review/" + n));
          seen.add(new Seen.Audited(id, AuditDecision.OPINION));
        }
      }
      Route end = Route.values()[random.nextInt(Route.values().length)];
      if (end != Route.REVIEW) {
        // Decided twice is decided once.
        seen.addAll(Collections.nCopies(2, new Seen.Decided(id, id + "/review/" + questions)));
      }
      return end;
    }

    private static void audit(String id, Random random, List<Seen> seen) {
      seen.add(new Seen.Questioned(id, id + "/review/1", true));
      seen.add(new Seen.Audited(id, AuditDecision.REVIEW_REQUESTED));
      int answer = random.nextInt(4);
      if (answer > 0) {
        seen.add(new Seen.Decided(id, id + "/review/1"));
      }
      if (answer == 1) {
        seen.add(new Seen.Audited(id, AuditDecision.CONFIRMED));
      }
      if (answer > 1) {
        seen.add(new Seen.Audited(id, AuditDecision.CORRECTED));
      }
      if (answer > 2) {
        seen.add(new Seen.Corrected(id));
      }
    }

    Seen any(Random random, Predicate<Seen> which) {
      List<Seen> some = seen.stream().filter(which).toList();
      return some.get(random.nextInt(some.size()));
    }

    Proof proof() {
      return Proof.of(seen, expected, DELIVERIES);
    }
  }

  /** One promise broken. */
  private enum Harm {
    LOSS(Rule.LOST) {
      @Override
      void to(Kept kept, Random random) {
        kept.seen.remove(kept.any(random, Seen.Ended.class::isInstance));
      }
    },
    LOSS_ON_THE_WAY_IN(Rule.LOST) {
      @Override
      void to(Kept kept, Random random) {
        kept.expected.put("sent", Route.COMPLETED);
      }
    },
    DUPLICATE(Rule.ENDED_TWICE) {
      @Override
      void to(Kept kept, Random random) {
        kept.seen.add(kept.any(random, Seen.Ended.class::isInstance));
      }
    },
    SECOND_ENDING_ON_ANOTHER_TOPIC(Rule.ENDED_TWICE) {
      @Override
      void to(Kept kept, Random random) {
        Seen.Ended ended = (Seen.Ended) kept.any(random, Seen.Ended.class::isInstance);
        Route other = ended.route() == Route.REJECTED ? Route.COMPLETED : Route.REJECTED;
        kept.seen.add(new Seen.Ended(ended.documentId(), other, ""));
      }
    },
    QUESTION_AFTER_THE_END(Rule.ENDED_TWICE) {
      @Override
      void to(Kept kept, Random random) {
        String id = kept.any(random, Seen.Ended.class::isInstance).documentId();
        kept.seen.add(new Seen.Questioned(id, id + "/review/9", false));
      }
    },
    QUESTION_ASKED_TWICE(Rule.ASKED_TWICE) {
      @Override
      void to(Kept kept, Random random) {
        kept.seen.add(kept.any(random, Seen.Questioned.class::isInstance));
      }
    },
    DECISION_LOST(Rule.LOST) {
      @Override
      void to(Kept kept, Random random) {
        kept.seen.add(new Seen.Handed("asked"));
        kept.seen.add(new Seen.Questioned("asked", "asked/review/1", false));
        kept.seen.add(new Seen.Decided("asked", "asked/review/1"));
      }
    },
    CORRECTION_WITHOUT_AN_AUDIT(Rule.CORRECTED_UNASKED) {
      @Override
      void to(Kept kept, Random random) {
        String id =
            kept.any(random, each -> each instanceof Seen.Ended e && e.route() == Route.REJECTED)
                .documentId();
        kept.seen.add(new Seen.Corrected(id));
      }
    },
    SECOND_CORRECTION(Rule.CORRECTED_UNASKED) {
      @Override
      void to(Kept kept, Random random) {
        String id =
            kept.any(random, each -> each instanceof Seen.Ended e && e.route() == Route.COMPLETED)
                .documentId();
        kept.seen.addAll(Collections.nCopies(2, new Seen.Corrected(id)));
      }
    },
    INVENTION(Rule.ENDED_UNASKED) {
      @Override
      void to(Kept kept, Random random) {
        kept.seen.add(new Seen.Ended("nobody's", Route.COMPLETED, ""));
      }
    },
    WRONG_REASON(Rule.ENDED_OTHERWISE) {
      @Override
      void to(Kept kept, Random random) {
        Seen.Ended ended =
            (Seen.Ended)
                kept.any(
                    random,
                    each ->
                        each instanceof Seen.Ended e
                            && e.route() == Route.COMPLETED
                            && kept.expected.get(e.documentId()) == Route.COMPLETED);
        kept.seen.remove(ended);
        kept.seen.add(new Seen.Ended(ended.documentId(), Route.REJECTED, "PARSE_TIMED_OUT"));
      }
    },
    ENTRY_LEFT_OUT(Rule.NOT_AUDITED) {
      @Override
      void to(Kept kept, Random random) {
        kept.seen.remove(
            kept.any(
                random,
                each -> each instanceof Seen.Audited a && a.decision() == AuditDecision.COMPLETED));
      }
    },
    CHAIN_BROKEN(Rule.AUDIT_BROKEN) {
      @Override
      void to(Kept kept, Random random) {
        kept.seen.add(new Seen.Unchained("d0", "partition 0, offset 7: not the hash before it"));
      }
    },
    TASK_GIVEN_OUT_TWICE(Rule.ASKED_TWICE) {
      @Override
      void to(Kept kept, Random random) {
        kept.seen.add(kept.any(random, Seen.Asked.class::isInstance));
      }
    },
    TASK_WITHOUT_END(Rule.DONE_TOO_OFTEN) {
      @Override
      void to(Kept kept, Random random) {
        Seen task = kept.any(random, each -> each instanceof Seen.Answered a && !a.givenUp());
        for (int i = 0; i < DELIVERIES; i++) {
          kept.seen.add(task);
        }
      }
    },
    ANSWER_TO_NOTHING(Rule.ANSWERED_UNASKED) {
      @Override
      void to(Kept kept, Random random) {
        kept.seen.remove(kept.any(random, Seen.Asked.class::isInstance));
      }
    },
    STALE_STATUS(Rule.STATUS_DIFFERS) {
      @Override
      void to(Kept kept, Random random) {
        kept.seen.remove(kept.any(random, Seen.Reported.class::isInstance));
      }
    },
    DEAD_LETTER(Rule.SET_ASIDE) {
      @Override
      void to(Kept kept, Random random) {
        kept.seen.add(new Seen.SetAside("d0", "a registry that did not answer"));
      }
    },
    KEYLESS(Rule.WRONG_KEY) {
      @Override
      void to(Kept kept, Random random) {
        kept.seen.add(new Seen.WrongKey("d0", Topics.COMPLETED.name(), "null"));
      }
    },
    NO_EFFECT(Rule.EFFECT_MISSING) {
      @Override
      void to(Kept kept, Random random) {
        kept.seen.remove(kept.any(random, Seen.Effect.class::isInstance));
      }
    },
    SECOND_EFFECT(Rule.EFFECT_UNASKED) {
      @Override
      void to(Kept kept, Random random) {
        kept.seen.add(kept.any(random, Seen.Effect.class::isInstance));
      }
    };

    private final Rule broken;

    Harm(Rule broken) {
      this.broken = broken;
    }

    abstract void to(Kept kept, Random random);
  }

  @Property(tries = 100)
  void keptPromisesAreProven(@ForAll long seed, @ForAll @IntRange(max = 60) int documents) {
    assertThat(Kept.of(seed, documents).proof().violations()).isEmpty();
  }

  @Property(tries = 300)
  void everyHarmIsFoundAndNamed(
      @ForAll long seed, @ForAll @IntRange(min = 3, max = 60) int documents, @ForAll Harm harm) {
    Kept kept = Kept.of(seed, documents);
    harm.to(kept, new Random(seed));
    Proof proof = kept.proof();
    assertThat(proof.holds()).isFalse();
    assertThat(proof.violations()).extracting(Violation::rule).contains(harm.broken);
  }
}
