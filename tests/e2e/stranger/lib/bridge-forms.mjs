// What the bridge may send, as forms.
import * as f from './forms.mjs';
import { toUnits } from './decimal.mjs';

const type = f.name(32);
const priceOrNull = f.orNull(f.price);
const side = f.oneOf('buy', 'sell');
const kind = f.oneOf('limit', 'stop', 'stop_limit');

const expected = f.orNull(f.object({ side: f.orNull(side), volume: f.lots }, (value, prefix) => {
  if ((value.side === null) !== (toUnits(value.volume) === 0n)) f.refuse(`${prefix}volume`, 'does not fit the side');
}));

const opens = f.list(f.object({ id: f.id, magic: f.digits, volume: f.lots, since: f.orNull(f.serverTime) }), 1, 64);
const shared = { type, id: f.id, copy: f.id, revision: revision, symbol: f.name(64), side };

function revision(value, path) {
  f.count(value, path);
  if (value < 1) f.refuse(path, 'revisions begin with 1');
}

const opening = {
  ...shared,
  volume: f.lots,
  sl: priceOrNull,
  tp: priceOrNull,
  magic: f.digits,
  comment: f.pattern(/^[A-Za-z0-9]*$/, f.text(20)),
  route: f.name(64),
  master: f.name(96),
  source: f.name(64),
  expires: f.micros,
  max_slippage: f.orNull(f.count),
  expected,
};

function flattenScope(value, prefix) {
  if (value.scope === 'account' && value.copies.length > 0) f.refuse(`${prefix}copies`, 'must be empty for the account');
}

function inquiredValue(value, prefix) {
  const form = value.by === 'id' || value.by === 'copy' ? f.id : f.digits;
  form(value.value, `${prefix}value`);
}

const anyRole = {
  welcome: f.object({
    type,
    minor: f.count,
    program: f.name(16),
    resume_after: f.digits,
    heartbeat_ms: f.count,
    dead_after_ms: f.count,
    report_after: f.digits,
    ticks: f.micros,
  }),
  get_snapshot: f.object({ type, request: f.digits }),
  heartbeat: f.object({ type, ticks: f.micros, echo: f.orNull(f.object({ ticks: f.micros, held: f.micros })) }),
  ack: f.object({ type, seq: f.digits }),
  resume: f.object({ type, after: f.digits }),
  inquire: f.object({
    type,
    request: f.digits,
    by: f.oneOf('id', 'copy', 'position', 'order'),
    value: f.name(64),
  }, inquiredValue),
  get_symbols: f.object({ type, request: f.digits, names: f.list(f.name(64)) }),
  subscribe: f.object({ type, symbols: f.list(f.name(64), 0, 256) }),
  guard: f.object({ type, floor: f.orNull(f.number), block_after_ms: f.count, flatten_at_floor: f.boolean }),
  notify: f.object({ type, text: f.text(255) }),
  new_key: f.object({ type, key: f.pattern(/^[A-Za-z0-9_-]{16,128}$/, f.name(128)) }),
  error: f.object({ type, code: f.name(32), message: f.text(500), field: f.text(128) }),
  bye: f.object({ type, reason: f.oneOf('closing', 'restarting', 'account_changed', 'removed', 'replaced') }),
};

const executorOnly = {
  open: f.object(opening),
  place: f.object({ ...opening, kind, price: f.price, limit_price: priceOrNull, expires_at: f.orNull(f.serverTime) }),
  modify_pending: f.object({
    ...shared,
    opens,
    price: f.price,
    limit_price: priceOrNull,
    sl: priceOrNull,
    tp: priceOrNull,
    expires_at: f.orNull(f.serverTime),
  }),
  cancel_pending: f.object({ ...shared, opens }),
  set_volume: f.object({ ...shared, volume: f.lots, opens, expected }),
  set_stops: f.object({ ...shared, sl: priceOrNull, tp: priceOrNull, opens, expected }),
  void: f.object({ type, id: f.id }),
  flatten: f.object({
    type,
    id: f.id,
    scope: f.oneOf('account', 'copies'),
    copies: f.list(f.id),
    cancel_pendings: f.boolean,
  }, flattenScope),
  report_ack: f.object({ type, n: f.digits }),
};

export const bridgeForms = {
  monitor: anyRole,
  executor: { ...anyRole, ...executorOnly },
};
