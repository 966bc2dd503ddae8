// One document on the table: its pages on the left, what was read and what holds on the right.

import {get, passing, post, review} from './api.js';
import * as dialogs from './dialogs.js';
import {calm, h, icon, say, set} from './dom.js';
import {Fields, reason} from './fields.js';
import {History} from './history.js';
import {clock, label, number, t} from './i18n.js';
import {Items, isNumber} from './items.js';
import {Keeper} from './keeper.js';
import * as model from './model.js';
import {amount} from './numbers.js';
import {shortcuts} from './reviewkeys.js';
import {TextView} from './textview.js';
import {Viewer} from './viewer.js';

const SHOWN = 4;
const weight = (doubt) => (doubt.code === 'VALIDATOR_FAILED' || doubt.code === 'REQUIRED_FIELD_MISSING' ? 2 : doubt.field ? 0 : 1);

export class Review {
  /** @param frame what is around: {me, types, columns, bar, go, toast, next} */
  constructor(main, id, frame) {
    Object.assign(this, {main, id, frame});
    this.cursor = null; // the active field
    this.cell = null; // or the active cell {row, column}
    this.checks = null;
    this.asked = 0;
    this.readOnly = false;
  }

  async load() {
    let task = await get(review(this.id));
    this.readOnly = !task.mine;
    if (!task.mine && task.canTake && !task.lease?.holder) {
      await post(review(this.id) + '/claim');
      task = await get(review(this.id));
      this.readOnly = false;
    }
    this.task = task;
    this.history = new History(model.begin(task));
    this.build();
    this.pages();
  }

  edit() {
    return this.history.state;
  }

  type() {
    return this.frame.types.find((type) => type.name === this.edit().documentType) || null;
  }

  broken(name) {
    return (this.checks || []).filter((doubt) => doubt.field === name);
  }

  build() {
    const {task, frame} = this;
    this.fields = new Fields(this);
    this.items = new Items(this, frame.columns);
    this.typeChoice = h('select', {id: 'type', onchange: () => this.chooseType(this.typeChoice.value)},
      h('option', {value: ''}, t('review.typeChoose')), frame.types.map((type) => h('option', {value: type.name}, label(type.name))));
    this.comment = h('textarea', {id: 'comment', rows: 2, placeholder: t('review.commentHint'), oninput: () => this.change({...this.edit(), comment: this.comment.value}, 'comment')});
    this.why = h('ul', {class: 'doubts'});
    this.moreWhy = h('details', {hidden: true}, h('summary', {}, ''), h('ul', {class: 'doubts'}));
    this.rules = h('div', {class: 'rules', role: 'status'});
    this.problems = h('div', {class: 'problems', role: 'alert'});
    this.banner = h('div', {class: 'banner', role: 'alert', hidden: true});
    this.submitButton = h('button', {type: 'button', class: 'primary', title: 'Ctrl ⏎', 'aria-keyshortcuts': 'Control+Enter', onclick: () => this.submit()}, t('review.submit'));
    this.saved = h('span', {class: 'saved', role: 'status'});
    const act = (name, key) => h('button', {type: 'button', class: 'quiet', title: t('review.' + name) + ' (Alt ' + key + ')', 'aria-keyshortcuts': 'Alt+' + key, onclick: () => dialogs[name](this)}, t('review.' + name));
    this.actions = [act('reject', 'R'), act('split', 'S'), act('merge', 'M'), act('handover', 'H'), act('release', 'L')];
    this.undoButton = h('button', {type: 'button', class: 'quiet', title: t('review.undo') + ' (Ctrl Z)', 'aria-label': t('review.undo'), onclick: () => this.travel('undo')}, icon('undo'));
    this.redoButton = h('button', {type: 'button', class: 'quiet', title: t('review.redo') + ' (Ctrl Y)', 'aria-label': t('review.redo'), onclick: () => this.travel('redo')}, icon('redo'));
    this.place = h('div', {class: 'place'}, h('p', {class: 'empty'}, t('review.drawing')));
    frame.bar(h('h1', {class: 'title'}, task.fileName || task.documentId), h('span', {class: 'badge ' + task.purpose}, t('purpose.' + task.purpose)),
      h('span', {class: 'muted aside'}, [task.tenant, task.source && t('review.source', {source: task.source}), task.receivedAt && clock(task.receivedAt)].filter(Boolean).join(' · ')),
      h('span', {class: 'grow'}), this.saved, this.undoButton, this.redoButton);
    const aside = h('section', {class: 'panel', 'aria-label': t('review.fields')}, this.banner, this.reasons(),
      h('div', {class: 'type'}, h('label', {for: 'type'}, t('review.type')), this.typeChoice), this.fields.element, this.rules,
      h('div', {class: 'comment'}, h('label', {for: 'comment'}, t('review.comment')), this.comment));
    this.main.replaceChildren(h('div', {class: 'review'}, h('div', {class: 'left'}, this.place, this.items.element),
      h('div', {class: 'right'}, aside, h('footer', {class: 'decide'}, this.problems, h('div', {class: 'buttons'}, this.submitButton, this.actions)))));
    this.keeper = new Keeper(this.id, {
      leaseSeconds: frame.me.leaseSeconds, draft: () => ({...this.edit(), cursor: this.cursor}), onLost: (error) => this.lost(error),
      onState: (state) => set(this.saved, {class: 'saved ' + state}).replaceChildren(state === 'saved' ? icon('check') : '', t('review.' + state)),
    });
    this.unkeys = shortcuts(this);
    this.fields.build();
    this.items.build();
    this.refresh();
    this.check = calm(() => this.ask(), 250);
    this.ask();
    if (!task.mine) this.onlooker();
    const wanted = task.draft?.cursor || (this.type() ? model.open(task, this.edit(), this.type())[0] || this.type().fields[0]?.name : null);
    if (wanted && this.fields.input(wanted)) this.focusField(wanted, true);
    else this.typeChoice.focus();
  }

  reasons() {
    const {task} = this;
    const classes = (task.classes || []).slice(0, 3).map((one) => label(one.name) + ' ' + number(one.probability, {maximumFractionDigits: 2})).join(', ');
    return h('section', {class: 'reasons', 'aria-label': t('review.why')}, h('h2', {}, t('review.why')),
      task.purpose !== 'doubt' ? h('p', {}, t('purpose.' + task.purpose + '.why')) : null,
      this.why,
      this.moreWhy,
      task.documentType === null && !model.isAudit(task) ? h('p', {}, t('review.unread')) : null,
      (task.doubts || []).some((doubt) => doubt.code === 'CLASS_BELOW_THRESHOLD') && classes ? h('p', {class: 'muted'}, t('review.unsure', {classes})) : null,
      task.note ? h('p', {class: 'note'}, h('b', {}, t('review.note') + ': '), task.note) : null,
      task.warnings?.length ? h('details', {}, h('summary', {}, t('review.warnings') + ' (' + task.warnings.length + ')'), h('ul', {}, task.warnings.map((warning) => h('li', {}, warning.message)))) : null);
  }

  /** Brings everything on the screen up to what counts now. */
  refresh() {
    const {task} = this;
    const edit = this.edit();
    const type = this.type();
    if (this.typeChoice.value !== (edit.documentType || '')) this.typeChoice.value = edit.documentType || '';
    if (this.comment.value !== edit.comment) this.comment.value = edit.comment;
    this.showDoubts(edit, type);
    this.fields.update();
    this.items.element.hidden = !type || (type.lineItems === 'none' && !this.items.rows().length);
    if (type && !this.items.element.hidden) this.items.update();
    const count = type ? model.changes(task, edit, type) : 0;
    const blind = model.isAudit(task) || !task.documentType;
    this.submitButton.replaceChildren(blind ? t('review.submit') : count ? t('review.submitChanged', {n: count}) : t('review.submitSame'));
    set(this.submitButton, {disabled: this.readOnly || !type});
    this.actions.forEach((button) => set(button, {disabled: this.readOnly}));
    set(this.actions[1], {hidden: !(task.pageCount > 1)});
    set(this.actions[2], {hidden: !task.siblings?.length});
    set(this.comment, {readOnly: this.readOnly});
    set(this.typeChoice, {disabled: this.readOnly});
    set(this.undoButton, {disabled: !this.history.past.length});
    set(this.redoButton, {disabled: !this.history.future.length});
    this.showRules();
    this.showBoxes();
  }

  /** Broken rules and doubts about the whole first; of a long list of unsure fields the end is folded. */
  showDoubts(edit, type) {
    const doubts = [...(this.task.doubts || [])].sort((a, b) => weight(b) - weight(a));
    const line = (doubt) => {
      const done = doubt.field ? type && (edit.seen[doubt.field] || model.isChanged(this.task, edit, doubt.field)) : false;
      return h('li', {class: done ? 'done' : ''}, icon(done ? 'check' : 'bang'),
        doubt.field && this.fields.rows.has(doubt.field)
          ? h('button', {type: 'button', class: 'link', tabindex: -1, onclick: () => this.focusField(doubt.field, true)}, h('b', {}, label(doubt.field)), ' ', reason(doubt))
          : h('span', {}, doubt.field ? h('b', {}, label(doubt.field) + ' ') : null, reason(doubt)));
    };
    const shown = doubts.length > SHOWN + 1 ? doubts.slice(0, SHOWN) : doubts;
    this.why.replaceChildren(...shown.map(line));
    this.moreWhy.hidden = shown.length === doubts.length;
    this.moreWhy.querySelector('summary').textContent = t('review.moreDoubts', {n: doubts.length - shown.length});
    this.moreWhy.querySelector('ul').replaceChildren(...doubts.slice(shown.length).map(line));
  }

  showBoxes() {
    if (!this.viewer || !this.type()) return;
    const edit = this.edit();
    this.viewer.mark(this.type().fields.flatMap((field) => {
      const place = model.place(this.task, edit, field.name);
      const state = this.fields.state(field.name);
      return place ? [{name: field.name, state: state === 'changed' ? 'settled' : state, ...place}] : [];
    }));
    const row = this.cell ? this.items.rows()[this.cell.row] : null;
    const place = this.cell ? (row?.page && row?.box ? {page: row.page, box: row.box} : null) : this.cursor ? model.place(this.task, edit, this.cursor) : null;
    const same = JSON.stringify(place) === this.shown;
    this.shown = JSON.stringify(place);
    if (!same) this.viewer.focus(place?.box ? place : null, place?.spot);
  }

  showRules() {
    this.rules.hidden = !this.type();
    const loose = (this.checks || []).filter((doubt) => !doubt.field || !this.fields.rows.has(doubt.field));
    const all = this.checks?.length || 0;
    set(this.rules, {class: 'rules ' + (this.checks === null ? '' : all ? 'bad' : 'good')});
    this.rules.replaceChildren(
      ...(this.checks === null ? [t('review.checking')] : all ? [icon('bang'), t('review.rulesBroken', {n: all})] : [icon('check'), t('review.rulesHold')]),
      loose.length ? h('ul', {}, loose.map((doubt) => h('li', {}, doubt.message))) : '');
  }

  /** One step of the history. Changes with the same label are one step together. */
  change(edit, step) {
    if (this.readOnly) return;
    this.history.change(edit, step);
    this.changed();
  }

  changed() {
    this.problems.replaceChildren();
    this.keeper.touch();
    this.refresh();
    this.fields.open(this.cursor);
    this.check();
  }

  travel(way) {
    const before = this.edit();
    if (!this.history[way]()) return;
    const now = this.edit();
    if (before.documentType !== now.documentType) this.fields.build();
    this.changed();
    const name = [...this.fields.rows.keys()].find((one) => JSON.stringify(before.fields[one]) !== JSON.stringify(now.fields[one]) || before.seen[one] !== now.seen[one]);
    if (name) this.focusField(name, true);
    say(t('review.' + way));
  }

  setField(name, field, step) {
    const edit = this.edit();
    this.change({...edit, fields: {...edit.fields, [name]: field}}, step);
  }

  typed(name, text) {
    const edit = this.edit();
    const before = edit.fields[name];
    // A place belongs to what was taken there; who goes on typing makes up their own value.
    this.setField(name, {value: text === '' ? null : text, place: before ? before.place : model.place(this.task, edit, name)?.box ? model.place(this.task, edit, name) : null}, 'type:' + name);
  }

  absent(name) {
    const now = model.value(this.task, this.edit(), name);
    if (now === null) this.restore(name);
    else this.setField(name, {value: null, place: null}, null);
    this.fields.input(name)?.focus();
  }

  restore(name) {
    const edit = this.edit();
    const {[name]: gone, ...fields} = edit.fields;
    const {[name]: looked, ...seen} = edit.seen;
    if (gone || looked) this.change({...edit, fields, seen}, null);
    this.fields.input(name)?.focus();
  }

  /** Right so: on to the next doubt, or to the end. */
  settle(name, direction) {
    const edit = this.edit();
    if (direction > 0 && !edit.seen[name] && !this.readOnly) this.change({...edit, seen: {...edit.seen, [name]: true}}, null);
    const names = this.type().fields.map((field) => field.name);
    const doubtful = names.filter((one) => model.doubtsAbout(this.task, this.edit(), one).length || this.broken(one).length || model.isAudit(this.task) || edit.documentType !== this.task.documentType);
    const at = names.indexOf(name);
    const rest = direction > 0 ? doubtful.filter((one) => names.indexOf(one) > at && (!this.edit().seen[one] || model.isAudit(this.task))) : doubtful.filter((one) => names.indexOf(one) < at).reverse();
    const next = rest[0] || (direction > 0 ? doubtful.find((one) => one !== name && !this.edit().seen[one]) : null);
    if (next) this.focusField(next, true);
    else if (direction > 0) this.submitButton.focus();
  }

  focusField(name, move) {
    if (this.cursor !== name) this.history.pause();
    this.cursor = name;
    this.cell = null;
    this.keeper?.alive();
    const input = this.fields.input(name);
    if (move && input) {
      input.focus({preventScroll: true});
      input.select();
    }
    this.fields.update();
    this.fields.open(name);
    this.showBoxes();
  }

  focusCell(row, column) {
    this.cell = {row, column};
    this.history.pause();
    this.showBoxes();
  }

  neighbour(by) {
    const names = [...this.fields.rows.keys()];
    const next = names[Math.min(names.length - 1, Math.max(0, names.indexOf(this.cursor) + by))];
    if (next) this.focusField(next, true);
  }

  /** What each reader said about a field, in the order of the ladder. */
  said(name) {
    if (this.edit().documentType !== this.task.documentType) return [];
    const readers = this.task.readers || [];
    return readers.flatMap((reader) => {
      const field = (reader.fields || []).find((one) => one.name === name);
      if (!field || field.hidden) return [];
      const alike = readers.filter((one) => one.name === reader.name);
      const who = t('reader.' + reader.name) + (alike.length > 1 ? ' ' + (alike.indexOf(reader) + 1) : '');
      return [{who, value: field.value, confidence: field.confidence, place: field.page && field.box ? {page: field.page, box: field.box} : null, spot: field.start === null || field.start === undefined ? null : [field.start, field.end]}];
    });
  }

  takeSaid(name, index) {
    const one = this.said(name)[index];
    if (!one || this.readOnly) return;
    const read = model.asRead(this.task, this.edit(), name);
    if (read && read.value === one.value) this.restore(name);
    else this.setField(name, {value: one.value, place: one.place, spot: one.spot}, null);
    this.fields.input(name)?.focus();
  }

  /** Words were taken from the page or the text. */
  taken({text, place, spot, more}) {
    if (this.readOnly) return;
    if (this.cell) {
      const {row, column} = this.cell;
      const before = this.items.rows()[row]?.[column];
      const value = isNumber(column) ? amount(text) ?? text : more && before ? before + ' ' + text : text;
      this.items.write(row, column, value, null, place);
      say(t('review.taken', {field: t('items.' + column), value, page: place?.page ?? ''}));
      return;
    }
    const name = this.cursor;
    const edit = this.edit();
    const before = model.value(this.task, edit, name);
    const many = this.type().fields.find((field) => field.name === name).kind === 'names';
    const value = more && before ? before + (many ? '; ' : ' ') + text : text;
    const old = more ? model.place(this.task, edit, name) : null;
    this.setField(name, {value, place: more && old?.box ? model.together(old, place) : place, spot: spot || null}, null);
    say(place ? t('review.taken', {field: label(name), value, page: place.page}) : t('review.takenText', {field: label(name), value}));
  }

  backToField() {
    if (this.cell) this.items.cell(this.cell.row, this.cell.column)?.focus();
    else this.fields.input(this.cursor)?.focus();
  }

  chooseType(name) {
    this.checks = null;
    this.history.change({...this.edit(), documentType: name || null, lineItems: null}, null);
    this.fields.build();
    this.cursor = null;
    this.changed();
  }

  async ask() {
    const type = this.type();
    if (!type) return;
    const asked = ++this.asked;
    try {
      const {doubts} = await post(review(this.id) + '/check', model.question(this.task, this.edit(), type));
      if (asked !== this.asked) return;
      this.checks = doubts;
      this.refresh();
    } catch (error) {
      if (!passing(error) && error.status !== 409) throw error;
    }
  }

  /** Shows the pages as they come. */
  async pages() {
    const active = () => this.cursor !== null || this.cell !== null;
    const hooks = {onTake: (taken) => this.taken(taken), onPick: (name) => this.focusField(name, true), onLeave: () => this.backToField(), active};
    for (let wait = 300; !this.closed; wait = Math.min(3000, wait * 1.5)) {
      let answer;
      try {
        answer = await get(review(this.id) + '/pages');
      } catch (error) {
        if (!passing(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, wait));
        continue;
      }
      if (this.closed) return;
      if (!this.viewer && (answer.state === 'none' || answer.pages?.length)) {
        this.viewer = answer.state === 'none' ? new TextView(answer.text || '', hooks) : new Viewer(this.id, hooks);
        this.viewer.onImage = () => this.fields.draw(this.cursor);
        this.viewer.onMissing = (page) => this.wanted(page);
        this.place.replaceChildren(this.viewer.element);
      }
      this.viewer?.show(answer.pages || []);
      this.shown = null;
      this.showBoxes();
      this.fields.open(this.cursor);
      if (answer.state === 'failed') this.place.prepend(h('p', {class: 'notice'}, t('review.failed', {message: answer.message || ''})));
      if (answer.state !== 'drawing') return;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }

  /** A page came into sight that nobody has drawn yet. */
  wanted(page) {
    this.asking ||= new Set();
    if (this.asking.has(page)) return;
    this.asking.add(page);
    fetch(review(this.id) + '/pages/' + page + '.png').then(() => this.pages(), () => this.asking.delete(page));
  }

  async submit(body = null) {
    const type = this.type();
    if (this.readOnly || this.submitting || (!body && !type)) return false;
    this.submitting = true;
    this.problems.replaceChildren();
    this.keeper.alive();
    try {
      await this.keeper.save();
      const answer = await post(review(this.id) + '/decide', {...(body || model.decision(this.task, this.edit(), type)), taskId: this.task.taskId, workMillis: Math.round(this.keeper.spent)});
      if (answer.status === 202) return 'cutting';
      this.keeper.close();
      await this.frame.next(this.task);
      return true;
    } catch (error) {
      this.complain(error);
      return false;
    } finally {
      this.submitting = false;
    }
  }

  complain(error) {
    if (error.status === 409) return this.lost(error);
    const list = error.problems || [{message: passing(error) ? t('away') : error.message}];
    this.problems.replaceChildren(h('strong', {}, t('review.problems')), h('ul', {}, list.map((one) => h('li', {}, one.field ? h('b', {}, label(one.field) + ': ') : null, one.message))));
    const first = list.find((one) => one.field && this.fields.rows.has(one.field));
    if (first) this.focusField(first.field, true);
  }

  onlooker() {
    this.lock(t('review.readOnly', {name: this.task.lease?.holderName || '–'}), null);
  }

  lost(error) {
    const words = {HELD: t('lease.held', {name: error.holderName || error.holder}), DECIDED: error.reviewer ? t('lease.decidedBy', {name: error.reviewer}) : t('lease.decided'), CLOSED: t('lease.closed'), SUPERSEDED: t('lease.superseded'), UNKNOWN: t('lease.closed')}[error.code];
    this.keeper.lost = true;
    this.lock(words || t('lease.over'), words ? null : () => this.again());
  }

  lock(text, again) {
    this.readOnly = true;
    this.banner.hidden = false;
    this.banner.replaceChildren(h('p', {}, text), h('div', {}, again ? h('button', {type: 'button', class: 'primary', onclick: again}, t('lease.again')) : null, h('button', {type: 'button', class: 'quiet', onclick: () => this.frame.go('#/')}, t('lease.queue'))));
    this.refresh();
    this.banner.querySelector('button').focus();
  }

  /** Takes the document once more, with what was typed. */
  async again() {
    try {
      await post(review(this.id) + '/claim');
    } catch (error) {
      return error.status === 409 ? this.lost(error) : this.complain(error);
    }
    this.readOnly = false;
    this.banner.hidden = true;
    this.keeper.found();
    this.refresh();
    this.backToField();
  }

  close() {
    this.closed = true;
    this.unkeys?.();
    this.keeper?.save().finally(() => this.keeper.close());
    this.viewer?.close();
  }
}
