// Keeps what was typed and the lease: saves the draft as soon as typing pauses, goes on trying while
// the desk is away, renews the lease while somebody is at work, and says when it is lost.

import {onReach, passing, post, put, review} from './api.js';

const PAUSE = 500;
const LONGEST_WAIT = 8000;

export class Keeper {
  /**
   * @param draft gives the draft as it is now
   * @param onState called with saved, saving or unsaved
   * @param onLost called with the error (409) when the document is no longer ours
   */
  constructor(id, {leaseSeconds, draft, onState, onLost}) {
    Object.assign(this, {id, draft, onState, onLost});
    this.written = 0; // how many changes there were
    this.kept = 0; // how many of them the desk has
    this.wait = PAUSE;
    this.lost = false;
    this.spent = 0;
    this.last = Date.now();
    this.renewing = setInterval(() => this.renew(), (leaseSeconds * 1000) / 2);
    this.forget = onReach((there) => there && this.hurry());
    this.leaving = (event) => {
      if (this.written > this.kept && !this.lost) event.preventDefault();
    };
    addEventListener('beforeunload', this.leaving);
  }

  /** Somebody is at work. */
  alive() {
    const now = Date.now();
    // A pause of more than half a minute is no work on this document.
    this.spent += Math.min(now - this.last, 30000);
    this.last = now;
    this.busy = true;
  }

  /** Something was changed. */
  touch() {
    this.written++;
    this.onState(this.lost ? 'unsaved' : 'saving');
    this.wait = PAUSE;
    this.later();
  }

  later() {
    clearTimeout(this.timer);
    if (!this.lost && !this.closed) this.timer = setTimeout(() => this.save(), this.wait);
  }

  hurry() {
    if (this.written > this.kept) {
      this.wait = 100;
      this.later();
    }
  }

  /** Resolves when all that was typed is kept, or cannot be. */
  async save() {
    clearTimeout(this.timer);
    if (this.running) {
      await this.running;
    }
    if (this.lost || this.closed || this.kept === this.written) return;
    this.running = this.once();
    await this.running;
    this.running = null;
    if (this.kept < this.written) this.later();
  }

  async once() {
    const upTo = this.written;
    try {
      await put(review(this.id) + '/draft', this.draft());
      this.kept = upTo;
      this.wait = PAUSE;
      if (upTo < this.written) return;
      this.onState('saved');
      if (this.left) this.close();
    } catch (error) {
      if (error.status === 409 || error.status === 403 || error.status === 404) return this.lose(error);
      this.onState('unsaved');
      this.wait = passing(error) ? Math.min(LONGEST_WAIT, this.wait * 2) : LONGEST_WAIT;
    }
  }

  async renew() {
    if (!this.busy || this.lost || this.closed) return;
    this.busy = false;
    try {
      await post(review(this.id) + '/renew');
    } catch (error) {
      if (error.status === 409 || error.status === 404) this.lose(error);
    }
  }

  lose(error) {
    if (this.lost) return;
    this.lost = true;
    this.onState('unsaved');
    if (this.left) this.close();
    else this.onLost(error);
  }

  /** It is ours again. */
  found() {
    this.lost = false;
    this.written++;
    this.wait = 0;
    this.later();
  }

  /** The document leaves the screen; what is not saved yet will be, however long the desk is away. */
  async leave() {
    this.left = true;
    clearInterval(this.renewing);
    if (this.lost || this.kept === this.written) this.close();
    else await this.save();
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
    clearInterval(this.renewing);
    this.forget();
    removeEventListener('beforeunload', this.leaving);
  }
}
