// Line items: a table to be typed into, its sums checked with every key.

import {h, icon, say, set} from './dom.js';
import {label, t} from './i18n.js';
import * as model from './model.js';
import {amount, decimal, multiplies, near, plain, sum, CENT} from './numbers.js';

const ALWAYS = ['number', 'description', 'quantity', 'unitPrice', 'lineTotal'];
export const isNumber = (column) => model.NUMBERS.has(column);

export class Items {
  constructor(desk, columns) {
    this.desk = desk;
    this.allColumns = columns.filter((column) => column !== 'priceBase' && column !== 'adjustment');
    this.body = h('tbody');
    this.head = h('tr');
    this.total = h('div', {class: 'sum', role: 'status'});
    this.add = h('button', {type: 'button', class: 'quiet', title: 'Alt A', onclick: () => this.insert()}, icon('plus'), t('items.add'));
    this.restore = h('button', {type: 'button', class: 'quiet', onclick: () => desk.change({...desk.edit(), lineItems: null}, null)}, icon('restore'), t('items.asRead'));
    this.element = h('section', {class: 'items', 'aria-label': t('items.title')},
      h('header', {}, h('h2', {}, t('items.title')), this.total, h('span', {class: 'grow'}), this.restore, this.add),
      h('div', {class: 'table'}, h('table', {}, h('caption', {class: 'unseen'}, t('items.title')), h('thead', {}, this.head), this.body)));
  }

  rows() {
    return model.items(this.desk.task, this.desk.edit())?.rows || [];
  }

  /** Makes the table for as many rows as there are. */
  build() {
    const rows = this.rows();
    this.columns = this.allColumns.filter((column) => ALWAYS.includes(column) || rows.some((row) => row[column]));
    this.head.replaceChildren(...this.columns.map((column) => h('th', {scope: 'col', class: column}, t('items.' + column))), h('th', {scope: 'col', class: 'act'}, h('span', {class: 'unseen'}, t('items.remove', {n: ''}))));
    this.body.replaceChildren(...rows.map((row, index) => this.line(row, index)));
    this.shape = rows.length + this.columns.join();
    this.update();
  }

  line(row, index) {
    return h('tr', {}, this.columns.map((column) => h('td', {class: column},
      h('input', {
        type: 'text', autocomplete: 'off', spellcheck: 'false', inputmode: isNumber(column) ? 'decimal' : null,
        'aria-label': t('items.cell', {n: index + 1, column: t('items.' + column)}), 'data-row': index, 'data-column': column,
        oninput: (event) => this.write(index, column, event.target.value, 'cell:' + index + column),
        onchange: (event) => this.settle(index, column, event.target.value),
        onfocus: () => this.desk.focusCell(index, column),
        onkeydown: (event) => this.key(event, index, column),
      }))),
    h('td', {class: 'act'}, h('button', {type: 'button', class: 'quiet', 'aria-label': t('items.remove', {n: index + 1}), title: 'Alt ⌫', onclick: () => this.remove(index)}, icon('cross'))));
  }

  cell(index, column) {
    return this.body.querySelector(`input[data-row="${index}"][data-column="${column}"]`);
  }

  key(event, index, column) {
    const by = event.key === 'ArrowDown' || (event.key === 'Enter' && !event.ctrlKey) ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by && !event.altKey && !event.metaKey && !event.ctrlKey) {
      event.preventDefault();
      if (event.key === 'Enter' && index === this.rows().length - 1) this.insert(column);
      else this.cell(index + by, column)?.focus();
    } else if (event.altKey && event.code === 'KeyA') {
      event.preventDefault();
      event.stopPropagation();
      this.insert(column);
    } else if (event.altKey && event.key === 'Backspace') {
      event.preventDefault();
      this.remove(index);
      (this.cell(Math.min(index, this.rows().length - 1), column) || this.add).focus();
    }
  }

  changed(rows, label) {
    const edit = this.desk.edit();
    const before = model.items(this.desk.task, edit) || {};
    this.desk.change({...edit, lineItems: {rows, charges: before.charges ?? null, allowances: before.allowances ?? null}}, label);
  }

  write(index, column, text, label, place) {
    const rows = this.rows().map((row, at) => (at === index ? {...row, [column]: text === '' ? null : text, ...(place ? model.together(row.box ? {page: row.page, box: row.box} : null, place) : {})} : row));
    this.changed(rows, label);
  }

  /** An amount as people write it becomes one as machines do, once the cell is left. */
  settle(index, column, text) {
    if (!isNumber(column) || text === '' || decimal(text) !== null) return;
    const number = amount(text);
    if (number !== null) this.write(index, column, number, 'cell:' + index + column);
  }

  insert(column = this.columns[0]) {
    if (this.desk.readOnly) return;
    this.changed([...this.rows(), {}], null);
    this.cell(this.rows().length - 1, column)?.focus();
  }

  remove(index) {
    if (this.desk.readOnly) return;
    this.changed(this.rows().filter((_, at) => at !== index), null);
    say(t('items.removed', {n: index + 1}));
  }

  update() {
    const rows = this.rows();
    const columns = this.allColumns.filter((column) => ALWAYS.includes(column) || rows.some((row) => row[column]));
    if (this.shape !== rows.length + columns.join()) return this.build();
    rows.forEach((row, index) => {
      const holds = multiplies(model.cleaned({rows: [row]}).rows[0] || row);
      for (const column of this.columns) {
        const input = this.cell(index, column);
        const shown = row[column] ?? '';
        if (input.value !== shown) input.value = shown;
        const wrong = isNumber(column) && shown !== '' && decimal(shown) === null && amount(shown) === null;
        const off = column === 'lineTotal' && holds === false;
        set(input, {'aria-invalid': wrong || off, readOnly: this.desk.readOnly,
          title: wrong ? t('items.noNumber') : off ? t('items.rowWrong', {quantity: row.quantity, price: row.unitPrice, total: row.lineTotal}) : null});
      }
    });
    this.add.hidden = this.desk.readOnly;
    this.restore.hidden = this.desk.readOnly || !this.desk.edit().lineItems || !this.desk.task.lineItems;
    this.addUp(rows);
  }

  /** The sum of the rows, and whether it is the amount that the rules compare it with. */
  addUp(rows) {
    const {desk} = this;
    const all = model.items(desk.task, desk.edit());
    if (!rows.length) return set(this.total, {class: 'sum'}).replaceChildren(t('items.none'));
    // Amounts count as they will be sent, however they are typed.
    const value = sum(model.cleaned({...all, rows}));
    if (value === null) return set(this.total, {class: 'sum bad'}).replaceChildren(icon('bang'), t('items.noSum'));
    const prices = desk.type().fields.filter((field) => field.kind === 'price')
      .map((field) => [field.name, decimal(amount(model.value(desk.task, desk.edit(), field.name)))]).filter((pair) => pair[1] !== null);
    const tax = prices.find((pair) => pair[0].includes('tax'))?.[1] ?? 0n;
    const tolerance = CENT * BigInt(rows.length);
    const same = prices.find((pair) => near(pair[1], value, tolerance)) || prices.find((pair) => near(pair[1], value + tax, tolerance));
    const words = [t('items.sum', {n: rows.length}) + ' ', h('b', {}, plain(value))];
    if (same) {
      set(this.total, {class: 'sum good'}).replaceChildren(icon('check'), ...words, ' ' + t('items.equals', {field: label(same[0])}));
    } else if (prices.length) {
      const [name, other] = prices.reduce((a, b) => (b[1] > a[1] ? b : a));
      set(this.total, {class: 'sum bad'}).replaceChildren(icon('bang'), ...words, ' ' + t('items.unequal', {field: label(name), value: plain(other)}));
    } else set(this.total, {class: 'sum'}).replaceChildren(...words);
  }
}
