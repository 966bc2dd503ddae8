// What a reviewer has made of a document so far: plain data, and questions about it. No element here.

import {amount, decimal} from './numbers.js';

/** The draft that the desk keeps, or an empty one. `seen`: fields that were looked at and found right. */
export function begin(task) {
  const draft = task.draft || {};
  return {
    documentType: draft.documentType ?? task.documentType ?? null,
    fields: draft.fields || {},
    lineItems: draft.lineItems || null,
    comment: draft.comment || '',
    seen: draft.seen || {},
  };
}

export const isAudit = (task) => task.purpose === 'audit';

/** What the machine read for a field; null for another type than the one it read, and in an audit. */
export function asRead(task, edit, name) {
  if (edit.documentType !== task.documentType) return null;
  return (task.fields || []).find((field) => field.name === name) || null;
}

/** The value that counts: a text, null for "not there", undefined where nobody has said anything. */
export function value(task, edit, name) {
  if (name in edit.fields) return edit.fields[name].value;
  const read = asRead(task, edit, name);
  return read ? read.value : undefined;
}

/** Where the value stands: {page, box}, or {spot: [start, end]} in a text, or null. */
export function place(task, edit, name) {
  if (name in edit.fields) return edit.fields[name].place || (edit.fields[name].spot ? {spot: edit.fields[name].spot} : null);
  const read = asRead(task, edit, name);
  if (!read) return null;
  if (read.page && read.box) return {page: read.page, box: read.box};
  return read.start === null || read.start === undefined ? null : {spot: [read.start, read.end]};
}

export const isChanged = (task, edit, name) => name in edit.fields && edit.fields[name].value !== (asRead(task, edit, name)?.value ?? null);

/** The doubts that brought it here, about a field. */
export const doubtsAbout = (task, edit, name) => (edit.documentType === task.documentType ? (task.doubts || []).filter((doubt) => doubt.field === name) : []);

/** Fields in doubt that nobody has looked at yet. */
export function open(task, edit, type) {
  return type.fields.map((field) => field.name).filter((name) => doubtsAbout(task, edit, name).length && !edit.seen[name] && !isChanged(task, edit, name));
}

/** The rows that count, with charges and allowances; null where there are none. */
export const items = (task, edit) => edit.lineItems || (edit.documentType === task.documentType ? task.lineItems : null) || null;

/** How many things differ from what was read. */
export function changes(task, edit, type) {
  const fields = type ? type.fields.filter((field) => isChanged(task, edit, field.name)).length : 0;
  return fields + (edit.documentType !== task.documentType ? 1 : 0) + (edit.lineItems ? 1 : 0);
}

/** Columns that hold decimal numbers with a point. */
export const NUMBERS = new Set(['quantity', 'unitPrice', 'priceBase', 'lineTotal', 'adjustment', 'taxRate']);

const COLUMNS = ['number', 'description', 'quantity', 'unit', 'unitPrice', 'priceBase', 'lineTotal', 'adjustment', 'taxRate', 'gtin', 'page', 'box'];

const cell = (column, text) => (text === '' || text === undefined ? null : NUMBERS.has(column) && decimal(text) === null ? amount(text) ?? text : text);

/** Line items as the server wants them: nothing empty, no row of nothing. */
export function cleaned(lineItems) {
  const rows = lineItems.rows
    .map((row) => Object.fromEntries(COLUMNS.map((column) => [column, cell(column, row[column])])))
    .filter((row) => COLUMNS.some((column) => column !== 'page' && column !== 'box' && row[column] !== null));
  return {rows, charges: lineItems.charges ?? null, allowances: lineItems.allowances ?? null};
}

/** What is asked of the rules: POST …/check. */
export function question(task, edit, type) {
  const fields = {};
  for (const {name} of type.fields) {
    const now = value(task, edit, name);
    if (now !== undefined && !asRead(task, edit, name)?.hidden) fields[name] = now;
  }
  const rows = items(task, edit);
  return {documentType: edit.documentType, fields, lineItems: rows ? cleaned(rows) : null};
}

/** The decision: POST …/decide. */
export function decision(task, edit, type) {
  const body = {taskId: task.taskId, verdict: 'accept', fields: {}, places: {}, comment: edit.comment.trim() || null};
  const blind = isAudit(task);
  if (!blind && task.documentType && !changes(task, edit, type)) return body;
  body.verdict = 'correct';
  body.documentType = edit.documentType;
  for (const {name} of type.fields) {
    if (asRead(task, edit, name)?.hidden) continue;
    // Who reads blindly and leaves a field empty says that it is not there.
    if (blind) body.fields[name] = value(task, edit, name) ?? null;
    else if (isChanged(task, edit, name)) body.fields[name] = edit.fields[name].value;
    const at = edit.fields[name]?.place;
    if (name in body.fields && body.fields[name] !== null && at) body.places[name] = at;
  }
  if (edit.lineItems) body.lineItems = cleaned(edit.lineItems);
  return body;
}

/** The box around two boxes on the same page; the second where they are on two. */
export function together(a, b) {
  if (!a || !b || a.page !== b.page || !a.box || !b.box) return b || a;
  return {page: a.page, box: [Math.min(a.box[0], b.box[0]), Math.min(a.box[1], b.box[1]), Math.max(a.box[2], b.box[2]), Math.max(a.box[3], b.box[3])]};
}
