package io.sluice.connectors.upsert;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A plan as a value: ask and go on with the answer, or be done. Whoever runs it decides how
 * requests travel, so that a plan is tested without a network and shown without one.
 *
 * <p>Every plan of a profile can be run again from its beginning: it then finds what its last run
 * has done.
 */
public sealed interface Step<T> {
  /** One request, and what to do with its answer. */
  record Ask<T>(Call call, Function<Reply, Step<T>> then) implements Step<T> {}

  /** The end of a plan. */
  sealed interface Result<T> extends Step<T> {}

  /** The end, with what came of it. */
  record Done<T>(T value) implements Result<T> {}

  /** The end, without. */
  record Failed<T>(Outcome.Failure why) implements Result<T> {}

  /** Goes on with what comes of this. */
  default <R> Step<R> then(Function<? super T, Step<R>> next) {
    if (this instanceof Ask<T> ask) {
      return new Ask<>(ask.call(), reply -> ask.then().apply(reply).then(next));
    } else if (this instanceof Done<T> done) {
      return next.apply(done.value());
    }
    return new Failed<>(((Failed<T>) this).why());
  }

  /** Turns what comes of this into something else. */
  default <R> Step<R> map(Function<? super T, R> turn) {
    return then(value -> new Done<>(turn.apply(value)));
  }

  /** Goes on where it failed, if there is a cure for it. */
  default Step<T> recover(Function<Outcome.Failure, Step<T>> cure) {
    if (this instanceof Ask<T> ask) {
      return new Ask<>(ask.call(), reply -> ask.then().apply(reply).recover(cure));
    } else if (this instanceof Failed<T> failed) {
      return cure.apply(failed.why());
    }
    return this;
  }

  /** One after the other; the first failure ends all. */
  static <A, R> Step<List<R>> each(List<A> all, Function<A, Step<R>> step) {
    Step<List<R>> done = new Done<>(List.of());
    for (A one : all) {
      done =
          done.then(before ->
              step.apply(one)
                  .map(result -> {
                    List<R> more = new ArrayList<>(before);
                    more.add(result);
                    return more;
                  }));
    }
    return done;
  }
}
