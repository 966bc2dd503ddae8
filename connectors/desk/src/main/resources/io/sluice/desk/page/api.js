// The desk's REST API (API.md). Errors are {status, code, message, …}; status 0: nobody answers.

import {language} from './i18n.js';

let token = null;
let login = null; // asks for a login and resolves when there is one
const listeners = new Set();
let reachable = true;

/** Called with true or false when the desk can be reached again, or no more. */
export function onReach(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What asks people to log in. */
export function useLogin(ask) {
  login = ask;
}

export function useToken(csrf) {
  token = csrf;
}

export const get = (path) => request('GET', path);
export const post = (path, body = {}) => request('POST', path, body);
export const put = (path, body) => request('PUT', path, body);

async function request(method, path, body, again = true) {
  const headers = {'Accept-Language': language()};
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (method !== 'GET' && token) headers['X-CSRF-Token'] = token;
  let response;
  try {
    response = await fetch(path, {method, headers, body: body === undefined ? undefined : JSON.stringify(body), cache: 'no-store'});
  } catch (error) {
    reach(false);
    throw {status: 0, code: 'AWAY', message: String(error.message || error)};
  }
  const answer = await json(response);
  reach(response.status !== 503);
  if (response.ok) return answer && typeof answer === 'object' ? Object.assign(answer, {status: response.status}) : {status: response.status};
  const error = Object.assign({message: response.statusText}, answer, {status: response.status});
  if (response.status === 401 && login && path !== '/api/login') {
    await login();
    return request(method, path, body, again);
  }
  if (error.code === 'CSRF' && again) {
    token = (await get('/api/me')).csrf;
    return request(method, path, body, false);
  }
  throw error;
}

async function json(response) {
  try {
    return response.status === 204 ? null : await response.json();
  } catch {
    return null;
  }
}

function reach(now) {
  if (now === reachable) return;
  reachable = now;
  listeners.forEach((listener) => listener(now));
}

/** Whether an error is no fault of what was asked: the same may be asked again. */
export const passing = (error) => error.status === 0 || error.status === 503 || error.status === 502;

export const review = (id) => '/api/reviews/' + encodeURIComponent(id);
