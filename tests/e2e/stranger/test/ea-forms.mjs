// What a terminal may send, so that the stub refuses our own mistakes.
import * as f from '../lib/forms.mjs';

const type = f.name(32);
const side = f.oneOf('buy', 'sell');
const priceOrNull = f.orNull(f.price);
const kind = f.oneOf('limit', 'stop', 'stop_limit');
const reason = f.oneOf('client', 'expert', 'sl', 'tp', 'stop_out', 'rollover', 'close_by', 'other');
const symbolName = f.name(64);

const permissionFields = Object.fromEntries(
  ['connected', 'terminal', 'program', 'account', 'experts', 'dlls'].map((field) => [field, f.boolean]),
);
const numbers = (...names) => Object.fromEntries(names.map((field) => [field, f.number]));
const fundsFields = numbers('balance', 'equity', 'margin', 'free_margin', 'credit', 'floating');
const { floating, ...stateFunds } = fundsFields;

const link = f.orNull(f.object({ copy: f.id, id: f.id, route: f.name(64), master: f.name(96), source: f.name(64) }));

const position = f.object({
  id: f.digits,
  ticket: f.digits,
  order: f.digits,
  symbol: symbolName,
  side,
  volume: f.lots,
  price: f.price,
  sl: priceOrNull,
  tp: priceOrNull,
  magic: f.digits,
  comment: f.text(64),
  opened_at: f.serverTime,
  profit: f.number,
  swap: f.number,
  link,
});

const pending = f.object({
  ticket: f.digits,
  symbol: symbolName,
  side,
  kind,
  volume: f.lots,
  price: f.price,
  limit_price: priceOrNull,
  sl: priceOrNull,
  tp: priceOrNull,
  magic: f.digits,
  comment: f.text(64),
  placed_at: f.serverTime,
  expires_at: f.orNull(f.serverTime),
  link,
});

const closing = f.object({
  id: f.digits,
  order: f.digits,
  deal: f.digits,
  symbol: symbolName,
  side,
  volume: f.lots,
  closed_at: f.serverTime,
  reason,
  link,
});

const deal = f.object({
  ticket: f.digits,
  order: f.digits,
  entry: f.oneOf('in', 'out', 'inout', 'out_by', 'none'),
  side,
  volume: f.lots,
  price: f.price,
  reason,
  magic: f.digits,
  comment: f.text(64),
  ...numbers('profit', 'swap', 'commission'),
});

const symbol = f.object({
  name: symbolName,
  description: f.text(128),
  path: f.text(128),
  digits: f.count,
  ...numbers('point', 'tick_size', 'tick_value', 'contract_size'),
  lot_min: f.lots,
  lot_step: f.lots,
  lot_max: f.lots,
  lot_limit: f.lots,
  stops_level: f.count,
  freeze_level: f.count,
  spread_floating: f.boolean,
  trade_mode: f.oneOf('full', 'long_only', 'short_only', 'close_only', 'disabled'),
  execution: f.oneOf('request', 'instant', 'market', 'exchange'),
  fillings: f.list(f.oneOf('fok', 'ioc', 'return')),
  calc_mode: f.text(32),
  base: f.text(8),
  profit: f.text(8),
  margin: f.text(8),
  selected: f.boolean,
  pendings: f.list(kind),
  sessions: f.list(f.object({ day: f.count, from: f.count, to: f.count })),
});

const fill = f.object({ ticket: f.digits, deal: f.digits, order: f.digits, volume: f.lots, price: f.price, at: f.serverTime });
const net = f.orNull(f.object({ side: f.orNull(side), volume: f.lots }));

export const terminalForms = {
  hello: f.object({
    type,
    minor: f.count,
    role: f.oneOf('monitor', 'executor'),
    platform: f.oneOf('mt4', 'mt5'),
    login: f.digits,
    server: f.name(64),
    company: f.text(128),
    holder: f.text(128),
    currency: f.name(8),
    kind: f.oneOf('demo', 'contest', 'real'),
    margin_mode: f.oneOf('hedging', 'netting'),
    fifo: f.boolean,
    leverage: f.count,
    order_limit: f.count,
    stop_out_mode: f.oneOf('percent', 'money'),
    stop_out: f.number,
    build: f.count,
    ea_version: f.name(16),
    utc_offset_s: f.orNull(f.integer),
    permissions: f.object(permissionFields),
    stream: f.digits,
    last_seq: f.digits,
    first_seq: f.digits,
    ticks: f.micros,
  }),
  snapshot: f.object({
    type,
    request: f.orNull(f.digits),
    page: f.count,
    pages: f.count,
    whole: f.boolean,
    seq: f.digits,
    ticks: f.micros,
    funds: f.object(fundsFields),
    positions: f.list(position),
    pendings: f.list(pending),
    closed: f.list(closing),
  }),
  heartbeat: f.object({
    type,
    ticks: f.micros,
    echo: f.orNull(f.object({ ticks: f.micros, held: f.micros })),
    state: f.object({
      connected: f.boolean,
      trade_allowed: f.boolean,
      ...stateFunds,
      positions: f.count,
      pendings: f.count,
      server_time: f.serverTime,
    }),
  }),
  event: f.object({
    type,
    seq: f.digits,
    kind: f.oneOf(
      'opened', 'added', 'modified', 'partly_closed', 'closed', 'reversed', 'balance',
      'pending_placed', 'pending_modified', 'pending_cancelled', 'pending_expired', 'pending_filled',
    ),
    at: f.serverTime,
    ticks: f.micros,
    age: f.micros,
    position: f.orNull(position),
    deal: f.orNull(deal),
    pending: f.orNull(pending),
    was: f.orNull(f.object({ order: f.digits, side, volume: f.lots })),
    amount: f.orNull(f.number),
  }),
  executing: f.object({ type, id: f.id, ticks: f.micros }),
  report: f.object({
    type,
    n: f.digits,
    id: f.id,
    copy: f.orNull(f.id),
    revision: f.count,
    outcome: f.oneOf('accepted', 'filled', 'partly_filled', 'done', 'refused', 'already_done', 'changed', 'unknown'),
    code: f.text(32),
    message: f.text(200),
    fills: f.list(fill),
    remaining: f.lots,
    net,
    sl: priceOrNull,
    tp: priceOrNull,
    received: f.micros,
    sent: f.micros,
    done: f.micros,
  }),
  found: f.object({
    type,
    request: f.digits,
    sure: f.boolean,
    journal: f.oneOf('none', 'intent', 'done', 'void'),
    positions: f.list(position),
    pendings: f.list(pending),
    closed: f.list(closing),
  }),
  symbols: f.object({ type, request: f.digits, page: f.count, pages: f.count, symbols: f.list(symbol), missing: f.list(symbolName) }),
  quotes: f.object({
    type,
    ticks: f.micros,
    quotes: f.list(f.object({ symbol: symbolName, bid: f.price, ask: f.price, at: f.serverTime })),
  }),
  funds: f.object({ type, ticks: f.micros, ...fundsFields }),
  permissions: f.object({ type, ...permissionFields }),
  symbols_changed: f.object({ type, names: f.list(symbolName) }),
  key_accepted: f.object({ type }),
  error: f.object({ type, code: f.name(32), message: f.text(500), field: f.text(128) }),
  bye: f.object({ type, reason: f.oneOf('closing', 'restarting', 'account_changed', 'removed', 'replaced') }),
};
