// What a reviewer does to the values of a document: each change a step of the history, kept and checked.
// The review (review.js) shows what comes of it.

import {passing, post, review} from './api.js';
import {say} from './dom.js';
import {label, t} from './i18n.js';
import {isNumber} from './items.js';
import * as model from './model.js';
import {amount} from './numbers.js';

export class Editing {
  edit() {
    return this.history.state;
  }

  type() {
    return this.frame.types.find((type) => type.name === this.edit().documentType) || null;
  }

  broken(name) {
    return (this.checks || []).filter((doubt) => doubt.field === name);
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
}
