// The words of a page: found by place without an element each, so that a thousand cost nothing.

const CELL = 24;

/** Words [text, x0, y0, x1, y1, confidence] in a grid of 24 points. Indices are in reading order. */
export class Words {
  constructor(list) {
    this.list = list;
    this.cells = new Map();
    list.forEach((word, index) => {
      if (word[1] === null) return;
      for (let x = cell(word[1]); x <= cell(word[3]); x++)
        for (let y = cell(word[2]); y <= cell(word[4]); y++) {
          const key = x + ':' + y;
          const words = this.cells.get(key);
          if (words) words.push(index);
          else this.cells.set(key, [index]);
        }
    });
  }

  /** The word at a point, or -1; words within two points count. */
  at(x, y) {
    let best = -1;
    let least = 2;
    for (const index of this.around(x - 2, y - 2, x + 2, y + 2)) {
      const [, x0, y0, x1, y1] = this.list[index];
      const away = Math.max(x0 - x, x - x1, y0 - y, y - y1, 0);
      if (away <= least) {
        least = away;
        best = index;
      }
    }
    return best;
  }

  /** The words whose middle lies in a rectangle, in reading order. */
  within(x0, y0, x1, y1) {
    return [...this.around(x0, y0, x1, y1)]
      .filter((index) => {
        const word = this.list[index];
        const x = (word[1] + word[3]) / 2;
        const y = (word[2] + word[4]) / 2;
        return x >= x0 && x <= x1 && y >= y0 && y <= y1;
      })
      .sort((a, b) => a - b);
  }

  around(x0, y0, x1, y1) {
    const found = new Set();
    for (let x = cell(x0); x <= cell(x1); x++)
      for (let y = cell(y0); y <= cell(y1); y++) (this.cells.get(x + ':' + y) || []).forEach((index) => found.add(index));
    return found;
  }

  /** The nearest word above (-1) or below (1) another. */
  vertical(from, direction) {
    const [, ax0, ay0, ax1, ay1] = this.list[from];
    const x = (ax0 + ax1) / 2;
    const y = (ay0 + ay1) / 2;
    let best = from;
    let least = Infinity;
    this.list.forEach((word, index) => {
      if (word[1] === null) return;
      const down = ((word[2] + word[4]) / 2 - y) * direction;
      if (down < (ay1 - ay0) * 0.6) return;
      const aside = Math.max(0, word[1] - x, x - word[3]);
      if (down * 3 + aside < least) {
        least = down * 3 + aside;
        best = index;
      }
    });
    return best;
  }

  text(indices) {
    return indices.map((index) => this.list[index][0]).join(' ');
  }

  /** The box around words, to a hundredth of a point; null where they have none. */
  box(indices) {
    const placed = indices.map((index) => this.list[index]).filter((word) => word[1] !== null);
    if (!placed.length) return null;
    const round = (n) => Math.round(n * 100) / 100;
    return [
      round(Math.min(...placed.map((w) => w[1]))),
      round(Math.min(...placed.map((w) => w[2]))),
      round(Math.max(...placed.map((w) => w[3]))),
      round(Math.max(...placed.map((w) => w[4]))),
    ];
  }
}

const cell = (points) => Math.floor(points / CELL);

/** The numbers from one index to another, both included, whichever is larger. */
export function range(from, to) {
  const low = Math.min(from, to);
  return Array.from({length: Math.abs(to - from) + 1}, (_, i) => low + i);
}
