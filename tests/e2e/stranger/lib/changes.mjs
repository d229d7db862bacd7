import { sameNumber, sum, toText, toUnits } from './decimal.mjs';
import { SUCCESS } from './copies.mjs';

const opposite = { buy: 'sell', sell: 'buy' };

// Checks shared by all changes of a copy; null lets the change go on.
function barred({ journal, copies }, frame) {
  const refused = (code) => ({ outcome: 'refused', code });
  if (journal.voids.has(frame.id)) return refused('voided');
  if (!copies.exists(frame.copy, frame.opens)) return refused('no_copy');
  if (frame.revision < (journal.revisions.get(frame.copy) ?? 0)) return refused('stale');
  return null;
}

function alreadyDone(executor, frame) {
  const fills = executor.journal.outcomes.get(frame.id)?.fills ?? [];
  return executor.settle(frame, { outcome: 'already_done', fills });
}

function hindered(executor, frame) {
  if (executor.differs(frame)) return { outcome: 'changed' };
  return executor.account.tradeAllowed() ? null : { outcome: 'refused', code: 'not_allowed' };
}

export function setVolume(executor, frame) {
  const bar = barred(executor, frame);
  if (bar) return bar;
  const target = toUnits(frame.volume);
  if (executor.copies.held(frame) <= target) return alreadyDone(executor, frame);
  const symbol = executor.account.symbols.get(frame.symbol);
  if (!symbol) return { outcome: 'refused', code: 'no_symbol' };
  const hindrance = hindered(executor, frame);
  if (hindrance) return hindrance;
  if (target % toUnits(symbol.lot_step) !== 0n) return { outcome: 'refused', code: 'bad_volume' };
  executor.intent(frame);
  return executor.settle(frame, runCloses(executor, frame, executor.copies.plan(frame, target)));
}

function runCloses(executor, frame, steps) {
  const fills = [];
  const refusals = [];
  for (const step of steps) {
    const { value, refusal } = executor.call(frame.id, () => closeStep(executor.account, frame, step));
    if (refusal) refusals.push(refusal);
    else fills.push(value);
  }
  const raced = undoReversal(executor, frame);
  return closeAnswer(steps, fills, refusals, raced);
}

function closeStep(account, { symbol, side }, { ticket, magic, volume }) {
  if (!account.netting()) return account.close({ ticket, volume, magic, reason: 'expert' });
  return account.trade({ symbol, side: opposite[side], volume, magic, reason: 'expert' });
}

// A netting close that met an emptier book than it read has turned the position round.
function undoReversal(executor, frame) {
  const { account, copies } = executor;
  const present = account.netting() && copies.netPosition(frame.symbol);
  if (!present || present.side === frame.side) return false;
  executor.call(frame.id, () => account.close({ ticket: present.ticket, reason: 'expert' }));
  return true;
}

function closeAnswer(steps, fills, refusals, raced) {
  const asked = sum(steps.map((step) => toUnits(step.volume)));
  const filled = sum(fills.map((fill) => toUnits(fill.volume)));
  const { code = SUCCESS, message = '' } = refusals[0] ?? {};
  if (filled === 0n) return { outcome: 'refused', code, message, fills };
  const outcome = filled === asked ? 'filled' : 'partly_filled';
  return { outcome, code: raced ? 'reversed_by_race' : code, message, fills };
}

export function setStops(executor, frame) {
  const bar = barred(executor, frame);
  if (bar) return bar;
  const holders = executor.copies.stopsHolders(frame);
  if (holders.length === 0) return { outcome: 'refused', code: 'no_copy', message: 'the copy holds nothing' };
  const wrong = holders.filter(({ sl, tp }) => !sameNumber(sl, frame.sl) || !sameNumber(tp, frame.tp));
  if (wrong.length === 0) return alreadyDone(executor, frame);
  const hindrance = hindered(executor, frame);
  if (hindrance) return hindrance;
  executor.intent(frame);
  const { sl, tp } = frame;
  return runChanges(executor, frame, wrong, ({ ticket }) => executor.account.setStops({ ticket, sl, tp }));
}

function runChanges(executor, frame, items, change) {
  const refusals = items.map((item) => executor.call(frame.id, () => change(item)).refusal).filter(Boolean);
  if (refusals.length === 0) return executor.settle(frame, { outcome: 'done', code: SUCCESS });
  const message = `${refusals.length} of ${items.length}: ${refusals[0].message}`;
  return executor.settle(frame, { outcome: 'refused', code: refusals[0].code, message });
}

export function modifyPending(executor, frame) {
  const bar = barred(executor, frame);
  if (bar) return bar;
  const pendings = executor.copies.pendings(frame.copy, frame.opens);
  if (pendings.length === 0) return { outcome: 'refused', code: 'no_copy', message: 'no pending order is left' };
  const { price, limit_price: limitPrice, sl, tp, expires_at: expiresAt } = frame;
  const target = { price, limitPrice, sl, tp, expiresAt };
  const wrong = pendings.filter((pending) => !atTarget(pending, target));
  if (wrong.length === 0) return alreadyDone(executor, frame);
  const hindrance = hindered(executor, frame);
  if (hindrance) return hindrance;
  executor.intent(frame);
  return runChanges(executor, frame, wrong, ({ ticket }) => executor.account.modifyPending(ticket, target));
}

function atTarget(pending, target) {
  const numbers = ['price', 'limitPrice', 'sl', 'tp'];
  return pending.expiresAt === target.expiresAt && numbers.every((name) => sameNumber(pending[name], target[name]));
}

export function cancelPending(executor, frame) {
  const bar = barred(executor, frame);
  if (bar) return bar;
  const pendings = executor.copies.pendings(frame.copy, frame.opens);
  if (pendings.length === 0) return alreadyDone(executor, frame);
  const hindrance = hindered(executor, frame);
  if (hindrance) return hindrance;
  executor.intent(frame);
  return runChanges(executor, frame, pendings, ({ ticket }) => executor.account.cancelPending(ticket));
}

export function flatten(executor, frame) {
  const { account, journal } = executor;
  if (journal.voids.has(frame.id)) return { outcome: 'refused', code: 'voided' };
  const repeated = journal.intents.has(frame.id);
  const closes = scopeCloses(executor, frame);
  const pendings = frame.cancel_pendings ? scopePendings(executor, frame) : [];
  if (repeated && closes.length + pendings.length === 0) return { ...alreadyDone(executor, frame), remaining: '0' };
  if (closes.length + pendings.length > 0 && !account.tradeAllowed()) {
    return { outcome: 'refused', code: 'not_allowed', remaining: remaining(executor, frame) };
  }
  executor.intent(frame);
  const results = [
    ...closes.map(({ about, step }) => executor.call(frame.id, () => closeStep(account, about, step))),
    ...pendings.map(({ ticket }) => executor.call(frame.id, () => account.cancelPending(ticket))),
  ];
  const refusals = results.map((result) => result.refusal).filter(Boolean);
  const fills = results.map((result) => result.value).filter(Boolean);
  const outcome = refusals.length === 0 ? 'done' : 'partly_filled';
  const code = refusals[0]?.code ?? (results.length > 0 ? SUCCESS : '');
  const answer = { outcome, code, message: refusals[0]?.message ?? '', fills, remaining: remaining(executor, frame) };
  return executor.settle(frame, answer);
}

function scopeCloses({ account, journal, copies }, { scope, copies: names }) {
  if (scope === 'account') {
    return [...account.positions.values()].map(({ symbol, side, ticket, magic, volume }) => (
      { about: { symbol, side }, step: { ticket, magic, volume: toText(volume) } }
    ));
  }
  return names.flatMap((copy) => {
    const [about] = journal.openings(copy);
    return about ? copies.plan(about, 0n).map((step) => ({ about, step })) : [];
  });
}

function scopePendings({ account, copies }, { scope, copies: names }) {
  return scope === 'account' ? [...account.pendings.values()] : names.flatMap((copy) => copies.pendings(copy));
}

function remaining(executor, frame) {
  return toText(sum(scopeCloses(executor, frame).map(({ step }) => toUnits(step.volume))));
}
