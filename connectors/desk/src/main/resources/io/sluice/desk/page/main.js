// The frame: who is there, where they are, and what is around every view.

import {get, onReach, passing, post, useLogin, useToken} from './api.js';
import {keys} from './dialogs.js';
import {h, icon, say} from './dom.js';
import {language, setLanguage, t} from './i18n.js';
import {login} from './login.js';
import {Queue, filters} from './queue.js';
import {Review} from './review.js';

const slot = h('div', {class: 'slot'});
const main = h('main', {id: 'main', tabindex: -1});
const away = h('div', {class: 'away', role: 'alert', hidden: true});
const toasts = h('div', {class: 'toasts', role: 'status', 'aria-live': 'polite'});
const nav = h('nav', {'aria-label': t('desk')});
const tools = h('div', {class: 'tools'});
let view = null;
let routes = 0;

const frame = {
  me: null,
  types: [],
  columns: [],
  bar: (...children) => {
    slot.replaceChildren(...children);
    document.title = (slot.querySelector('.title')?.textContent || '') + ' – ' + t('desk');
  },
  go: (hash) => (location.hash === hash ? route() : (location.hash = hash)),
  toast,
  next,
};

function toast(text, bad) {
  const note = h('div', {class: 'toast' + (bad ? ' bad' : '')}, text);
  toasts.append(note);
  setTimeout(() => note.remove(), bad ? 8000 : 4000);
}

/** Claims the next document of the queue and shows it; where there is none, the queue. */
async function next(done) {
  const claimed = await post('/api/next', filters());
  const name = done ? done.fileName || done.documentId : '';
  if (!claimed.documentId) {
    toast(t(done ? 'review.doneAll' : 'queue.none'));
    frame.go('#/');
    return;
  }
  frame.go('#/review/' + encodeURIComponent(claimed.documentId));
  if (done) toast(t('review.done', {name}));
}

async function route() {
  const mine = ++routes;
  const before = view;
  view = null;
  // What was typed must be kept before it is read again.
  await before?.close();
  if (mine !== routes) return;
  const [, what, id] = location.hash.split('/');
  drawFrame();
  main.replaceChildren();
  try {
    if (what === 'review' && id) view = new Review(main, decodeURIComponent(id), frame);
    else if (what === 'lead') {
      const {show} = await import('./lead/lead.js');
      view = {close: await show(main, frame) || (() => {})};
      return;
    } else view = new Queue(main, frame);
    await view.load();
  } catch (error) {
    if (passing(error)) {
      setTimeout(route, 1500);
      return;
    }
    console.error(error);
    main.replaceChildren(h('div', {class: 'notice'}, h('p', {}, error.message || String(error)), h('a', {href: '#/', class: 'button'}, t('lease.queue'))));
  }
}

function drawFrame() {
  const at = location.hash.split('/')[1] || '';
  const link = (hash, name, here) => h('a', {href: hash, 'aria-current': here ? 'page' : null}, t(name));
  nav.replaceChildren(link('#/', 'queue', at === ''), ...(frame.me.roles.includes('lead') ? [link('#/lead', 'lead', at === 'lead')] : []));
  tools.replaceChildren(
    h('button', {type: 'button', class: 'quiet', title: t('keys') + ' (?)', 'aria-label': t('keys'), onclick: keys}, icon('keys')),
    h('button', {type: 'button', class: 'quiet', title: t('theme'), 'aria-label': t('theme'), onclick: turnTheme}, icon('theme')),
    h('button', {type: 'button', class: 'quiet', lang: language() === 'en' ? 'de' : 'en', onclick: () => {
      setLanguage(language() === 'en' ? 'de' : 'en');
      route();
    }}, t('language')),
    h('details', {class: 'user'}, h('summary', {}, frame.me.name || frame.me.user), h('button', {type: 'button', class: 'quiet', onclick: async () => {
      await post('/api/logout');
      location.hash = '#/';
      location.reload();
    }}, t('logout'))));
}

function turnTheme() {
  const dark = document.documentElement.dataset.theme ? document.documentElement.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.theme = dark ? 'light' : 'dark';
  localStorage.setItem('desk.theme', document.documentElement.dataset.theme);
}

addEventListener('keydown', (event) => {
  if (event.target.closest?.('input, textarea, select') || document.querySelector('dialog[open]') || event.ctrlKey || event.altKey) return;
  if (event.key === '?') keys();
});
addEventListener('hashchange', route);
addEventListener('unhandledrejection', (event) => {
  const error = event.reason;
  if (!error || passing(error)) return event.preventDefault();
  toast(error.message || String(error), true);
});

let trying;
onReach((there) => {
  away.hidden = there;
  away.textContent = there ? '' : t('away');
  clearInterval(trying);
  if (there) say(t('back'));
  else trying = setInterval(() => get('/api/me').then((me) => useToken(me.csrf)).catch(() => {}), 2000);
});

async function start() {
  document.body.append(h('a', {href: '#main', class: 'skip', onclick: (event) => {
    event.preventDefault();
    main.focus();
  }}, t('skip')), h('header', {class: 'bar'}, h('a', {href: '#/', class: 'brand', 'aria-label': 'Sluice'}, h('img', {src: 'icon.svg', alt: '', width: 22, height: 22})), nav, slot, tools), away, main, toasts);
  let me;
  try {
    me = await get('/api/me');
  } catch (error) {
    if (passing(error)) return setTimeout(() => location.reload(), 2000);
    me = await login(false);
  }
  useLogin(() => login(true).then((known) => useToken(known.csrf)));
  useToken(me.csrf);
  const {types, columns} = await get('/api/types');
  Object.assign(frame, {me, types, columns});
  await route();
}

start();
