// A document without pages: its text, from which values are taken by selecting. The same face to
// the review as the viewer of pages.

import {h, say} from './dom.js';
import {t} from './i18n.js';
import {range} from './words.js';

export class TextView {
  constructor(text, {onTake, onLeave, active}) {
    Object.assign(this, {text, onTake, onLeave, active});
    this.spots = [...text.matchAll(/\S+/g)].map((match) => [match.index, match.index + match[0].length]);
    this.node = document.createTextNode(text);
    this.paper = h('div', {class: 'paper'}, this.node);
    this.scroller = h('div', {class: 'viewer text', tabindex: 0, role: 'group', 'aria-label': t('review.text'), 'aria-keyshortcuts': 'Alt+W'}, this.paper);
    this.element = h('div', {class: 'viewer-wrap'}, this.scroller);
    this.cursor = null;
    this.scroller.addEventListener('pointerdown', () => {
      // Selecting must not take the keyboard from the field.
      this.kept = document.activeElement;
    });
    this.scroller.addEventListener('pointerup', (event) => this.select(event));
    this.scroller.addEventListener('keydown', (event) => this.key(event));
    this.scroller.addEventListener('blur', () => this.at(null));
  }

  select(event) {
    const selection = getSelection();
    const back = this.kept;
    const text = selection.toString().replace(/\s+/g, ' ').trim();
    const inside = selection.anchorNode === this.node && selection.focusNode === this.node;
    if (!text || !inside) return;
    if (!this.active()) return say(t('review.noField'));
    const ends = [selection.anchorOffset, selection.focusOffset].sort((a, b) => a - b);
    selection.removeAllRanges();
    if (back && back !== document.body) back.focus({preventScroll: true});
    this.onTake({text, place: null, spot: ends, more: event.shiftKey || event.ctrlKey});
  }

  mark(boxes) {
    this.highlight('field', boxes.filter((box) => box.spot).map((box) => box.spot));
  }

  focus(place, spot) {
    this.spot = spot || null;
    this.highlight('focus', spot ? [spot] : []);
    if (spot) this.reveal(spot);
  }

  highlight(name, spots) {
    if (!CSS.highlights) return;
    const ranges = spots.filter(([from, to]) => from >= 0 && to <= this.text.length).map(([from, to]) => {
      const range = document.createRange();
      range.setStart(this.node, from);
      range.setEnd(this.node, to);
      return range;
    });
    CSS.highlights.set('desk-' + name, new Highlight(...ranges));
  }

  reveal([from, to]) {
    const range = document.createRange();
    range.setStart(this.node, from);
    range.setEnd(this.node, Math.min(to, this.text.length));
    const box = range.getBoundingClientRect();
    const view = this.scroller.getBoundingClientRect();
    if (box.top < view.top + 20 || box.bottom > view.bottom - 20) this.scroller.scrollTop += box.top - view.top - view.height / 3;
  }

  /** What stands around a spot: [before, itself, after]. */
  around([from, to]) {
    const before = this.text.slice(Math.max(0, from - 60), from).replace(/\s+/g, ' ');
    const after = this.text.slice(to, to + 60).replace(/\s+/g, ' ');
    return [before, this.text.slice(from, to).replace(/\s+/g, ' '), after];
  }

  enter() {
    if (!this.spots.length) return;
    const from = this.spot ? this.spots.findIndex((spot) => spot[1] > this.spot[0]) : 0;
    this.at({anchor: Math.max(0, from), at: Math.max(0, from)});
    this.scroller.focus({preventScroll: true});
    say(t('review.wordMode'));
  }

  at(cursor) {
    this.cursor = cursor;
    const spots = cursor ? [this.span()] : [];
    this.highlight('cursor', spots);
    if (cursor) this.reveal(this.spots[cursor.at]);
  }

  span() {
    const all = range(this.cursor.anchor, this.cursor.at);
    return [this.spots[all[0]][0], this.spots[all[all.length - 1]][1]];
  }

  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      return this.onLeave();
    }
    const by = {ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1}[event.key];
    if (by === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    if (!this.cursor) return this.enter();
    if (event.key === 'Enter') {
      const spot = this.span();
      this.onTake({text: this.text.slice(...spot).replace(/\s+/g, ' '), place: null, spot, more: false});
      return this.onLeave();
    }
    const line = event.key === 'ArrowUp' || event.key === 'ArrowDown';
    const next = line ? this.vertical(this.cursor.at, by) : this.cursor.at + by;
    if (next < 0 || next >= this.spots.length) return;
    this.at({at: next, anchor: event.shiftKey ? this.cursor.anchor : next});
    say(this.text.slice(...this.span()).replace(/\s+/g, ' '));
  }

  /** The first word of the line above or below. */
  vertical(at, by) {
    let next = at;
    const line = (index) => this.text.lastIndexOf('\n', this.spots[index][0]);
    while (next + by >= 0 && next + by < this.spots.length && line(next) === line(at)) next += by;
    while (by < 0 && next > 0 && line(next - 1) === line(next)) next--;
    return next;
  }

  show() {}
  zoom() {}
  fit() {}
  close() {
    ['field', 'focus', 'cursor'].forEach((name) => CSS.highlights?.delete('desk-' + name));
  }
}
