// Texts in English and German. A key that is missing shows itself.

import {en} from './texts/en.js';
import {de} from './texts/de.js';

const texts = {en, de};
let chosen = localStorage.getItem('desk.language') || (navigator.language.startsWith('de') ? 'de' : 'en');
if (!texts[chosen]) chosen = 'en';
document.documentElement.lang = chosen;

export const language = () => chosen;

export function setLanguage(next) {
  chosen = next;
  localStorage.setItem('desk.language', next);
  document.documentElement.lang = next;
}

/** Adds texts of another part of the page: {en: {…}, de: {…}}. */
export function addTexts(more) {
  for (const [name, entries] of Object.entries(more)) Object.assign(texts[name], entries);
}

/** The text of a key, with {names} filled in; "a|b" is singular and plural by the parameter n. */
export function t(key, params = {}) {
  let text = texts[chosen][key] ?? texts.en[key] ?? key;
  if (text.includes('|') && 'n' in params) text = text.split('|')[params.n === 1 ? 0 : 1];
  return text.replace(/\{(\w+)\}/g, (all, name) => (name in params ? String(params[name]) : all));
}

/** The text of a key, or null where there is none. */
export const known = (key) => texts[chosen][key] ?? null;

/** A name of a document type or a field, for people. */
export function label(name) {
  if (!name) return '';
  const translated = known('name.' + name);
  if (translated) return translated;
  const words = name.replace(/[_-]+/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const number = (n, options) => new Intl.NumberFormat(chosen, options).format(n);

/** How long ago, in a word or two. */
export function ago(instant) {
  const minutes = Math.max(0, Math.round((Date.now() - new Date(instant)) / 60000));
  const format = new Intl.RelativeTimeFormat(chosen, {numeric: 'auto', style: 'short'});
  if (minutes < 60) return format.format(-minutes, 'minute');
  if (minutes < 48 * 60) return format.format(-Math.round(minutes / 60), 'hour');
  return format.format(-Math.round(minutes / 1440), 'day');
}

export const moment = (instant) => new Intl.DateTimeFormat(chosen, {dateStyle: 'medium', timeStyle: 'short'}).format(new Date(instant));
