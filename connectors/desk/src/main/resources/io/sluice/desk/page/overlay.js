// What is drawn over the pages: the fields' boxes, the word under the mouse, what is being taken.
// Paper is white in the dark, too, so these colours are always the same.

import {range} from './words.js';

const COLOURS = {
  plain: ['rgba(11,100,96,0.55)', 'rgba(11,100,96,0.05)'],
  doubt: ['rgba(180,83,9,0.9)', 'rgba(245,158,11,0.13)'],
  settled: ['rgba(21,128,61,0.8)', 'rgba(21,128,61,0.07)'],
  focus: ['rgb(29,78,216)', 'rgba(59,130,246,0.16)'],
  word: ['rgba(29,78,216,0.0)', 'rgba(59,130,246,0.20)'],
  take: ['rgba(29,78,216,0.9)', 'rgba(59,130,246,0.10)'],
};

export function paint(viewer) {
  const {canvas, scroller, scale} = viewer;
  const ratio = devicePixelRatio || 1;
  const width = scroller.clientWidth;
  const height = scroller.clientHeight;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    Object.assign(canvas.style, {width: width + 'px', height: height + 'px'});
  }
  const context = canvas.getContext('2d');
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  const rect = (page, box, colour, grow, line) => {
    const x = page.left - scroller.scrollLeft + box[0] * scale - grow;
    const y = page.top - scroller.scrollTop + box[1] * scale - grow;
    const w = (box[2] - box[0]) * scale + 2 * grow;
    const h = (box[3] - box[1]) * scale + 2 * grow;
    if (y > height || y + h < 0) return;
    context.beginPath();
    context.roundRect(x, y, w, h, 2.5);
    context.fillStyle = colour[1];
    context.fill();
    if (line) {
      context.lineWidth = line;
      context.strokeStyle = colour[0];
      context.stroke();
    }
  };
  for (const page of viewer.visible()) {
    const on = (thing) => thing && thing.page === page.number;
    for (const box of viewer.boxes) {
      const focused = viewer.focused && on(viewer.focused) && box.box && viewer.focused.box.join() === box.box.join();
      if (on(box) && box.box && !focused) rect(page, box.box, COLOURS[box.state] || COLOURS.plain, 2, 1);
    }
    if (on(viewer.focused) && viewer.focused.box) rect(page, viewer.focused.box, COLOURS.focus, 3, 2);
    const words = viewer.ready(page.number);
    if (words && on(viewer.hover) && !viewer.drag) rect(page, words.box([viewer.hover.index]), COLOURS.word, 1.5, 0);
    const drag = viewer.drag;
    if (on(drag) && drag.moved) {
      const box = [Math.min(drag.x, drag.x1), Math.min(drag.y, drag.y1), Math.max(drag.x, drag.x1), Math.max(drag.y, drag.y1)];
      if (words) for (const index of words.within(...box)) rect(page, words.box([index]), COLOURS.word, 1.5, 0);
      rect(page, box, COLOURS.take, 0, 1);
    }
    const cursor = viewer.cursor;
    if (words && on(cursor)) {
      for (const index of range(cursor.anchor, cursor.at)) rect(page, words.box([index]), COLOURS.word, 1.5, 0);
      rect(page, words.box([cursor.at]), COLOURS.focus, 3, 2.5);
    }
  }
}

/** Draws what is around a box, magnified, and a line around the box. False if the page is not here yet. */
export function crop(canvas, viewer, {page, box}) {
  const image = viewer.images?.get(page);
  const sheet = viewer.pages.find((one) => one.number === page);
  if (!image || !sheet || !image.complete || !image.naturalWidth || !box) return false;
  const ratio = devicePixelRatio || 1;
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  if (!width) return false;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext('2d');
  const [x0, y0, x1, y1] = box;
  const magnified = Math.min((height * 0.42) / Math.max(4, y1 - y0), (width * 0.86) / Math.max(4, x1 - x0), 4.2);
  const scale = Math.max(magnified, 0.4);
  const w = width / scale;
  const h = height / scale;
  const left = Math.min(Math.max((x0 + x1) / 2 - w / 2, Math.min(0, sheet.width - w)), Math.max(0, sheet.width - w));
  const top = (y0 + y1) / 2 - h / 2;
  context.setTransform(ratio * scale, 0, 0, ratio * scale, -left * scale * ratio, -top * scale * ratio);
  context.fillStyle = '#fff';
  context.fillRect(left, top, w, h);
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, sheet.width, sheet.height);
  context.lineWidth = 1.5 / scale;
  context.strokeStyle = COLOURS.focus[0];
  context.beginPath();
  context.roundRect(x0 - 1.5, y0 - 1.5, x1 - x0 + 3, y1 - y0 + 3, 1.5);
  context.stroke();
  return true;
}
