/** Figures as people read them, in the page's language. */
import {label, language, number, t} from '../i18n.js';

/** 2.5 %, 0.31 %, 97 %: three figures at most, and never a rounded 0 or 100 of something else. */
export function percent(value) {
  const near = Math.min(value, 1 - value);
  const digits = near <= 0 ? 0 : near < 0.01 ? 2 : near < 0.2 ? 1 : 0;
  return new Intl.NumberFormat(language(), {style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits}).format(value);
}

/** A mark of an axis of shares: as many digits as its step needs. */
export function percentTick(value, step) {
  const digits = Math.abs(step * 100 - Math.round(step * 100)) > 1e-6 ? 1 : 0;
  return new Intl.NumberFormat(language(), {style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits}).format(value);
}

/** Milliseconds in the largest unit that leaves more than one. */
export function duration(millis) {
  const [unit, size] = [['d', 86_400_000 * 2], ['h', 3_600_000 * 2], ['min', 120_000], ['s', 0]].find(([, least]) => millis >= least);
  const n = millis / {d: 86_400_000, h: 3_600_000, min: 60_000, s: 1000}[unit];
  return t(`lead.unit.${unit}`, {n: number(n < 10 ? Math.round(n * 10) / 10 : Math.round(n))});
}

/** The first day of a time, short. */
export function day(iso) {
  return new Date(`${iso}T12:00:00Z`).toLocaleDateString(language(), {day: 'numeric', month: 'short', timeZone: 'UTC'});
}

/** A share with its interval, as a table's cells show it. */
export function interval(share) {
  return share.rate === null ? '–' : `${percent(share.low)} – ${percent(share.high)}`;
}

export function rate(share) {
  return share.rate === null ? '–' : percent(share.rate);
}

/** A type, field or reader by its name for people, where it has one. */
export function named(name) {
  const known = {none: 'lead.type.none', documentType: 'lead.documentType', verdict: 'lead.verdict', lineItems: 'lead.lineItems'}[name];
  return known ? t(known) : label(name);
}
