// The queue: what waits, filtered and sorted, and the way to the next.

import {get, post, review} from './api.js';
import {h} from './dom.js';
import {ago, label, moment, number, t} from './i18n.js';

// What was chosen stays while one works through it.
const chosen = {state: 'open', type: '', tenant: '', purpose: '', sort: 'age'};
const LIMIT = 50;
const REFRESH = 15000;

/** What `next` is to take from: the filters, without those that are not set. */
export function filters() {
  const {type, tenant, purpose, sort} = chosen;
  return Object.fromEntries(Object.entries({type, tenant, purpose, sort}).filter(([, value]) => value));
}

export class Queue {
  constructor(main, frame) {
    Object.assign(this, {main, frame});
    this.items = [];
  }

  async load() {
    const {frame} = this;
    frame.bar(h('h1', {class: 'title'}, t('queue')), h('span', {class: 'grow'}));
    this.next = h('button', {type: 'button', class: 'primary big', title: 'N', 'aria-keyshortcuts': 'N', onclick: () => frame.next(null)}, t('queue.next'));
    this.count = h('p', {class: 'muted', role: 'status'});
    this.tabs = h('div', {class: 'tabs', role: 'group', 'aria-label': t('queue.state')});
    this.selects = h('form', {class: 'filters', 'aria-label': t('queue.filter')});
    this.body = h('tbody');
    this.empty = h('p', {class: 'empty', hidden: true});
    this.more = h('button', {type: 'button', class: 'quiet', hidden: true, onclick: () => this.fetch(this.items.length)}, t('queue.more'));
    const heads = ['document', 'type', 'purpose', 'doubts', 'value', 'age', 'holder'];
    this.table = h('table', {class: 'queue'}, h('caption', {class: 'unseen'}, t('queue.caption')), h('thead', {}, h('tr', {}, heads.map((name) => h('th', {scope: 'col', class: name}, t('queue.' + name))))), this.body);
    this.main.replaceChildren(h('div', {class: 'queue-page'}, h('div', {class: 'queue-head'}, this.next, this.count, h('span', {class: 'grow'}), this.tabs), this.selects, this.table, this.empty, this.more));
    this.listener = (event) => this.key(event);
    addEventListener('keydown', this.listener);
    await this.fetch(0);
    this.timer = setInterval(() => document.hidden || this.fetch(0, true).catch(() => {}), REFRESH);
    (this.body.querySelector('a') || this.next).focus();
  }

  async fetch(offset, quietly = false) {
    const query = new URLSearchParams({...Object.fromEntries(Object.entries(chosen).filter(([, value]) => value)), offset, limit: quietly ? Math.max(LIMIT, Math.min(200, this.items.length)) : LIMIT});
    const answer = await get('/api/queue?' + query);
    if (this.closed) return;
    this.items = offset ? [...this.items, ...answer.items] : answer.items;
    this.show(answer);
  }

  show(answer) {
    const focused = document.activeElement?.closest?.('tr')?.dataset.id;
    const states = [['open', answer.open], ['mine', answer.mine], ['held', null], ['all', null]];
    this.tabs.replaceChildren(...states.map(([name, count]) => h('button', {type: 'button', class: 'tab', 'aria-pressed': String(chosen.state === name), onclick: () => this.choose('state', name)}, t('queue.' + name), count === null || count === undefined ? null : h('span', {class: 'count'}, number(count)))));
    if (!this.selects.contains(document.activeElement)) this.selects.replaceChildren(...this.filters(answer.facets || {}));
    this.count.textContent = t('queue.count', {n: answer.total});
    this.body.replaceChildren(...this.items.map((item) => this.row(item)));
    this.table.hidden = !this.items.length;
    this.empty.hidden = Boolean(this.items.length);
    this.empty.textContent = chosen.type || chosen.tenant || chosen.purpose ? t('queue.noneFiltered') : t('queue.none');
    this.more.hidden = this.items.length >= answer.total;
    if (focused) this.body.querySelector(`tr[data-id="${CSS.escape(focused)}"] a`)?.focus({preventScroll: true});
  }

  filters(facets) {
    const select = (name, options) => h('label', {}, t('queue.' + name), h('select', {name, onchange: (event) => this.choose(name, event.target.value)}, options.map(([value, text]) => {
      const option = h('option', {value}, text);
      option.selected = chosen[name] === value;
      return option;
    })));
    const counted = (name, words) => [['', t('queue.any')], ...Object.entries(facets[name] || {}).sort((a, b) => b[1] - a[1]).map(([value, count]) => [value, words(value) + ' (' + number(count) + ')'])];
    return [select('type', counted('type', (value) => (value === 'none' ? t('queue.unread') : label(value)))),
      Object.keys(facets.tenant || {}).length > 1 ? select('tenant', counted('tenant', (value) => value)) : null,
      select('purpose', counted('purpose', (value) => t('purpose.' + value))),
      select('sort', ['age', 'value', 'doubt'].map((value) => [value, t('queue.sort.' + value)]))].filter(Boolean);
  }

  choose(name, value) {
    chosen[name] = value;
    this.fetch(0);
  }

  row(item) {
    const name = item.fileName || item.documentId;
    const holder = item.holder ? (item.mine ? t('queue.you') : item.holderName || item.holder) : '';
    return h('tr', {'data-id': item.documentId, class: item.mine ? 'mine' : item.holder ? 'held' : '', onclick: (event) => event.target.closest('a') || this.open(item)},
      h('th', {scope: 'row', class: 'document'}, h('a', {href: '#/review/' + encodeURIComponent(item.documentId), onclick: (event) => {
        if (event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        this.open(item);
      }}, name), item.note ? h('span', {class: 'note'}, item.note) : null),
      h('td', {class: 'type'}, item.documentType ? label(item.documentType) : h('span', {class: 'muted'}, item.purpose === 'audit' ? '–' : t('queue.unread'))),
      h('td', {class: 'purpose'}, h('span', {class: 'badge ' + item.purpose}, t('purpose.' + item.purpose))),
      h('td', {class: 'doubts number'}, item.purpose === 'audit' ? '–' : number(item.doubts)),
      h('td', {class: 'value number'}, item.value ?? ''),
      h('td', {class: 'age', title: moment(item.receivedAt || item.requestedAt)}, ago(item.receivedAt || item.requestedAt)),
      h('td', {class: 'holder'}, holder, item.hasDraft ? h('span', {class: 'muted'}, (holder ? ', ' : '') + t('queue.draft')) : null));
  }

  async open(item) {
    try {
      if (!item.holder || item.mine) await post(review(item.documentId) + '/claim');
      this.frame.go('#/review/' + encodeURIComponent(item.documentId));
    } catch (error) {
      const text = error.code === 'HELD' ? t('queue.gone', {name: error.holderName || error.holder}) : error.message;
      this.frame.toast(text, true);
      this.fetch(0).catch(() => {});
    }
  }

  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector('dialog[open]') || event.target.closest?.('select, input, textarea')) return;
    const by = event.key === 'ArrowDown' || event.key === 'j' ? 1 : event.key === 'ArrowUp' || event.key === 'k' ? -1 : 0;
    if (by) {
      event.preventDefault();
      const links = [...this.body.querySelectorAll('a')];
      links[Math.max(0, Math.min(links.length - 1, links.indexOf(document.activeElement) + by))]?.focus();
    } else if (event.key === 'n' || event.key === 'N') {
      event.preventDefault();
      this.frame.next(null);
    }
  }

  close() {
    this.closed = true;
    clearInterval(this.timer);
    removeEventListener('keydown', this.listener);
  }
}
