// The mouse on the pages: a click takes a word, a drag takes words, Alt or the middle button moves the paper.

import {say} from './dom.js';
import {t} from './i18n.js';

export function pointing(viewer) {
  const view = viewer.scroller;
  view.addEventListener('pointerdown', (event) => press(viewer, event));
  view.addEventListener('pointermove', (event) => move(viewer, event));
  view.addEventListener('pointerup', (event) => lift(viewer, event));
  view.addEventListener('pointerleave', () => {
    viewer.hover = null;
    viewer.redraw();
  });
}

function press(viewer, event) {
  const view = viewer.scroller;
  const onScrollbar = event.offsetX > view.clientWidth && event.target === view;
  if (onScrollbar || event.button > 1) return;
  // The field keeps the keyboard: what is taken goes there.
  event.preventDefault();
  view.setPointerCapture(event.pointerId);
  const at = viewer.at(event);
  if (event.button === 1 || event.altKey || !at) {
    viewer.drag = {panning: true, x: event.clientX + view.scrollLeft, y: event.clientY + view.scrollTop};
  } else {
    viewer.drag = {...at, x1: at.x, y1: at.y, moved: false};
  }
}

function move(viewer, event) {
  if (viewer.drag?.panning) {
    viewer.scroller.scrollTo(viewer.drag.x - event.clientX, viewer.drag.y - event.clientY);
  } else if (viewer.drag) {
    const page = viewer.pages.find((one) => one.number === viewer.drag.page);
    const view = viewer.scroller.getBoundingClientRect();
    viewer.drag.x1 = (event.clientX - view.left + viewer.scroller.scrollLeft - page.left) / viewer.scale;
    viewer.drag.y1 = (event.clientY - view.top + viewer.scroller.scrollTop - page.top) / viewer.scale;
    viewer.drag.moved ||= Math.hypot(viewer.drag.x1 - viewer.drag.x, viewer.drag.y1 - viewer.drag.y) * viewer.scale > 4;
    viewer.redraw();
  } else {
    const at = viewer.at(event);
    const index = at ? viewer.ready(at.page)?.at(at.x, at.y) ?? -1 : -1;
    const hover = index < 0 ? null : {page: at.page, index};
    if (hover?.index !== viewer.hover?.index || hover?.page !== viewer.hover?.page) {
      viewer.hover = hover;
      viewer.redraw();
    }
  }
}

async function lift(viewer, event) {
  const drag = viewer.drag;
  viewer.drag = null;
  viewer.redraw();
  if (!drag || drag.panning) return;
  if (!viewer.active()) {
    const box = viewer.boxes.find((one) => one.page === drag.page && one.box && drag.x >= one.box[0] && drag.x <= one.box[2] && drag.y >= one.box[1] && drag.y <= one.box[3]);
    if (box) viewer.onPick(box.name);
    else say(t('review.noField'));
    return;
  }
  const words = await viewer.words(drag.page);
  const index = words.at(drag.x, drag.y);
  const taken = drag.moved
    ? words.within(Math.min(drag.x, drag.x1), Math.min(drag.y, drag.y1), Math.max(drag.x, drag.x1), Math.max(drag.y, drag.y1))
    : index < 0 ? [] : [index];
  viewer.take(drag.page, words, taken, event.shiftKey || event.ctrlKey);
}
