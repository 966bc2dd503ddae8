// Decimal numbers as the rules see them: exact, without floating point. Scaled to ten decimals.

const SCALE = 10n ** 10n;
const PLAIN = /^-?\d{1,24}(\.\d{1,10})?$/;

/** A decimal number with a point as an integer of 10^-10, or null. */
export function decimal(text) {
  if (text === null || text === undefined || !PLAIN.test(text)) return null;
  const negative = text.startsWith('-');
  const [whole, part = ''] = text.replace('-', '').split('.');
  const value = BigInt(whole) * SCALE + BigInt(part.padEnd(10, '0'));
  return negative ? -value : value;
}

/** The same as text, with two decimals at least. */
export function plain(value) {
  const negative = value < 0n;
  const size = negative ? -value : value;
  const part = (size % SCALE).toString().padStart(10, '0').replace(/0{1,8}$/, '');
  return (negative ? '-' : '') + size / SCALE + '.' + part;
}

export const CENT = SCALE / 100n;
export const near = (a, b, tolerance) => (a > b ? a - b : b - a) <= tolerance;

/**
 * An amount as it stands on a page as a decimal number with a point, or null: currency signs and
 * grouping go. Of a point and a comma the last is the decimal one; a single one with three digits
 * behind it is grouping.
 */
export function amount(text) {
  if (text === null || text === undefined) return null;
  let digits = text.replace(/[^\d.,'’()\-−–]/g, '').replace(/['’]/g, '');
  const negative = /^\(.*\)$/.test(digits) || /[-−–]/.test(digits);
  digits = digits.replace(/[()\-−–]/g, '');
  if (!/\d/.test(digits)) return null;
  const point = digits.lastIndexOf('.');
  const comma = digits.lastIndexOf(',');
  let at = Math.max(point, comma);
  const mark = digits[at];
  const onlyOne = at >= 0 && digits.indexOf(mark) === at;
  const other = mark === '.' ? comma : point;
  if (at >= 0 && (!onlyOne || (other < 0 && digits.length - at === 4))) at = -1;
  const whole = (at < 0 ? digits : digits.slice(0, at)).replace(/[.,]/g, '') || '0';
  const part = at < 0 ? '' : digits.slice(at + 1).replace(/[.,]/g, '');
  const plainText = (negative ? '-' : '') + whole.replace(/^0+(?=\d)/, '') + (part ? '.' + part : '');
  return PLAIN.test(plainText) ? plainText : null;
}

const PRICE_BASES = [1n, 10n, 100n, 1000n];

/** Whether quantity × unit price is the row's total; null where one of them is missing. */
export function multiplies(row) {
  const quantity = decimal(row.quantity);
  const price = decimal(row.unitPrice);
  const total = decimal(row.lineTotal);
  if (quantity === null || price === null || total === null) return null;
  const product = (quantity * price) / SCALE;
  const wanted = total - (decimal(row.adjustment) ?? 0n);
  const base = decimal(row.priceBase);
  const bases = base !== null && base > 0n ? [base] : PRICE_BASES.map((n) => n * SCALE);
  // A price with more than two decimals is taken for rounded in its last one.
  const decimals = (row.unitPrice.split('.')[1] || '').length;
  const size = quantity < 0n ? -quantity : quantity;
  const rounding = decimals > 2 ? size / 10n ** BigInt(decimals) / 2n : 0n;
  return bases.some((b) => near((product * SCALE) / b, wanted, CENT + (rounding * SCALE) / b));
}

/** Sum of the rows' totals, with charges and allowances; null where a row has none. */
export function sum(items) {
  let all = 0n;
  for (const row of items.rows) {
    const value = decimal(row.lineTotal);
    if (value === null) return null;
    all += value;
  }
  return all + (decimal(items.charges) ?? 0n) - (decimal(items.allowances) ?? 0n);
}
