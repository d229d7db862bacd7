import { sameNumber, toText } from './decimal.mjs';
import { BrokerRefusal } from './account.mjs';
import { Copies, fillsByMagic } from './copies.mjs';
import { openNow } from './openings.mjs';
import { cancelPending, flatten, modifyPending, setStops, setVolume } from './changes.mjs';
import { ticksNow } from './ticks.mjs';

const handlers = {
  open: openNow,
  place: openNow,
  set_volume: setVolume,
  set_stops: setStops,
  modify_pending: modifyPending,
  cancel_pending: cancelPending,
  flatten,
  void: voidId,
};

// Carries out instructions and reports them; everything it needs to remember is in the journal.
export class Executor {
  constructor({ account, journal, guard, send }) {
    Object.assign(this, { account, journal, guard, send });
    this.copies = new Copies(account, journal);
    this.busy = false;
  }

  handles(type) {
    return Object.hasOwn(handlers, type);
  }

  handle(frame) {
    this.busy = true;
    try {
      this.received = ticksNow();
      this.sent = null;
      this.done = null;
      const answer = handlers[frame.type](this, frame);
      this.report(frame, answer);
    } finally {
      this.busy = false;
    }
  }

  // One blocking trade call; the answer is its value or the broker's refusal.
  call(id, action) {
    const ticks = ticksNow();
    this.sent ??= ticks;
    this.send({ type: 'executing', id, ticks });
    try {
      return { value: action() };
    } catch (error) {
      if (!(error instanceof BrokerRefusal)) throw error;
      return { refusal: error };
    } finally {
      this.done = ticksNow();
    }
  }

  intent(frame) {
    const { id, copy, revision, route, master, source, magic, symbol, side, volume } = frame;
    const fields = { id, copy, revision, route, master, source, magic, symbol, side, volume };
    this.journal.append({ record: 'INTENT', kind: frame.type, ...fields });
  }

  // Journals an answer that must stay the same for this id.
  settle(frame, answer) {
    const { id, copy, revision } = frame;
    const { outcome, code = '', message = '', fills = [] } = answer;
    this.journal.append({ record: 'DONE', id, copy, revision, outcome, code, message, fills });
    return answer;
  }

  differs(frame) {
    if (!this.account.netting() || !frame.expected) return false;
    const net = this.account.net(frame.symbol);
    return net.side !== frame.expected.side || !sameNumber(net.volume, frame.expected.volume);
  }

  report(frame, answer) {
    const now = this.received;
    const described = answer.about ?? frame;
    const fields = {
      id: frame.id,
      copy: frame.copy ?? null,
      revision: frame.revision ?? 0,
      outcome: answer.outcome,
      code: answer.code ?? '',
      message: (answer.message ?? '').slice(0, 200),
      fills: answer.fills ?? [],
      ...this.present(described, answer),
      received: now,
      sent: this.sent ?? now,
      done: this.done ?? now,
    };
    this.send(this.journal.addReport(fields));
  }

  present(described, answer) {
    if (!described.copy) return { remaining: answer.remaining ?? '0', net: null, sl: null, tp: null };
    const [holder] = this.copies.stopsHolders(described);
    return {
      remaining: toText(this.copies.held(described)),
      net: this.account.netting() ? this.account.net(described.symbol) : null,
      sl: holder?.sl ?? null,
      tp: holder?.tp ?? null,
    };
  }
}

function voidId(executor, { id }) {
  const { journal, copies } = executor;
  const outcome = journal.outcomes.get(id);
  const intent = journal.intents.get(id);
  const wasVoid = journal.voids.has(id);
  if (!wasVoid) journal.append({ record: 'VOID', id });
  const about = intent?.copy ? intent : undefined;
  if (outcome && !['refused', 'changed'].includes(outcome.outcome)) {
    return { outcome: 'already_done', fills: outcome.fills, about };
  }
  if (intent && !outcome) {
    const found = intent.magic !== undefined && copies.magicExists(intent.magic);
    return { outcome: found ? 'already_done' : 'unknown', fills: found ? fillsByMagic(copies, intent) : [], about };
  }
  return { outcome: 'done', code: 'voided', about };
}
