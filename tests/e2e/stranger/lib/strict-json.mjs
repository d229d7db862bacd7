// A parser of its own, because JSON.parse hides what the protocol forbids: repeated keys, 1.0 or 1e3 for a count, depth.
export class FormError extends Error {
  constructor(field, message, closeCode = 1008) {
    super(message);
    this.field = field;
    this.closeCode = closeCode;
  }
}

// Stands for a JSON number that is no plain integer; no form of the protocol accepts it.
export class OddNumber {
  constructor(text) {
    this.text = text;
  }
}

const MAX_DEPTH = 8;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SPACE = /[ \t\n\r]*/y;
const WORDS = { true: true, false: false, null: null };

export function parseStrict(source) {
  let at = 0;

  function fail(field, message) {
    throw new FormError(field, message);
  }

  function match(pattern) {
    pattern.lastIndex = at;
    const found = pattern.exec(source);
    if (!found) return null;
    at = pattern.lastIndex;
    return found[0];
  }

  function skip() {
    match(SPACE);
  }

  function string(path) {
    const text = match(STRING);
    if (text === null) fail(path, 'not a JSON string');
    return JSON.parse(text);
  }

  function number(path) {
    const text = match(NUMBER);
    if (text === null) fail(path, 'not JSON');
    const plain = /^(0|-?[1-9][0-9]*)$/.test(text) && Number.isSafeInteger(Number(text));
    return plain ? Number(text) : new OddNumber(text);
  }

  function object(path, depth) {
    const result = Object.create(null);
    at += 1;
    skip();
    if (source[at] === '}') {
      at += 1;
      return result;
    }
    for (;;) {
      skip();
      const key = string(path);
      const field = path ? `${path}.${key}` : key;
      if (key in result) fail(field, 'key appears twice');
      skip();
      if (source[at] !== ':') fail(path, 'not JSON: colon expected');
      at += 1;
      result[key] = value(field, depth);
      skip();
      const mark = source[at];
      at += 1;
      if (mark === '}') return result;
      if (mark !== ',') fail(path, 'not JSON: comma or brace expected');
    }
  }

  function array(path, depth) {
    const result = [];
    at += 1;
    skip();
    if (source[at] === ']') {
      at += 1;
      return result;
    }
    for (;;) {
      result.push(value(`${path}.${result.length}`, depth));
      skip();
      const mark = source[at];
      at += 1;
      if (mark === ']') return result;
      if (mark !== ',') fail(path, 'not JSON: comma or bracket expected');
    }
  }

  function value(path, depth) {
    skip();
    const first = source[at];
    if (first === '{' || first === '[') {
      if (depth >= MAX_DEPTH) fail(path, 'nested too deeply');
      return first === '{' ? object(path, depth + 1) : array(path, depth + 1);
    }
    if (first === '"') return string(path);
    for (const word of Object.keys(WORDS)) {
      if (source.startsWith(word, at)) {
        at += word.length;
        return WORDS[word];
      }
    }
    return number(path);
  }

  const result = value('', 0);
  skip();
  if (at !== source.length) fail('', 'text after the JSON value');
  return result;
}
