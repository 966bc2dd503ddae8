/** The parts of the lead's page: what each says, draws and tabulates. All pure: figures in, elements out. */
import {h} from '../dom.js';
import {number, t} from '../i18n.js';
import {day, duration, interval, named, percent, percentTick, rate} from './format.js';
import {columns, intervals, lines, stackedBars} from './plots.js';

const VERDICTS = ['accept', 'correct', 'reject', 'replace'];
const AGES = [0, 1, 2, 3, 4, 5];

export const parts = [
  {
    name: 'queue',
    wide: true,
    title: () => t('lead.queue'),
    about: () => t('lead.queue.about'),
    draw(figures, width) {
      const {types, open} = figures.queue;
      if (!types.length) {
        return [];
      }
      const ages = AGES.map((age) => ({name: t(`lead.age.${age}`), shade: age}));
      const rows = types.map((type) => ({label: named(type.type), parts: type.counts}));
      return [key(ages.map(({name, shade}) => [name, `shade-${shade}`])), stackedBars(width, {label: t('lead.queue.says', {open: number(open)}), rows, parts: ages, format: number})];
    },
    table: (figures) =>
      table(
        [t('lead.type'), ...AGES.map((age) => t(`lead.age.${age}`)), t('lead.sum'), t('lead.held'), t('lead.oldest')],
        figures.queue.types.map((type) => [
          named(type.type),
          ...type.counts.map(number),
          number(type.counts.reduce((a, b) => a + b, 0)),
          number(type.held),
          duration(new Date(figures.asOf) - new Date(type.oldest)),
        ]),
      ),
  },
  {
    name: 'flow',
    title: () => t('lead.flow'),
    about: () => t('lead.flow.about'),
    draw(figures, width) {
      const {times} = figures;
      if (times.every((time) => time.asked + time.decided === 0)) {
        return [];
      }
      const series = ['asked', 'decided'].map((what, i) => ({name: t(`lead.${what}`), mark: 2 - i, values: times.map((time) => time[what])}));
      return [key(series.map(({name, mark}) => [name, `mark-${mark}`])), lines(width, {label: t('lead.flow'), times: times.map((time) => day(time.start)), series, format: number})];
    },
    table: (figures) =>
      table(
        [stepName(figures), t('lead.asked'), t('lead.decided')],
        figures.times.map((time) => [day(time.start), number(time.asked), number(time.decided)]),
      ),
  },
  {
    name: 'through',
    title: () => t('lead.through'),
    about: () => t('lead.through.about'),
    draw: (figures, width) => overTime(figures.straightThrough.times, width, {label: t('lead.through'), mark: 1, most: 1}),
    table: (figures) => timesTable(stepName(figures), figures.straightThrough.times, [t('lead.accepted'), t('lead.ofHow')]),
  },
  {
    name: 'errors',
    title: () => t('lead.errors'),
    about: ({audits}) =>
      [t('lead.errors.about', {waiting: number(audits.waiting)}), audits.unmatched ? t('lead.errors.unmatched', {n: number(audits.unmatched)}) : ''].join(' '),
    draw(figures, width) {
      const {target} = figures.audits;
      const reference = target === null ? undefined : {value: target, name: t('lead.target', {rate: percent(target)})};
      return overTime(figures.audits.weeks, width, {label: t('lead.errors'), mark: 3, reference});
    },
    table: (figures) => timesTable(t('lead.week'), figures.audits.weeks, [t('lead.wrong'), t('lead.audited')]),
  },
  {
    name: 'agreement',
    title: () => t('lead.agreement'),
    about: () => t('lead.agreement.about'),
    draw: (figures, width) =>
      forest(
        width,
        t('lead.agreement'),
        1,
        figures.agreement.fields.map(({type, field, same}) => ({group: named(type), label: named(field), share: same})),
        least(figures.agreement.fields.map(({same}) => same)),
      ),
    table: (figures) =>
      table(
        [t('lead.type'), t('lead.field'), t('lead.same'), t('lead.ofHow'), t('lead.share'), t('lead.interval'), t('lead.kappa'), t('lead.interval')],
        figures.agreement.fields.map(({type, field, same, kappa}) => [
          named(type),
          named(field),
          ...cells(same),
          kappa.kappa === null ? '–' : number(Math.round(kappa.kappa * 100) / 100),
          kappa.kappa === null ? '–' : `${number(Math.round(kappa.low * 100) / 100)} – ${number(Math.round(kappa.high * 100) / 100)}`,
        ]),
        2,
      ),
  },
  {
    name: 'errors-fields',
    title: () => t('lead.errors.fields'),
    about: () => t('lead.errors.fields.about'),
    draw: (figures, width) =>
      forest(width, t('lead.errors.fields'), 3, figures.audits.fields.map(({type, field, share}) => ({group: named(type), label: named(field), share}))),
    table: (figures) =>
      table(
        [t('lead.type'), t('lead.field'), t('lead.wrong'), t('lead.audited'), t('lead.share'), t('lead.interval')],
        figures.audits.fields.map(({type, field, share}) => [named(type), named(field), ...cells(share)]),
        2,
      ),
  },
  {
    name: 'types',
    tableOnly: true,
    title: () => t('lead.types'),
    about: () => t('lead.types.about'),
    draw: (figures) => (figures.work.types.some((one) => one.decisions) ? [h('span', {})] : []),
    table: (figures) =>
      table(
        [t('lead.type'), t('lead.decisions'), t('lead.p50'), t('lead.p90'), t('lead.waited50'), t('lead.waited90')],
        figures.work.types
          .filter((one) => one.decisions)
          .map((one) => [named(one.type), number(one.decisions), time(one.work.p50), time(one.work.p90), time(one.waited.p50), time(one.waited.p90)]),
      ),
  },
  {
    name: 'hours',
    title: () => t('lead.hours'),
    about: () => t('lead.hours.about'),
    draw: (figures, width) =>
      figures.work.hours.some((n) => n)
        ? [columns(width, {label: t('lead.hours'), values: figures.work.hours, names: figures.work.hours.map((_, hour) => String(hour)), every: width < 480 ? 4 : 2, format: number})]
        : [],
    table: (figures) => table([t('lead.hour'), t('lead.decisions')], figures.work.hours.map((n, hour) => [String(hour), number(n)])),
  },
  {
    name: 'overrides',
    wide: true,
    title: () => t('lead.overrides'),
    about: () => t('lead.overrides.about'),
    draw: (figures, width) =>
      forest(
        width,
        t('lead.overrides'),
        2,
        figures.overrides.map(({model, reader, type, field, changed}) => ({
          group: `${model} · ${named(type)}`,
          label: reader === 'model' ? named(field) : `${named(field)} (${t(`lead.reader.${reader}`)})`,
          share: changed,
        })),
      ),
    table: (figures) =>
      table(
        [t('lead.model'), t('lead.type'), t('lead.field'), t('lead.reader'), t('lead.changed'), t('lead.ofHow'), t('lead.share'), t('lead.interval')],
        figures.overrides.map(({model, reader, type, field, changed}) => [model, named(type), named(field), t(`lead.reader.${reader}`), ...cells(changed)]),
        4,
      ),
  },
  {
    name: 'people',
    wide: true,
    tableOnly: true,
    title: () => t('lead.people'),
    about: () => t('lead.people.about'),
    draw(figures, width) {
      const {reviewers} = figures.work;
      if (!reviewers.length) {
        return [];
      }
      const verdicts = VERDICTS.map((verdict, i) => ({name: t(`lead.verdict.${verdict}`), shade: i + 1}));
      const rows = reviewers.map((one) => ({label: one.reviewer, parts: VERDICTS.map((verdict) => one.verdicts[verdict] ?? 0)}));
      return [key(verdicts.map(({name, shade}) => [name, `shade-${shade}`])), stackedBars(width, {label: t('lead.people'), rows, parts: verdicts, format: number})];
    },
    table: (figures) =>
      table(
        [t('lead.reviewer'), t('lead.decisions'), t('lead.p50'), t('lead.p90'), t('lead.perHour'), t('lead.overruled'), t('lead.ofHow'), t('lead.share'), t('lead.interval')],
        figures.work.reviewers.map((one) => [
          one.reviewer,
          number(one.decisions),
          time(one.work.p50),
          time(one.work.p90),
          one.perHour === null ? '–' : number(Math.round(one.perHour)),
          ...cells(one.overruled),
        ]),
      ),
  },
];

function overTime(times, width, {label, mark, most, reference}) {
  if (times.every(({share}) => share.rate === null)) {
    return [];
  }
  const series = [
    {
      name: label,
      mark,
      values: times.map(({share}) => share.rate),
      low: times.map(({share}) => share.low),
      high: times.map(({share}) => share.high),
    },
  ];
  return [lines(width, {label, times: times.map(({start}) => day(start)), series, format: percent, tick: percentTick, most: most ?? 1, reference})];
}

function forest(width, label, mark, rows, from = 0) {
  const known = rows.filter(({share}) => share.of > 0);
  return known.length ? [intervals(width, {label, rows: known, format: percent, tick: percentTick, from, mark})] : [];
}

/** Where an axis for large shares begins, so that it is not all one end. */
function least(shares) {
  const low = Math.min(...shares.filter(({of}) => of > 0).map((share) => share.low));
  return Number.isFinite(low) ? Math.min(0.9, Math.floor(low * 10) / 10) : 0;
}

function cells(share) {
  return [number(share.count), number(share.of), rate(share), interval(share)];
}

function time(millis) {
  return millis === null ? '–' : duration(millis);
}

function stepName(figures) {
  return t(figures.step === 'day' ? 'lead.day' : 'lead.week');
}

function timesTable(name, times, [count, of]) {
  return table(
    [name, count, of, t('lead.share'), t('lead.interval')],
    times.map(({start, share}) => [day(start), ...cells(share)]),
  );
}

/** What the colours stand for: [[name, class]]. */
function key(entries) {
  return h(
    'ul',
    {class: 'lead-key'},
    ...entries.map(([name, shade]) => {
      const mark = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
      mark.setAttribute('viewBox', '0 0 12 12');
      mark.setAttribute('aria-hidden', 'true');
      const square = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
      square.setAttribute('width', '12');
      square.setAttribute('height', '12');
      square.setAttribute('rx', '2');
      square.setAttribute('class', shade);
      mark.append(square);
      return h('li', {}, mark, name);
    }),
  );
}

/** A table; the first cell of a row names it, and the first so many cells are words. */
function table(head, rows, words = 1) {
  return h(
    'table',
    {},
    h('thead', {}, h('tr', {}, ...head.map((name, i) => h('th', {scope: 'col', class: i < words ? 'text' : 'number'}, name)))),
    h(
      'tbody',
      {},
      ...rows.map((row) => h('tr', {}, ...row.map((cell, i) => (i === 0 ? h('th', {scope: 'row'}, cell) : h('td', {class: i < words ? 'text' : 'number'}, cell))))),
    ),
  );
}
