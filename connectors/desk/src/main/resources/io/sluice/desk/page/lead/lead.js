/** The lead's page: fetches the figures, keeps them fresh, and lays them out as plots with their tables. */
import {h} from '../dom.js';
import {get} from '../api.js';
import {addTexts, language, number, t} from '../i18n.js';
import {duration, percent} from './format.js';
import {parts} from './parts.js';
import {TEXTS} from './texts.js';

const REFRESH_MILLIS = 30_000;
const DAYS = [7, 28, 92];

addTexts(TEXTS);

/** Fills main; returns what ends it. */
export async function show(main) {
  await styled();
  const choice = {days: 28, type: ''};
  const page = skeleton(choice, () => refresh());
  main.replaceChildren(page.root);
  let figures = null;
  let asked = 0;
  let closed = false;

  async function refresh() {
    const mine = ++asked;
    try {
      const query = new URLSearchParams({days: String(choice.days)});
      if (choice.type) {
        query.set('type', choice.type);
      }
      const answer = await get(`/api/lead/figures?${query}`);
      if (mine === asked && !closed) {
        figures = answer;
        draw();
      }
    } catch (error) {
      if (mine === asked && !closed) {
        page.state.textContent = t('lead.failed', {message: error.message});
      }
    }
  }

  function draw() {
    page.types(figures.types);
    page.state.textContent = [
      t('lead.asOf', {
        time: new Date(figures.asOf).toLocaleTimeString(language(), {hour: '2-digit', minute: '2-digit'}),
        zone: figures.zone,
      }),
      figures.complete ? '' : t('lead.incomplete'),
    ].join(' ');
    page.draw(figures);
  }

  const timer = setInterval(() => document.hidden || refresh(), REFRESH_MILLIS);
  let width = 0;
  const watched = new ResizeObserver(() => {
    if (figures && page.root.clientWidth !== width) {
      width = page.root.clientWidth;
      page.draw(figures);
    }
  });
  watched.observe(page.root);
  await refresh();
  return () => {
    closed = true;
    clearInterval(timer);
    watched.disconnect();
  };
}

/** Sizes are measured to draw: the style sheet comes first, once. */
function styled() {
  if (document.querySelector('link[href="lead/lead.css"]')) {
    return null;
  }
  const link = h('link', {rel: 'stylesheet', href: 'lead/lead.css'});
  return new Promise((resolve) => {
    link.addEventListener('load', resolve);
    link.addEventListener('error', resolve);
    document.head.append(link);
  });
}

/** What stays while figures come and go, so that what is open stays open and the focus stays. */
function skeleton(choice, changed) {
  const days = h('select', {id: 'lead-days'}, ...DAYS.map((n) => h('option', {value: n}, t(`lead.days.${n}`))));
  days.value = String(choice.days);
  days.addEventListener('change', () => {
    choice.days = Number(days.value);
    changed();
  });
  const type = h('select', {id: 'lead-type'}, h('option', {value: ''}, t('lead.type.all')));
  type.addEventListener('change', () => {
    choice.type = type.value;
    changed();
  });
  const state = h('p', {class: 'lead-state', role: 'status'});
  const cards = h('ul', {class: 'lead-cards'});
  const sections = parts.map((part) => ({part, ...section(part)}));
  const root = h(
    'div',
    {class: 'lead'},
    h(
      'div',
      {class: 'lead-head'},
      h('h1', {}, t('lead.title')),
      h('label', {for: 'lead-days'}, t('lead.days'), days),
      h('label', {for: 'lead-type'}, t('lead.type'), type),
      state,
    ),
    cards,
    ...rows(sections),
  );
  return {
    root,
    state,
    types(names) {
      const wanted = ['', ...names];
      if ([...type.options].map((option) => option.value).join('\n') !== wanted.join('\n')) {
        type.replaceChildren(
          ...wanted.map((name) =>
            h('option', {value: name}, name === '' ? t('lead.type.all') : name === 'none' ? t('lead.type.none') : name),
          ),
        );
        type.value = choice.type;
      }
    },
    draw(figures) {
      cards.replaceChildren(...overview(figures).map(card));
      for (const {part, about, picture, table, details} of sections) {
        about.textContent = part.about(figures);
        const drawn = part.draw(figures, Math.max(280, picture.clientWidth));
        picture.replaceChildren(...(drawn.length ? drawn : [h('p', {class: 'lead-nothing'}, t('lead.nothing'))]));
        details.hidden = drawn.length === 0;
        table.replaceChildren(...(drawn.length ? [part.table(figures)] : []));
      }
    },
  };
}

/** Wide parts alone, those between them in columns. */
function rows(sections) {
  const rows = [];
  for (const {part, element} of sections) {
    if (part.wide) {
      rows.push(element);
    } else {
      if (!rows.at(-1)?.matches('.lead-columns')) {
        rows.push(h('div', {class: 'lead-columns'}));
      }
      rows.at(-1).append(element);
    }
  }
  return rows;
}

function section(part) {
  const about = h('p', {});
  const picture = h('div', {class: 'lead-picture'});
  const title = `lead-${part.name}`;
  // A table too wide for the screen scrolls by keyboard as well: it can be focussed, and has a name.
  const table = h('div', {class: 'lead-scroll', tabindex: '0', role: 'group', 'aria-labelledby': title});
  const details = part.tableOnly
    ? table
    : h('details', {}, h('summary', {}, t('lead.table')), table);
  const element = h(
    'section',
    {class: 'lead-part', 'aria-labelledby': title},
    h('h2', {id: title}, part.title()),
    about,
    picture,
    details,
  );
  return {element, about, picture, table, details};
}

function card({what, value, more}) {
  return h(
    'li',
    {class: 'lead-card'},
    h('span', {class: 'what'}, what),
    h('span', {class: 'value'}, value),
    h('span', {class: 'more'}, more),
  );
}

function overview(figures) {
  const {queue, straightThrough, audits, agreement, times} = figures;
  const sum = (key) => times.reduce((total, time) => total + time[key], 0);
  const oldest = queue.types.map((type) => type.oldest).sort()[0];
  return [
    {
      what: t('lead.card.open'),
      value: number(queue.open),
      more: oldest
        ? t('lead.card.open.more', {
            held: number(queue.held),
            age: duration(new Date(figures.asOf) - new Date(oldest)),
          })
        : t('lead.card.open.empty'),
    },
    {
      what: t('lead.card.decided'),
      value: number(sum('decided')),
      more: t('lead.card.decided.more', {asked: number(sum('asked'))}),
    },
    rate('lead.card.through', straightThrough.all),
    rate('lead.card.wrong', audits.wrong),
    rate('lead.card.agreed', agreement.documents),
    rate('lead.card.overruled', agreement.overruled),
  ];
}

function rate(key, share) {
  return share.rate === null
    ? {what: t(key), value: '–', more: t('lead.card.none')}
    : {
        what: t(key),
        value: percent(share.rate),
        more: `${t('lead.between', {low: percent(share.low), high: percent(share.high)})} · ${t('lead.of', {count: number(share.count), of: number(share.of)})}`,
      };
}
