import { FormError } from './strict-json.mjs';

function demand(good, path, message) {
  if (!good) throw new FormError(path, message);
}

const NUMBER = /^-?(0|[1-9][0-9]{0,11})(\.[0-9]{1,8})?$/;
const NEGATIVE_ZERO = /^-0(\.0+)?$/;
const DIGITS = /^(0|[1-9][0-9]{0,19})$/;

export function number(value, path) {
  const good = typeof value === 'string' && NUMBER.test(value) && !NEGATIVE_ZERO.test(value);
  demand(good, path, 'not an exact decimal in a string');
}

export function notNegative(value, path) {
  number(value, path);
  demand(!value.startsWith('-'), path, 'negative');
}

export const lots = notNegative;
export const price = notNegative;

export function digits(value, path) {
  const good = typeof value === 'string' && DIGITS.test(value) && BigInt(value) < 2n ** 64n;
  demand(good, path, 'not digits below 2^64');
}

export function id(value, path) {
  demand(typeof value === 'string' && /^[0-9a-f]{32}$/.test(value), path, 'not 32 characters of 0-9a-f');
}

export function count(value, path) {
  demand(Number.isSafeInteger(value) && value >= 0 && !Object.is(value, -0), path, 'not a count');
}

export function integer(value, path) {
  demand(Number.isSafeInteger(value) && !Object.is(value, -0), path, 'not an integer');
}

export const micros = count;
export const serverTime = count;

export function boolean(value, path) {
  demand(typeof value === 'boolean', path, 'not a boolean');
}

export function text(limit) {
  return (value, path) => {
    demand(typeof value === 'string', path, 'not a string');
    demand([...value].length <= limit, path, `longer than ${limit} characters`);
    demand(!/[\u0000-\u001f]/.test(value) && value.isWellFormed(), path, 'forbidden character');
  };
}

export function name(limit) {
  const form = text(limit);
  return (value, path) => {
    form(value, path);
    demand(value !== '', path, 'empty');
  };
}

export function pattern(expression, form) {
  return (value, path) => {
    form(value, path);
    demand(expression.test(value), path, 'forbidden character');
  };
}

export function oneOf(...words) {
  return (value, path) => demand(words.includes(value), path, `not one of ${words.join(', ')}`);
}

export function orNull(form) {
  return (value, path) => {
    if (value !== null) form(value, path);
  };
}

export function list(form, least = 0, most = Infinity) {
  return (value, path) => {
    demand(Array.isArray(value), path, 'not an array');
    demand(value.length >= least && value.length <= most, path, 'wrong number of elements');
    value.forEach((element, index) => form(element, `${path}.${index}`));
  };
}

export function object(fields, afterwards = () => {}) {
  return (value, path) => {
    const isObject = typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === null;
    demand(isObject, path, 'not an object');
    const prefix = path ? `${path}.` : '';
    for (const key of Object.keys(value)) demand(Object.hasOwn(fields, key), prefix + key, 'unknown field');
    for (const key of Object.keys(fields)) {
      demand(key in value, prefix + key, 'missing field');
      fields[key](value[key], prefix + key);
    }
    afterwards(value, prefix);
  };
}

export function refuse(path, message) {
  throw new FormError(path, message);
}
