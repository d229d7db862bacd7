import { parseArgs } from 'node:util';

export const USAGE = `usage: node play.mjs --url ws://127.0.0.1:8080/ea
  --master-key KEY --master-login DIGITS --master-server NAME
  --follower-key KEY --follower-login DIGITS --follower-server NAME
  --symbol NAME [--follower-symbol NAME] --out FILE [--margin-mode hedging|netting]`;

const required = [
  'url', 'master-key', 'master-login', 'master-server', 'follower-key', 'follower-login', 'follower-server', 'symbol', 'out',
];
const optional = ['follower-symbol', 'margin-mode'];

export class UsageError extends Error {}

function demand(good, message) {
  if (!good) throw new UsageError(message);
}

export function readOptions(argv) {
  const values = parse(argv);
  for (const name of required) demand(values[name], `--${name} is missing`);
  demand(isWebSocketUrl(values.url), '--url is no WebSocket address');
  for (const side of ['master', 'follower']) {
    demand(/^[A-Za-z0-9_-]{16,128}$/.test(values[`${side}-key`]), `--${side}-key: 16 to 128 characters of A-Z a-z 0-9 - _`);
    demand(/^(0|[1-9][0-9]{0,18})$/.test(values[`${side}-login`]), `--${side}-login: digits`);
    demand(values[`${side}-server`].length <= 64, `--${side}-server: at most 64 characters`);
  }
  const marginMode = values['margin-mode'] ?? 'hedging';
  demand(['hedging', 'netting'].includes(marginMode), '--margin-mode: hedging or netting');
  const party = (side) => ({ key: values[`${side}-key`], login: values[`${side}-login`], server: values[`${side}-server`] });
  return {
    url: values.url,
    out: values.out,
    master: { ...party('master'), symbol: values.symbol, marginMode: 'hedging' },
    follower: { ...party('follower'), symbol: values['follower-symbol'] ?? values.symbol, marginMode },
  };
}

function parse(argv) {
  const options = Object.fromEntries([...required, ...optional].map((name) => [name, { type: 'string' }]));
  try {
    return parseArgs({ args: argv, options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error.message);
  }
}

function isWebSocketUrl(text) {
  try {
    return ['ws:', 'wss:'].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}
