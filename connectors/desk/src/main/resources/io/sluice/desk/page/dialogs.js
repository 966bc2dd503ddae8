// What a reviewer may do with a whole document, each in a dialog of its own.

import {get, post, review} from './api.js';
import {h, icon} from './dom.js';
import {t} from './i18n.js';

/** Opens a modal dialog with a form; `go` is called when it is sent, and closes it by returning true. */
export function dialog(title, content, goText, go, kind = '') {
  const trouble = h('p', {class: 'trouble', role: 'alert'});
  const send = goText ? h('button', {type: 'submit', class: 'primary ' + kind}, goText) : null;
  const back = document.activeElement;
  const box = h('dialog', {'aria-label': title, class: 'dialog', onclose: () => {
    box.remove();
    if (back?.isConnected) back.focus();
  }}, h('form', {method: 'dialog', onsubmit: async (event) => {
    event.preventDefault();
    trouble.textContent = '';
    if (send) send.disabled = true;
    try {
      if (await go(trouble)) box.close();
    } catch (error) {
      trouble.textContent = error.message || String(error);
    } finally {
      if (send) send.disabled = false;
    }
  }}, h('h2', {}, title), content, trouble, h('div', {class: 'buttons'}, send, h('button', {type: 'button', class: 'quiet', onclick: () => box.close()}, goText ? t('cancel') : t('close')))));
  document.body.append(box);
  box.showModal();
  (box.querySelector('[autofocus]') || box.querySelector('input, textarea, select, button')).focus();
  return {box, send, trouble};
}

export function reject(desk) {
  const text = h('textarea', {rows: 3, id: 'why', autofocus: true, value: desk.edit().comment});
  const reasons = ['unreadable', 'duplicate', 'notBusiness', 'wrongHouse', 'incomplete'].map((name) => h('button', {type: 'button', class: 'chip', onclick: () => {
    text.value = t('reject.' + name) + (text.value && !text.value.startsWith(t('reject.' + name)) ? '. ' + text.value : '');
    text.focus();
  }}, t('reject.' + name)));
  dialog(t('reject.title'), [h('label', {for: 'why'}, t('reject.why')), h('div', {class: 'chips'}, reasons), text], t('reject.go'), async (trouble) => {
    if (!text.value.trim()) {
      trouble.textContent = t('reject.need');
      text.focus();
      return false;
    }
    return desk.submit({verdict: 'reject', comment: text.value.trim()}).then((done) => done || told(desk, trouble));
  }, 'danger');
}

export function release(desk) {
  const note = h('textarea', {rows: 2, id: 'note', autofocus: true});
  dialog(t('release.title'), [h('label', {for: 'note'}, t('release.note')), note], t('release.go'), async () => {
    await desk.keeper.save();
    await post(review(desk.id) + '/release', {note: note.value.trim() || null});
    desk.keeper.close();
    desk.frame.go('#/');
    return true;
  });
}

export async function handover(desk) {
  const {colleagues} = await get(review(desk.id) + '/colleagues');
  if (!colleagues.length) return dialog(t('handover.title'), h('p', {}, t('handover.none')), null);
  const to = h('select', {id: 'to', autofocus: true}, colleagues.map((one) => h('option', {value: one.user}, one.name || one.user)));
  const note = h('textarea', {rows: 2, id: 'note'});
  return dialog(t('handover.title'), [h('label', {for: 'to'}, t('handover.to')), to, h('label', {for: 'note'}, t('handover.note')), note], t('handover.go'), async () => {
    await desk.keeper.save();
    await post(review(desk.id) + '/handover', {to: to.value, note: note.value.trim() || null});
    desk.keeper.close();
    desk.frame.go('#/');
    return true;
  });
}

/** The ranges of pages between the pages at which a new document begins: [[1, 2], [3, 3]]. */
export function ranges(begins, pages) {
  const starts = [1, ...[...begins].filter((page) => page > 1 && page <= pages).sort((a, b) => a - b)];
  return starts.map((from, index) => [from, (starts[index + 1] || pages + 1) - 1]);
}

const shown = ([from, to]) => (from === to ? String(from) : from + '–' + to);

export function split(desk) {
  const pages = desk.task.pageCount;
  const begins = new Set();
  const result = h('p', {class: 'result', role: 'status'});
  const cards = Array.from({length: pages}, (_, index) => {
    const page = index + 1;
    const source = desk.viewer?.pages?.find((one) => one.number === page)?.image;
    const part = h('span', {class: 'part-number'});
    const card = h('li', {class: 'card'},
      page > 1 ? h('label', {class: 'begin'}, h('input', {type: 'checkbox', autofocus: page === 2, onchange: (event) => {
        if (event.target.checked) begins.add(page);
        else begins.delete(page);
        show();
      }}), h('span', {}, icon('cut'), h('span', {class: 'unseen'}, t('split.begin', {n: page})))) : null,
      source ? h('img', {src: source, alt: ''}) : h('span', {class: 'blank'}), h('span', {class: 'page-number'}, String(page)), part);
    return {card, part, page};
  });
  const show = () => {
    const all = ranges(begins, pages);
    for (const {card, part, page} of cards) {
      const number = all.findIndex(([from, to]) => page >= from && page <= to) + 1;
      part.textContent = t('split.part', {n: number});
      card.className = 'card ' + (number % 2 ? 'odd' : 'even') + (page > 1 && begins.has(page) ? ' first' : '');
    }
    result.textContent = t('split.result', {n: all.length, ranges: all.map(shown).join(', ')});
  };
  show();
  const {box} = dialog(t('split.title'), [h('p', {class: 'muted'}, t('split.how')), h('ol', {class: 'cards'}, cards.map((one) => one.card)), result], t('split.go'), async (trouble) => {
    if (!begins.size) {
      trouble.textContent = t('split.need');
      return false;
    }
    return replace(desk, ranges(begins, pages).map(([from, to]) => ({from, to})), trouble);
  });
  box.classList.add('wide');
}

export function merge(desk) {
  const all = [{documentId: null, fileName: desk.task.fileName, pageCount: desk.task.pageCount, chosen: true}, ...(desk.task.siblings || []).map((one) => ({...one, chosen: false}))];
  const list = h('ol', {class: 'merge'});
  const move = (index, by) => {
    [all[index], all[index + by]] = [all[index + by], all[index]];
    show();
    list.children[index + by].querySelector('button:not(:disabled)')?.focus();
  };
  let send;
  const show = () => {
    list.replaceChildren(...all.map((one, index) => {
      const name = one.fileName || one.documentId || t('merge.this');
      return h('li', {}, h('label', {}, h('input', {type: 'checkbox', checked: one.chosen, disabled: one.documentId === null || !(one.pageCount > 0), onchange: (event) => {
        one.chosen = event.target.checked;
        count();
      }}), name, h('span', {class: 'muted'}, ' ' + t('merge.pages', {n: one.pageCount}) + (one.documentId === null ? ', ' + t('merge.this') : one.holder ? ', ' + one.holder : ''))),
      h('button', {type: 'button', class: 'quiet', disabled: index === 0, 'aria-label': t('merge.up', {name}), onclick: () => move(index, -1)}, '↑'),
      h('button', {type: 'button', class: 'quiet', disabled: index === all.length - 1, 'aria-label': t('merge.down', {name}), onclick: () => move(index, 1)}, '↓'));
    }));
    count();
  };
  const count = () => send?.replaceChildren(t('merge.go', {n: all.filter((one) => one.chosen).length}));
  show();
  ({send} = dialog(t('merge.title'), all.length > 1 ? [h('p', {class: 'muted'}, t('merge.how')), list] : h('p', {}, t('merge.none')), all.length > 1 ? t('merge.go', {n: 1}) : null, async (trouble) => {
    const chosen = all.filter((one) => one.chosen);
    if (chosen.length < 2) {
      trouble.textContent = t('merge.need');
      return false;
    }
    for (const one of chosen) if (one.documentId) await post(review(one.documentId) + '/claim');
    return replace(desk, [{fileName: null, pages: chosen.map((one) => ({from: 1, to: one.pageCount, ...(one.documentId ? {documentId: one.documentId} : {})}))}], trouble);
  }));
  count();
}

/** Sends the parts, and asks again until the extractors have made them. */
async function replace(desk, parts, trouble) {
  for (;;) {
    const done = await desk.submit({verdict: 'replace', parts, comment: desk.edit().comment.trim() || null});
    if (done === true) return true;
    if (done !== 'cutting') return told(desk, trouble);
    trouble.textContent = t('split.cutting');
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** The dialog says what the review was told. */
function told(desk, trouble) {
  trouble.textContent = [...desk.problems.querySelectorAll('li')].map((one) => one.textContent).join(' ') || desk.banner.textContent;
  return false;
}

const KEYS = [
  ['keys.everywhere', [['?', 'keys.help'], ['N', 'keys.next']]],
  ['keys.inQueue', [['↑ ↓', 'keys.move'], ['⏎', 'keys.open']]],
  ['keys.inReview', [['⏎', 'keys.confirm'], ['Shift ⏎', 'keys.back'], ['Alt ↓ · Alt ↑', 'keys.fields'], ['Alt 1 … 9', 'keys.take'], ['Alt X', 'keys.absent'], ['Alt Z', 'keys.restore'],
    ['Alt W', 'keys.words'], ['Alt I', 'keys.items'], ['Alt T', 'keys.type'], ['Alt C', 'keys.comment'], ['Ctrl ⏎', 'keys.submit'], ['Ctrl Z · Ctrl Y', 'keys.undo'],
    ['Alt R', 'review.reject'], ['Alt S', 'review.split'], ['Alt M', 'review.merge'], ['Alt H', 'review.handover'], ['Alt L', 'review.release'], ['Alt + · Alt − · Alt 0', 'keys.zoom'], ['Alt PgUp · Alt PgDn', 'keys.scroll']]],
  ['keys.onPage', [['← → ↑ ↓', 'keys.word'], ['Shift + arrows', 'keys.extend'], ['⏎', 'keys.enter'], ['Esc', 'keys.escape']]],
  ['keys.inItems', [['↑ ↓', 'keys.row'], ['Alt A', 'keys.addRow'], ['Alt ⌫', 'keys.removeRow']]],
];

export function keys() {
  const {box} = dialog(t('keys.title'), h('div', {class: 'keys'}, KEYS.map(([title, entries]) => h('section', {}, h('h3', {}, t(title)), h('dl', {}, entries.map(([key, what]) => [h('dt', {}, key.split(' · ').map((one, index) => [index ? ' · ' : '', h('kbd', {}, one)])), h('dd', {}, t(what))]))))), null);
  box.classList.add('wide');
}
