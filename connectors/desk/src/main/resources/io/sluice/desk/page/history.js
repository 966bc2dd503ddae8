// Undo and redo over whole states; a run of changes with the same label is one step.

export class History {
  constructor(state) {
    this.state = state;
    this.past = [];
    this.future = [];
    this.label = null;
  }

  /** Takes on a new state; of a run of the same label the first state is what undo goes back to. */
  change(state, label) {
    if (label === null || label !== this.label) this.past.push(this.state);
    if (this.past.length > 500) this.past.shift();
    this.label = label;
    this.future = [];
    this.state = state;
  }

  /** The next change is a step of its own. */
  pause() {
    this.label = null;
  }

  undo() {
    return this.step(this.past, this.future);
  }

  redo() {
    return this.step(this.future, this.past);
  }

  step(from, to) {
    if (!from.length) return false;
    to.push(this.state);
    this.state = from.pop();
    this.label = null;
    return true;
  }
}
