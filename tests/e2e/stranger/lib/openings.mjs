import { sum, toUnits } from './decimal.mjs';
import { fillsByMagic, SUCCESS } from './copies.mjs';
import { ticksNow } from './ticks.mjs';

// The frame does not tell how long an instruction lives, so its earliest possible birth is guessed from this.
const ASSUMED_LIFE_MS = 60000;
const CLOCK_TOLERANCE_MS = 2000;

export function openNow(executor, frame) {
  return settledBefore(executor, frame) ?? foundByMagic(executor, frame) ?? refusal(executor, frame) ?? carryOut(executor, frame);
}

function settledBefore({ journal, copies }, frame) {
  const { id } = frame;
  if (journal.voids.has(id)) return { outcome: 'refused', code: 'voided' };
  const outcome = journal.outcomes.get(id);
  if (outcome) {
    const { code, message, fills } = outcome;
    if (outcome.outcome === 'refused' || outcome.outcome === 'changed') return { outcome: outcome.outcome, code, message };
    return { outcome: 'already_done', fills };
  }
  const intent = journal.intents.get(id);
  if (!intent) return null;
  if (!copies.magicExists(intent.magic)) return { outcome: 'unknown', message: 'begun once, outcome not known' };
  const fills = fillsByMagic(copies, intent);
  journal.append({ record: 'DONE', id, copy: frame.copy, revision: frame.revision, outcome: 'already_done', code: '', message: '', fills });
  return { outcome: 'already_done', fills };
}

function foundByMagic(executor, frame) {
  const { journal, copies } = executor;
  if (journal.magics.has(frame.magic)) return executor.settle(frame, { outcome: 'refused', code: 'magic_in_use' });
  if (!copies.magicExists(frame.magic)) return null;
  if (!fits(executor, frame)) return { outcome: 'unknown', message: 'something else bears this magic' };
  executor.intent(frame);
  return executor.settle(frame, { outcome: 'already_done', fills: fillsByMagic(copies, frame) });
}

function fits({ account, copies }, frame) {
  const earliest = account.now() + (frame.expires - ticksNow()) / 1000 - ASSUMED_LIFE_MS - CLOCK_TOLERANCE_MS;
  if (frame.type === 'place') {
    const pending = [...account.pendings.values()].find(({ magic }) => magic === frame.magic);
    if (pending) return sameOrder(pending, frame) && toUnits(pending.volume) === toUnits(frame.volume) && pending.placedAt >= earliest;
  }
  const deals = copies.openingDeals(frame.magic, frame.side);
  const volume = sum(deals.map((deal) => deal.volume));
  return volume === toUnits(frame.volume) && deals.every((deal) => deal.symbol === frame.symbol && deal.at >= earliest);
}

function sameOrder(a, b) {
  return a.symbol === b.symbol && a.side === b.side;
}

function refusal(executor, frame) {
  const settle = (code) => executor.settle(frame, { outcome: 'refused', code });
  const symbol = executor.account.symbols.get(frame.symbol);
  if (!symbol) return settle('no_symbol');
  if (!openingAllowed(executor, symbol, frame.side)) return settle('not_allowed');
  if (!volumeAllowed(symbol, frame.volume)) return settle('bad_volume');
  if (executor.differs(frame)) return executor.settle(frame, { outcome: 'changed' });
  if (ticksNow() > frame.expires) return settle('expired');
  return null;
}

function openingAllowed({ account, guard }, symbol, side) {
  if (!account.tradeAllowed() || guard.blocksOpenings()) return false;
  const modes = side === 'buy' ? ['full', 'long_only'] : ['full', 'short_only'];
  return modes.includes(symbol.trade_mode);
}

function volumeAllowed(symbol, text) {
  const volume = toUnits(text);
  if (volume < toUnits(symbol.lot_min) || volume > toUnits(symbol.lot_max)) return false;
  return volume % toUnits(symbol.lot_step) === 0n;
}

function carryOut(executor, frame) {
  executor.intent(frame);
  const { value, refusal: refused } = executor.call(frame.id, () => sendOrder(executor.account, frame));
  if (refused) return executor.settle(frame, { outcome: 'refused', code: refused.code, message: refused.message });
  if (frame.type === 'place') return executor.settle(frame, { outcome: 'done', code: SUCCESS });
  return executor.settle(frame, { outcome: 'filled', code: SUCCESS, fills: [value] });
}

function sendOrder(account, frame) {
  const { symbol, side, volume, sl, tp, magic, comment } = frame;
  const common = { symbol, side, volume, sl, tp, magic, comment };
  if (frame.type === 'open') return account.trade({ ...common, reason: 'expert' });
  const { kind, price, limit_price: limitPrice, expires_at: expiresAt } = frame;
  return account.placePending({ ...common, kind, price, limitPrice, expiresAt });
}
