// Elements without a framework: h('button', {class: 'quiet', onclick: f}, 'text', child, …).

export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  set(element, props || {});
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Sets attributes and listeners; null and false take an attribute away. */
export function set(element, props) {
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'class') element.className = value || '';
    else if (name === 'value') element.value = value;
    else if (name === 'checked' || name === 'disabled' || name === 'hidden' || name === 'readOnly') element[name] = Boolean(value);
    else if (value === null || value === undefined || value === false) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? '' : value);
  }
  return element;
}

const PATHS = {
  check: 'M3.5 8.5l3 3 6-7',
  cross: 'M4 4l8 8M12 4l-8 8',
  bang: 'M8 3v6M8 12.2v.1',
  left: 'M10 3L5 8l5 5',
  right: 'M6 3l5 5-5 5',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  fit: 'M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3',
  keys: 'M2 4.5h12v7H2zM4.5 7h.1M8 7h.1M11.5 7h.1M5 9.5h6',
  theme: 'M8 2.5a5.5 5.5 0 100 11zM8 2.5a5.5 5.5 0 010 11',
  undo: 'M3 7h6.5a3.5 3.5 0 010 7H7M3 7l3-3M3 7l3 3',
  redo: 'M13 7H6.5a3.5 3.5 0 000 7H9M13 7l-3-3M13 7l-3 3',
  cut: 'M3 8h2M7 8h2M11 8h2M4 3v2h8V3M4 13v-2h8v2',
  join: 'M4 2v4h8V2M4 14v-4h8v4M8 6.5v3',
  hand: 'M2.5 8h9M8.5 4.5L12 8l-3.5 3.5',
  restore: 'M3 8a5 5 0 105-5H4M6.500 .5L4 3l2.500 2.500',
};

/** A drawn sign; what it means is said in words beside it or in its button's label. */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}

let polite;
/** Says something to screen readers, once it is quiet. */
export function say(text) {
  if (!polite) {
    polite = h('div', {class: 'unseen', role: 'status', 'aria-live': 'polite'});
    document.body.append(polite);
  }
  polite.textContent = '';
  requestAnimationFrame(() => (polite.textContent = text));
}

/** Calls f when nothing has happened for so many milliseconds. */
export function calm(f, milliseconds) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => f(...values), milliseconds);
  };
}
