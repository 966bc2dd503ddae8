/**
 * Plots as SVG, drawn at the width they have. Colours and type come from classes in lead.css; every
 * mark carries its figures as a <title>. What a plot shows stands in a table beside it, too.
 */

const SPACE = 'http://www.w3.org/2000/svg';
const LINE = 22;

function s(tag, attributes, ...children) {
  const element = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

function titled(element, text) {
  element.append(s('title', {}, text));
  return element;
}

function frame(width, height, label, ...children) {
  return s(
    'svg',
    {class: 'plot', width, height, viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label},
    ...children,
  );
}

/** Round numbers from 0 to at least the largest: 3 to 5 of them. */
export function ticks(largest) {
  if (!(largest > 0)) {
    return [0, 1];
  }
  const rough = largest / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((m) => m * power).find((m) => m >= rough * 0.999);
  const count = Math.ceil(largest / step - 1e-9);
  return Array.from({length: count + 1}, (_, i) => i * step);
}

/** Letters that fit: a label longer than this many pixels ends in an ellipsis. */
function short(text, pixels) {
  const most = Math.max(4, Math.floor(pixels / 6.6));
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

/**
 * Horizontal bars, each of several parts.
 * rows: [{label, parts: [number], note}], parts: [{name, shade}] in order.
 */
export function stackedBars(width, {label, rows, parts, format}) {
  const left = Math.min(190, Math.max(96, width * 0.24));
  const right = 64;
  const largest = Math.max(1, ...rows.map((row) => row.parts.reduce((a, b) => a + b, 0)));
  const scale = (width - left - right) / largest;
  const marks = rows.flatMap((row, i) => {
    const y = 6 + i * (LINE + 8);
    let x = left;
    const total = row.parts.reduce((a, b) => a + b, 0);
    const bars = row.parts.map((count, part) => {
      const bar = titled(
        s('rect', {class: `shade-${parts[part].shade}`, x, y, width: Math.max(0, count * scale - (count > 0 ? 1 : 0)), height: LINE, rx: 2}),
        `${row.label} · ${parts[part].name}: ${format(count)}`,
      );
      x += count * scale;
      return count > 0 ? bar : null;
    });
    return [
      titled(s('text', {class: 'name', x: left - 10, y: y + LINE / 2, 'text-anchor': 'end'}, short(row.label, left - 12)), row.label),
      ...bars,
      s('text', {class: 'figure', x: x + 8, y: y + LINE / 2}, format(total)),
    ];
  });
  return frame(width, 12 + rows.length * (LINE + 8), label, ...marks);
}

/** Columns: values [number], names [string]; every nth name is written. */
export function columns(width, {label, values, names, every, format, tick = format}) {
  const height = 150;
  const box = {left: 36, right: 8, top: 10, bottom: 24};
  const scale = ticks(Math.max(1, ...values));
  const y = (value) => height - box.bottom - (value / scale.at(-1)) * (height - box.top - box.bottom);
  const step = (width - box.left - box.right) / values.length;
  const bars = values.map((value, i) =>
    titled(
      s('rect', {class: 'mark-1', x: box.left + i * step + step * 0.12, y: y(value), width: step * 0.76, height: Math.max(0, height - box.bottom - y(value)), rx: 2}),
      `${names[i]}: ${format(value)}`,
    ),
  );
  const texts = names.map((name, i) =>
    i % every === 0 ? s('text', {class: 'tick', x: box.left + (i + 0.5) * step, y: height - 8, 'text-anchor': 'middle'}, name) : null,
  );
  return frame(width, height, label, ...grid(width, box, scale, y, tick), ...bars, ...texts);
}

function grid(width, box, scale, y, tickText) {
  return scale.flatMap((tick) => [
    s('line', {class: tick === 0 ? 'axis' : 'grid', x1: box.left, x2: width - box.right, y1: y(tick), y2: y(tick)}),
    s('text', {class: 'tick', x: box.left - 8, y: y(tick), 'text-anchor': 'end'}, tickText(tick, scale[1] - scale[0])),
  ]);
}

/**
 * Lines over time. format says a value, tick a mark of the axis (value, step). times: [name]; series: [{name, mark, values: [number|null], low?: [], high?: []}].
 * A value of null is a gap; where low and high are given, they are drawn as a band, or as a bar on a
 * lone point.
 */
export function lines(width, {label, times, series, format, tick = format, most, reference}) {
  const height = 210;
  const box = {left: 48, right: 14, top: 12, bottom: 28};
  const seen = series.flatMap((one) => [...one.values, ...(one.high ?? []).filter((_, i) => one.values[i] !== null)]);
  const largest = Math.max(...seen.filter((value) => value !== null), reference?.value ?? 0, 0);
  const scale = ticks(most === undefined ? largest : Math.min(most, largest));
  const y = (value) =>
    height - box.bottom - (Math.min(value, scale.at(-1)) / scale.at(-1)) * (height - box.top - box.bottom);
  const step = (width - box.left - box.right) / Math.max(1, times.length);
  const x = (i) => box.left + (i + 0.5) * step;
  const every = Math.ceil(times.length / Math.max(1, Math.floor((width - box.left) / 76)));
  const names = times.map((name, i) =>
    i % every === 0 ? s('text', {class: 'tick', x: x(i), y: height - 8, 'text-anchor': 'middle'}, name) : null,
  );
  const drawn = series.flatMap((one) => [
    ...(one.low ? bands(one, x, y) : []),
    ...runs(one.values).map((run) =>
      s('polyline', {class: `line-${one.mark}`, points: run.map((i) => `${x(i)},${y(one.values[i])}`).join(' ')}),
    ),
    ...one.values.map((value, i) =>
      value === null
        ? null
        : titled(
            s('circle', {class: `mark-${one.mark}`, cx: x(i), cy: y(value), r: times.length > 40 ? 2.5 : 3.5}),
            `${times[i]} · ${one.name}: ${format(value)}${one.low ? ` (${format(one.low[i])} – ${format(one.high[i])})` : ''}`,
          ),
    ),
  ]);
  const wanted = reference
    ? [
        s('line', {class: 'reference', x1: box.left, x2: width - box.right, y1: y(reference.value), y2: y(reference.value)}),
        s('text', {class: 'tick', x: width - box.right, y: y(reference.value) - 8, 'text-anchor': 'end'}, reference.name),
      ]
    : [];
  return frame(width, height, label, ...grid(width, box, scale, y, tick), ...wanted, ...drawn, ...names);
}

/** Indices of values that follow each other without a gap. */
function runs(values) {
  const found = [];
  let run = [];
  values.forEach((value, i) => {
    if (value === null) {
      run = [];
    } else {
      if (run.length === 0) {
        found.push(run);
      }
      run.push(i);
    }
  });
  return found;
}

function bands(one, x, y) {
  return runs(one.values).map((run) => {
    if (run.length === 1) {
      const [i] = run;
      return s('line', {class: `bar-${one.mark}`, x1: x(i), x2: x(i), y1: y(one.low[i]), y2: y(one.high[i])});
    }
    const upper = run.map((i) => `${x(i)},${y(one.high[i])}`);
    const lower = run.map((i) => `${x(i)},${y(one.low[i])}`).reverse();
    return s('polygon', {class: `band-${one.mark}`, points: [...upper, ...lower].join(' ')});
  });
}

/**
 * Shares with their intervals, one a row. rows: [{label, share: {rate, low, high, count, of}, group?}].
 * The scale ends at what is seen, so that small rates can be told apart.
 */
export function intervals(width, {label, rows, format, tick = format, from = 0, mark = 1}) {
  const left = Math.min(300, width * (width < 480 ? 0.4 : 0.34));
  const right = width < 480 ? 74 : 96;
  const groups = new Set(rows.map((row) => row.group ?? '')).size;
  const headings = rows.some((row) => row.group) ? groups : 0;
  const height = 34 + rows.length * LINE + headings * (LINE + 4);
  const largest = Math.max(0.02, ...rows.map((row) => (row.share.rate === null ? 0 : Math.min(row.share.high, Math.max(4 * row.share.rate, 0.1)))));
  const scale = from === 0 ? ticks(Math.min(1, largest)) : ticks(1 - from).map((tick) => from + tick);
  const x = (value) =>
    left + ((Math.min(Math.max(value, scale[0]), scale.at(-1)) - scale[0]) / (scale.at(-1) - scale[0])) * (width - left - right);
  const marks = [];
  let y = 4;
  let group = '';
  for (const row of rows) {
    if (row.group && row.group !== group) {
      group = row.group;
      y += 4;
      marks.push(s('text', {class: 'group', x: 0, y: y + LINE / 2}, group));
      y += LINE;
    }
    const middle = y + LINE / 2;
    const {rate, low, high, count, of} = row.share;
    marks.push(titled(s('text', {class: 'name', x: left - 12, y: middle, 'text-anchor': 'end'}, short(row.label, left - 14)), row.label));
    if (rate !== null) {
      marks.push(
        s('line', {class: `bar-${mark}`, x1: x(low), x2: x(high), y1: middle, y2: middle}),
        titled(
          s('circle', {class: `mark-${mark}`, cx: x(rate), cy: middle, r: 4}),
          `${row.label}: ${format(rate)} (${format(low)} – ${format(high)}), ${count} / ${of}`,
        ),
      );
      if (high > scale.at(-1)) {
        marks.push(s('path', {class: `mark-${mark}`, d: `M${x(high) + 2},${middle - 4} l6,4 l-6,4 z`}));
      }
    }
    marks.push(s('text', {class: 'figure', x: width - right + 14, y: middle}, `${count} / ${of}`));
    y += LINE;
  }
  const foot = y + 6;
  const every = Math.ceil(46 / (x(scale[1]) - x(scale[0])));
  const axis = scale.flatMap((at, i) => [
    s('line', {class: i === 0 ? 'axis' : 'grid', x1: x(at), x2: x(at), y1: 0, y2: foot}),
    i % every === 0 ? s('text', {class: 'tick', x: x(at), y: foot + 12, 'text-anchor': 'middle'}, tick(at, scale[1] - scale[0])) : null,
  ]);
  return frame(width, height, label, ...axis, ...marks);
}
