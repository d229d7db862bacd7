// Scaled integers, because binary floating point cannot hold 0.1 and volumes are compared for equality.
const PLACES = 8;
const SCALE = 10n ** BigInt(PLACES);

export function toUnits(text) {
  const negative = text.startsWith('-');
  const [whole, fraction = ''] = (negative ? text.slice(1) : text).split('.');
  const units = BigInt(whole) * SCALE + BigInt(fraction.padEnd(PLACES, '0'));
  return negative ? -units : units;
}

export function toText(units) {
  const size = units < 0n ? -units : units;
  const fraction = (size % SCALE).toString().padStart(PLACES, '0').replace(/0+$/, '');
  const text = (size / SCALE).toString() + (fraction ? `.${fraction}` : '');
  return units < 0n ? `-${text}` : text;
}

export function multiply(a, b) {
  return (a * b) / SCALE;
}

export function divide(a, b) {
  return (a * SCALE) / b;
}

export function smaller(a, b) {
  return a < b ? a : b;
}

export function sum(list) {
  return list.reduce((total, units) => total + units, 0n);
}

export function sameNumber(a, b) {
  if (a === null || b === null) return a === b;
  return toUnits(a) === toUnits(b);
}
