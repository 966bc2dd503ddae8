// The pages of a document: images in a scrolling stage, one canvas over them for boxes and words.
// Words are looked up by place (words.js), never laid out.

import {get, review} from './api.js';
import {h, icon, say} from './dom.js';
import {t} from './i18n.js';
import {paint} from './overlay.js';
import {pointing} from './pointing.js';
import {Words, range} from './words.js';

const PAD = 20;
const GAP = 16;
const LEAST = 0.3;
const MOST = 6;

export class Viewer {
  /**
   * @param id the document
   * @param onTake called with {text, place: {page, box}, more} when words were taken; more: add them to the value
   * @param onPick called with a field's name when its box was clicked and no field was active
   */
  constructor(id, {onTake, onPick, onLeave, active}) {
    Object.assign(this, {id, onTake, onPick, onLeave, active});
    this.pages = [];
    this.boxes = [];
    this.focused = null;
    this.scale = 1;
    this.fitting = true;
    this.wordsOf = new Map();
    this.loaded = new Map();
    this.hover = null; // {page, index}
    this.drag = null; // {page, x, y, x1, y1, panning}
    this.cursor = null; // {page, anchor, at}
    this.stage = h('div', {class: 'stage'});
    this.scroller = h('div', {class: 'viewer', tabindex: 0, role: 'group', 'aria-label': t('review.pages'), 'aria-keyshortcuts': 'Alt+W'}, this.stage);
    this.canvas = h('canvas', {class: 'overlay', 'aria-hidden': 'true'});
    this.element = h('div', {class: 'viewer-wrap'}, this.scroller, this.canvas, this.tools());
    this.listen();
    this.observer = new ResizeObserver(() => {
      if (this.fitting) this.fit();
      this.redraw();
    });
    this.observer.observe(this.scroller);
  }

  tools() {
    const button = (name, key, action) => h('button', {type: 'button', class: 'quiet', title: t(name) + ' (' + key + ')', 'aria-label': t(name), onclick: action}, icon(name.split('.')[1] === 'fit' ? 'fit' : name.endsWith('In') ? 'plus' : 'minus'));
    this.percent = h('span', {class: 'percent', 'aria-hidden': 'true'});
    return h('div', {class: 'zoom', role: 'group', 'aria-label': t('keys.zoom')},
      button('review.zoomOut', 'Alt −', () => this.zoom(1 / 1.25)), this.percent,
      button('review.zoomIn', 'Alt +', () => this.zoom(1.25)), button('review.fit', 'Alt 0', () => this.fit()));
  }

  /** Shows pages [{number, width, height, image}]; those whose image is null keep their place. */
  show(pages) {
    this.pages = pages.map((page) => ({...page, width: page.width || 595, height: page.height || 842}));
    const before = new Map(this.images || []);
    this.images = new Map();
    this.stage.replaceChildren(...this.pages.map((page) => {
      const image = before.get(page.number) || h('img', {alt: t('review.page', {n: page.number, all: this.pages.length}), draggable: 'false', onload: () => this.arrived(page.number)});
      // Not drawn yet: asked for when it comes into sight.
      image.dataset.source = page.image || '';
      this.images.set(page.number, image);
      page.sheet = h('div', {class: 'sheet'}, image);
      return page.sheet;
    }));
    this.fit();
  }

  arrived(number) {
    this.loaded.set(number, true);
    this.redraw();
    this.onImage?.(number);
  }

  /** Boxes of fields: [{name, page, box, state}]. */
  mark(boxes) {
    this.boxes = boxes;
    this.redraw();
  }

  /** The box that the active field has; scrolled to, if it is not in sight. */
  focus(place) {
    this.focused = place;
    if (place) this.reveal(place);
    this.redraw();
  }

  reveal({page, box}) {
    const sheet = this.pages.find((one) => one.number === page);
    if (!sheet || !box) return;
    const top = sheet.top + box[1] * this.scale;
    const bottom = sheet.top + box[3] * this.scale;
    const left = sheet.left + box[0] * this.scale;
    const right = sheet.left + box[2] * this.scale;
    const view = this.scroller;
    const smooth = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
    const inSight = top > view.scrollTop + 40 && bottom < view.scrollTop + view.clientHeight - 40;
    const inWidth = left > view.scrollLeft && right < view.scrollLeft + view.clientWidth;
    if (inSight && inWidth) return;
    view.scrollTo({
      top: inSight ? view.scrollTop : (top + bottom) / 2 - view.clientHeight / 2.6,
      left: inWidth ? view.scrollLeft : left - view.clientWidth / 3,
      behavior: smooth,
    });
  }

  fit() {
    const widest = Math.max(1, ...this.pages.map((page) => page.width));
    this.fitting = true;
    this.resize(Math.min(2.2, Math.max(LEAST, (this.scroller.clientWidth - 2 * PAD) / widest)));
  }

  /** Zooms by a factor, keeping the point at (x, y) of the view, or its middle, where it is. */
  zoom(factor, x = this.scroller.clientWidth / 2, y = this.scroller.clientHeight / 2) {
    const view = this.scroller;
    const before = this.scale;
    const at = [(view.scrollLeft + x - PAD) / before, (view.scrollTop + y - PAD) / before];
    this.fitting = false;
    this.resize(Math.min(MOST, Math.max(LEAST, before * factor)));
    view.scrollLeft = at[0] * this.scale + PAD - x;
    view.scrollTop = at[1] * this.scale + PAD - y;
  }

  resize(scale) {
    this.scale = scale;
    const widest = Math.max(0, ...this.pages.map((page) => page.width)) * scale;
    const width = Math.max(widest + 2 * PAD, this.scroller.clientWidth);
    let top = PAD;
    for (const page of this.pages) {
      page.top = top;
      page.left = (width - page.width * scale) / 2;
      Object.assign(page.sheet.style, {top: top + 'px', left: page.left + 'px', width: page.width * scale + 'px', height: page.height * scale + 'px'});
      top += page.height * scale + GAP;
    }
    Object.assign(this.stage.style, {width: width + 'px', height: top + PAD - GAP + 'px'});
    this.percent.textContent = Math.round((scale / (96 / 72)) * 100) + ' %';
    this.redraw();
  }

  /** The words of a page, fetched once. */
  words(number) {
    if (!this.wordsOf.has(number)) {
      const asked = get(review(this.id) + '/pages/' + number + '/words').then((answer) => {
        const words = new Words(answer.words);
        this.wordsOf.set(number, words);
        return words;
      });
      asked.catch(() => this.wordsOf.delete(number));
      this.wordsOf.set(number, asked);
    }
    return Promise.resolve(this.wordsOf.get(number));
  }

  /** The page's words if they are here already. */
  ready(number) {
    const words = this.wordsOf.get(number);
    return words instanceof Words ? words : null;
  }

  visible() {
    const top = this.scroller.scrollTop;
    const bottom = top + this.scroller.clientHeight;
    return this.pages.filter((page) => page.top < bottom + 600 && page.top + page.height * this.scale > top - 600);
  }

  redraw() {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = null;
      for (const page of this.visible()) {
        const image = this.images.get(page.number);
        if (image.dataset.source && image.getAttribute('src') !== image.dataset.source) image.src = image.dataset.source;
        if (!page.image) this.onMissing?.(page.number);
        if (!this.wordsOf.has(page.number)) this.words(page.number).catch(() => {});
      }
      paint(this);
    });
  }

  /** The page and the point on it, in points, under a mouse event; null beside the pages. */
  at(event) {
    const view = this.scroller.getBoundingClientRect();
    const x = event.clientX - view.left + this.scroller.scrollLeft;
    const y = event.clientY - view.top + this.scroller.scrollTop;
    const page = this.pages.find((one) => y >= one.top && y <= one.top + one.height * this.scale && x >= one.left && x <= one.left + one.width * this.scale);
    return page ? {page: page.number, x: (x - page.left) / this.scale, y: (y - page.top) / this.scale} : null;
  }

  listen() {
    const view = this.scroller;
    view.addEventListener('scroll', () => this.redraw(), {passive: true});
    view.addEventListener('wheel', (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      const box = view.getBoundingClientRect();
      this.zoom(Math.exp(-event.deltaY / 300), event.clientX - box.left, event.clientY - box.top);
    }, {passive: false});
    pointing(this);
    view.addEventListener('keydown', (event) => this.key(event));
    view.addEventListener('blur', () => {
      this.cursor = null;
      this.redraw();
    });
  }

  take(page, words, indices, more) {
    if (!indices.length) return;
    this.onTake({text: words.text(indices), place: {page, box: words.box(indices)}, more});
  }

  /** Goes from word to word with the keyboard, beginning at a place, or at what is in sight. */
  async enter(place) {
    const page = place?.page || this.visible()[0]?.number;
    if (!page) return;
    const words = await this.words(page);
    if (!words.list.length) return;
    const box = place?.box;
    const near = box ? words.at((box[0] + box[2]) / 2, (box[1] + box[3]) / 2) : -1;
    const at = near >= 0 ? near : box ? words.within(box[0], box[1], box[2], box[3])[0] ?? 0 : 0;
    this.cursor = {page, anchor: at, at};
    this.scroller.focus({preventScroll: true});
    say(t('review.wordMode') + ' ' + t('review.word', {text: words.list[at][0]}));
    this.redraw();
  }

  async key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === '+' || event.key === '-' || event.key === '0') {
      event.preventDefault();
      if (event.key === '0') this.fit();
      else this.zoom(event.key === '+' ? 1.25 : 1 / 1.25);
      return;
    }
    if (event.key === 'Escape') {
      event.preventDefault();
      this.cursor = null;
      this.onLeave();
      return;
    }
    const moves = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'Enter'];
    if (!moves.includes(event.key)) return;
    event.preventDefault();
    if (!this.cursor) return this.enter(this.focused);
    const words = await this.words(this.cursor.page);
    const {anchor, at} = this.cursor;
    if (event.key === 'Enter') {
      const {page} = this.cursor;
      this.cursor = null;
      this.take(page, words, range(anchor, at), false);
      this.onLeave();
      return;
    }
    const next = this.step(words, at, event.key);
    if (next === null) return;
    this.cursor = {page: this.cursor.page, at: next, anchor: event.shiftKey ? anchor : next};
    this.reveal({page: this.cursor.page, box: words.box([next])});
    say(words.text(range(this.cursor.anchor, next)));
    this.redraw();
  }

  step(words, at, key) {
    const last = words.list.length - 1;
    if (key === 'ArrowUp' || key === 'ArrowDown') {
      const next = words.vertical(at, key === 'ArrowUp' ? -1 : 1);
      if (next === at) this.turn(key === 'ArrowUp' ? -1 : 1);
      return next === at ? null : next;
    }
    if (key === 'Home') return 0;
    if (key === 'End') return last;
    const next = at + (key === 'ArrowLeft' ? -1 : 1);
    if (next >= 0 && next <= last) return next;
    this.turn(next < 0 ? -1 : 1);
    return null;
  }

  /** To the neighbouring page, with the keyboard. */
  async turn(direction) {
    const page = this.cursor.page + direction;
    if (!this.pages.some((one) => one.number === page)) return;
    const words = await this.words(page);
    if (!words.list.length) return;
    const at = direction > 0 ? 0 : words.list.length - 1;
    this.cursor = {page, anchor: at, at};
    this.reveal({page, box: words.box([at])});
    say(t('review.page', {n: page, all: this.pages.length}) + ' ' + words.list[at][0]);
    this.redraw();
  }

  close() {
    this.observer.disconnect();
    cancelAnimationFrame(this.frame);
  }
}
