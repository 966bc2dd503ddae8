// The list of fields: one line each; the active one opens and shows its place magnified, why it is in
// doubt, and what each reader said.

import {h, icon, set} from './dom.js';
import {known, label, number, t} from './i18n.js';
import * as model from './model.js';
import {crop} from './overlay.js';

/** Why, in words: what the code stands for, and the figures. */
export function reason(doubt) {
  const what = known('code.' + doubt.code) || doubt.code;
  // How many labels are missing is for those who train; here it would be the same sentence at every field.
  if (doubt.code === 'NO_THRESHOLD') return what;
  return doubt.message ? what + ': ' + doubt.message : what;
}

export class Fields {
  /** @param desk the review: task, edit(), type(), change(), focusField(), … */
  constructor(desk) {
    this.desk = desk;
    this.rows = new Map();
    this.element = h('ol', {class: 'fields', 'aria-label': t('review.fields')});
  }

  /** Makes the lines of a document type. */
  build() {
    this.rows.clear();
    const type = this.desk.type();
    this.element.replaceChildren(...(type ? type.fields.map((field) => this.line(field)) : []));
    this.update();
  }

  line(field) {
    const {desk} = this;
    const id = 'f-' + field.name;
    const row = {field};
    row.input = h('input', {
      id, type: 'text', autocomplete: 'off', spellcheck: 'false', 'aria-describedby': id + '-why', 'aria-required': field.required,
      inputmode: field.kind === 'price' ? 'decimal' : null,
      oninput: () => desk.typed(field.name, row.input.value),
      onkeydown: (event) => this.key(event, field.name),
    });
    row.mark = h('span', {class: 'mark'});
    row.canvas = h('canvas', {class: 'crop', role: 'img', 'aria-label': t('review.crop')});
    row.context = h('p', {class: 'context'});
    row.why = h('div', {class: 'why', id: id + '-why'});
    row.readers = h('div', {class: 'readers', role: 'group', 'aria-label': t('review.said')});
    row.absent = h('button', {type: 'button', class: 'quiet', 'aria-pressed': 'false', title: 'Alt X', onclick: () => desk.absent(field.name)}, t('review.absent'));
    row.restore = h('button', {type: 'button', class: 'quiet', title: 'Alt Z', onclick: () => desk.restore(field.name)}, icon('restore'), t('review.restore'));
    row.more = h('div', {class: 'more', hidden: true}, row.canvas, row.context, row.readers, h('div', {class: 'row-tools'}, row.absent, row.restore));
    row.element = h('li', {class: 'field', onfocusin: () => desk.focusField(field.name, false)},
      h('div', {class: 'line'},
        h('label', {for: id}, label(field.name), field.required ? h('span', {class: 'required', title: t('review.required'), 'aria-label': t('review.required')}, '*') : null),
        h('div', {class: 'value'}, row.input, row.mark)),
      row.why, row.more);
    this.rows.set(field.name, row);
    return row.element;
  }

  key(event, name) {
    if (event.key === 'Enter' && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      this.desk.settle(name, event.shiftKey ? -1 : 1);
    }
  }

  input(name) {
    return this.rows.get(name)?.input;
  }

  /** Brings every line up to what counts now. */
  update() {
    const {desk} = this;
    const edit = desk.edit();
    for (const [name, row] of this.rows) {
      const read = model.asRead(desk.task, edit, name);
      const now = model.value(desk.task, edit, name);
      const hidden = Boolean(read?.hidden);
      const shown = now ?? '';
      if (row.input.value !== shown) row.input.value = shown;
      const absent = now === null && !hidden;
      set(row.input, {readOnly: hidden || desk.readOnly, placeholder: hidden ? t('review.hidden') : absent ? t('review.absentShort') : ''});
      const broken = desk.broken(name);
      const doubts = model.doubtsAbout(desk.task, edit, name);
      const state = this.state(name);
      row.element.className = 'field ' + state + (desk.cursor === name ? ' active' : '') + (broken.length ? ' broken' : '');
      set(row.input, {'aria-invalid': broken.length > 0});
      const signs = {settled: ['check', 'review.settled'], changed: ['check', 'review.changed'], doubt: ['bang', 'review.doubtful']};
      row.mark.replaceChildren(...(signs[state] ? [icon(signs[state][0]), h('span', {class: 'unseen'}, t(signs[state][1]))] : []));
      row.why.replaceChildren(
        ...broken.map((doubt) => h('p', {class: 'rule'}, doubt.message)),
        ...(desk.cursor === name ? doubts.filter((doubt) => !broken.some((one) => one.message === doubt.message)).map((doubt) => h('p', {title: doubt.message}, reason(doubt))) : []));
      set(row.absent, {'aria-pressed': String(absent), disabled: hidden || desk.readOnly});
      set(row.restore, {hidden: !(name in edit.fields) || !read, disabled: desk.readOnly});
      row.more.hidden = desk.cursor !== name || hidden;
    }
  }

  state(name) {
    const {task} = this.desk;
    const edit = this.desk.edit();
    if (model.isChanged(task, edit, name)) return 'changed';
    if (edit.seen[name]) return 'settled';
    return model.doubtsAbout(task, edit, name).length ? 'doubt' : 'plain';
  }

  /** Opens the active line: its picture, and who said what. */
  open(name) {
    const row = this.rows.get(name);
    if (!row) return;
    this.draw(name);
    this.said(row, name);
    row.element.scrollIntoView({block: 'nearest'});
  }

  draw(name) {
    const row = this.rows.get(name);
    const {desk} = this;
    if (!row || desk.cursor !== name) return;
    const place = model.place(desk.task, desk.edit(), name);
    // Its room is kept while the page is on its way, so that nothing jumps.
    row.canvas.hidden = !place?.box;
    if (place?.box && desk.viewer?.images) crop(row.canvas, desk.viewer, place);
    const around = place?.spot && desk.viewer?.around ? desk.viewer.around(place.spot) : null;
    row.context.hidden = !around;
    if (around) row.context.replaceChildren('…' + around[0], h('mark', {}, around[1]), around[2] + '…');
  }

  said(row, name) {
    const {desk} = this;
    const said = desk.said(name);
    const now = model.value(desk.task, desk.edit(), name) ?? null;
    const values = new Set(said.map((one) => one.value));
    if (!said.length) return row.readers.replaceChildren();
    if (values.size === 1 && said.length > 1 && said[0].value === now) {
      const names = said.map((one) => one.who + ' ' + sure(one)).join(', ');
      return row.readers.replaceChildren(h('p', {class: 'agree'}, icon('check'), t('review.agree', {names})));
    }
    row.readers.replaceChildren(...said.map((one, index) => h('button', {
      type: 'button', class: 'said' + (one.value === now ? ' same' : ''), disabled: desk.readOnly, title: 'Alt ' + (index + 1),
      'aria-pressed': String(one.value === now), onclick: () => desk.takeSaid(name, index),
    },
    h('kbd', {'aria-hidden': 'true'}, String(index + 1)),
    h('span', {class: 'who'}, one.who),
    h('span', {class: 'sure'}, sure(one)),
    h('span', {class: 'what'}, one.value === null ? h('em', {}, t('review.nobody')) : differing(one.value, now)))));
  }
}

const sure = (one) => (one.confidence === null || one.confidence === undefined ? '' : number(one.confidence, {minimumFractionDigits: 2, maximumFractionDigits: 2}));

/** The value, with what is not in the other marked. */
function differing(value, other) {
  if (other === null || value === other) return [value];
  let from = 0;
  while (from < value.length && from < other.length && value[from] === other[from]) from++;
  let to = 0;
  while (to < value.length - from && to < other.length - from && value[value.length - 1 - to] === other[other.length - 1 - to]) to++;
  const middle = value.slice(from, value.length - to);
  if (!middle || (from === 0 && to === 0)) return [value];
  return [value.slice(0, from), h('mark', {}, middle), value.slice(value.length - to)];
}
