// The login: first of all, and again over whatever is open when a session ends.

import {get, post, useToken} from './api.js';
import {h} from './dom.js';
import {t} from './i18n.js';

let asking = null;

/** Asks for a login; resolves with who it is. Whoever asks meanwhile waits for the same one. */
export function login(again) {
  asking ||= ask(again).finally(() => (asking = null));
  return asking;
}

async function ask(again) {
  const {ways, oidc} = await get('/api/login').catch(() => ({ways: ['password']}));
  const failed = new URLSearchParams(location.search).get('login') === 'failed';
  return new Promise((resolve) => {
    const trouble = h('p', {class: 'trouble', role: 'alert'}, failed ? t('login.failed') : '');
    const user = h('input', {id: 'user', name: 'user', autocomplete: 'username', required: true});
    const password = h('input', {id: 'password', name: 'password', type: 'password', autocomplete: 'current-password', required: true});
    const form = h('form', {onsubmit: async (event) => {
      event.preventDefault();
      trouble.textContent = '';
      try {
        await post('/api/login', {user: user.value, password: password.value});
        const me = await get('/api/me');
        useToken(me.csrf);
        box.close();
        box.remove();
        resolve(me);
      } catch (error) {
        trouble.textContent = error.message;
        password.select();
      }
    }}, h('h1', {}, t('desk')), again ? h('p', {}, t('login.again')) : null,
    ways.includes('password') ? [h('label', {for: 'user'}, t('login.user')), user, h('label', {for: 'password'}, t('login.password')), password, trouble, h('button', {type: 'submit', class: 'primary big'}, t('login.go'))] : trouble,
    ways.includes('oidc') && oidc ? h('a', {class: 'button', href: oidc}, t('login.oidc')) : null);
    const box = h('dialog', {class: 'dialog login', 'aria-label': t('login.title'), oncancel: (event) => event.preventDefault()}, form);
    document.body.append(box);
    box.showModal();
    (form.querySelector('input') || form.querySelector('a'))?.focus();
  });
}
