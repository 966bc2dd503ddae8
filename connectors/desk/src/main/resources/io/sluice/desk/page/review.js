// One document on the table: its pages on the left, what was read and what holds on the right.

import {get, passing, post, review} from './api.js';
import * as dialogs from './dialogs.js';
import {calm, h, icon, set} from './dom.js';
import {Editing} from './editing.js';
import {Fields, reason} from './fields.js';
import {History} from './history.js';
import {label, moment, number, t} from './i18n.js';
import {Items} from './items.js';
import {Keeper} from './keeper.js';
import * as model from './model.js';
import {shortcuts} from './reviewkeys.js';
import {TextView} from './textview.js';
import {Viewer} from './viewer.js';

const SHOWN = 4;
const weight = (doubt) => (doubt.code === 'VALIDATOR_FAILED' || doubt.code === 'REQUIRED_FIELD_MISSING' ? 2 : doubt.field ? 0 : 1);

export class Review extends Editing {
  /** @param frame what is around: {me, types, columns, bar, go, toast, next} */
  constructor(main, id, frame) {
    super();
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
      await post(review(this.id) + '/claim').catch((error) => {
        // Somebody was faster: one may look on.
        if (error.status !== 409) throw error;
      });
      task = await get(review(this.id));
      this.readOnly = !task.mine;
    }
    this.task = task;
    this.history = new History(model.begin(task));
    this.build();
    this.pages();
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
    this.unseen = h('p', {class: 'still muted'});
    this.saved = h('span', {class: 'saved', role: 'status'});
    const act = (name, key) => h('button', {type: 'button', class: 'quiet', title: t('review.' + name) + ' (Alt ' + key + ')', 'aria-keyshortcuts': 'Alt+' + key, onclick: () => dialogs[name](this)}, t('review.' + name));
    this.actions = [act('reject', 'R'), act('split', 'S'), act('merge', 'M'), act('handover', 'H'), act('release', 'L')];
    this.undoButton = h('button', {type: 'button', class: 'quiet', title: t('review.undo') + ' (Ctrl Z)', 'aria-label': t('review.undo'), onclick: () => this.travel('undo')}, icon('undo'));
    this.redoButton = h('button', {type: 'button', class: 'quiet', title: t('review.redo') + ' (Ctrl Y)', 'aria-label': t('review.redo'), onclick: () => this.travel('redo')}, icon('redo'));
    this.place = h('div', {class: 'place'}, h('p', {class: 'empty'}, t('review.drawing')));
    frame.bar(h('h1', {class: 'title'}, task.fileName || task.documentId), h('span', {class: 'badge ' + task.purpose}, t('purpose.' + task.purpose)),
      h('span', {class: 'muted aside'}, [task.tenant, task.source && t('review.source', {source: task.source}), task.receivedAt && moment(task.receivedAt)].filter(Boolean).join(' · ')),
      h('span', {class: 'grow'}), this.saved, this.undoButton, this.redoButton);
    const aside = h('section', {class: 'panel', 'aria-label': t('review.fields')}, this.banner, this.reasons(),
      h('div', {class: 'type'}, h('label', {for: 'type'}, t('review.type')), this.typeChoice), this.fields.element, this.rules,
      h('div', {class: 'comment'}, h('label', {for: 'comment'}, t('review.comment')), this.comment));
    this.main.replaceChildren(h('div', {class: 'review'}, h('div', {class: 'left'}, this.place, this.items.element),
      h('div', {class: 'right'}, aside, h('footer', {class: 'decide'}, this.problems, this.unseen, h('div', {class: 'buttons'}, this.submitButton, this.actions)))));
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
    // Where a rule is broken, something is surely wrong: that first.
    const broken = (task.doubts || []).find((doubt) => weight(doubt) === 2 && this.fields.rows.has(doubt.field))?.field;
    const wanted = task.draft?.cursor || (this.type() ? broken || model.open(task, this.edit(), this.type())[0] || this.type().fields[0]?.name : null);
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
    const open = type && !blind && edit.documentType === task.documentType ? model.open(task, edit, type).length : 0;
    this.unseen.textContent = open ? t('review.open', {n: open}) : '';
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
    const all = [...(this.task.doubts || [])].sort((a, b) => weight(b) - weight(a));
    const unmeasured = all.filter((doubt) => doubt.code === 'NO_THRESHOLD' && this.fields.rows.has(doubt.field));
    const doubts = unmeasured.length > 2 ? all.filter((doubt) => !unmeasured.includes(doubt)) : all;
    const done = (doubt) => Boolean(doubt.field && type && (edit.seen[doubt.field] || model.isChanged(this.task, edit, doubt.field)));
    const link = (doubt, ...text) => h('button', {type: 'button', class: 'link' + (done(doubt) ? ' done' : ''), tabindex: -1, title: doubt.message, onclick: () => this.focusField(doubt.field, true)}, ...text);
    const line = (doubt) => h('li', {class: done(doubt) ? 'done' : ''}, icon(done(doubt) ? 'check' : 'bang'),
      this.fields.rows.has(doubt.field) ? link(doubt, h('b', {}, label(doubt.field)), ' ', reason(doubt)) : h('span', {}, doubt.field ? h('b', {}, label(doubt.field) + ' ') : null, reason(doubt)));
    const shown = doubts.length > SHOWN + 1 ? doubts.slice(0, SHOWN) : doubts;
    this.why.replaceChildren(...shown.map(line), ...(doubts === all ? [] : [h('li', {class: unmeasured.every(done) ? 'done' : ''}, icon(unmeasured.every(done) ? 'check' : 'bang'),
      h('span', {}, reason(unmeasured[0]) + ': ', unmeasured.map((doubt, index) => [index ? ', ' : '', link(doubt, label(doubt.field))])))]));
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

  backToField() {
    if (this.cell) this.items.cell(this.cell.row, this.cell.column)?.focus();
    else this.fields.input(this.cursor)?.focus();
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
    const {lease} = this.task;
    this.lock(lease?.holder ? t('review.readOnly', {name: lease.holderName || lease.holder}) : t('review.notYours'), null);
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
    this.viewer?.close();
    return this.keeper?.leave();
  }
}
