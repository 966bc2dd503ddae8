package io.sluice.streams.life;

import java.util.List;

/** What follows from an event: what is to be done, in order, and the state after it. */
public record Decision(State next, List<Command> commands) {
  public Decision {
    commands = List.copyOf(commands);
  }

  static Decision ignore(State state, Command.Why why) {
    return new Decision(state, List.of(new Command.Ignore(why)));
  }
}
