import { EventEmitter } from 'node:events';
import { EventBuffer } from './lib/event-buffer.mjs';
import { Executor } from './lib/executor.mjs';
import { Guard } from './lib/guard.mjs';
import { makeHello } from './lib/hello.mjs';
import { Journal } from './lib/journal.mjs';
import { Link } from './lib/link.mjs';
import { Pulse } from './lib/pulse.mjs';
import { foundFrame, quotesFrame, snapshotFrames, symbolsFrames } from './lib/reader-answers.mjs';
import { ticksNow } from './lib/ticks.mjs';
import { changeView } from './lib/views.mjs';
import { DEFAULT_WAITS } from './lib/waits.mjs';

export { Account, BrokerRefusal } from './lib/account.mjs';
export { makeSymbol } from './lib/symbol.mjs';

const THROTTLE_MS = 100;
const UNREPORTED_CHANGE_MS = 200;

// One connection of one account in one role. Events of this object:
// frame (direction, frame), welcomed, closed, refused, protocol-error, bridge-error, waiting, notify, crashed, trouble.
export class Terminal extends EventEmitter {
  constructor({ url, key, role, account, journalPath, pageBytes, waits = {} }) {
    super();
    Object.assign(this, { role, account, pageBytes, waits: { ...DEFAULT_WAITS, ...waits } });
    this.events = new EventBuffer();
    this.guard = new Guard(account);
    this.heldChanges = [];
    this.subscribed = [];
    this.changedQuotes = new Set();
    this.timers = new Map();
    if (role === 'executor') {
      this.journal = new Journal(journalPath);
      const send = (frame) => this.send(frame);
      this.executor = new Executor({ account, journal: this.journal, guard: this.guard, send });
    }
    this.linkOf = (magic) => this.journal?.linkOf(magic) ?? null;
    this.makeLink({ url, key });
    this.listenToAccount();
  }

  makeLink({ url, key }) {
    const makeHelloNow = () => makeHello(this.account, this.role, this.events);
    this.link = new Link({ url, key, role: this.role, waits: this.waits, makeHello: makeHelloNow });
    this.link.on('received', (frame) => this.emit('frame', 'in', frame));
    this.link.on('sent', (frame) => this.emit('frame', 'out', frame));
    this.link.on('frame', (frame) => this.take(frame));
    this.link.on('closed', (code) => this.lost(code));
    for (const name of ['refused', 'protocol-error', 'waiting', 'trouble']) {
      this.link.on(name, (value) => this.emit(name, value));
    }
  }

  listenToAccount() {
    const listeners = {
      change: (change) => this.accountChanged(change),
      funds: () => this.fundsChanged(),
      quote: (symbol) => this.quoteChanged(symbol),
      permissions: () => this.send({ type: 'permissions', ...this.account.permissions }),
    };
    for (const [name, listener] of Object.entries(listeners)) this.account.on(name, listener);
    this.stopListening = () => {
      for (const [name, listener] of Object.entries(listeners)) this.account.off(name, listener);
    };
  }

  // Connecting earlier would make the first snapshot one that proves nothing.
  start() {
    const wait = this.account.loggedInAt + this.waits.afterLoginMs - Date.now();
    if (wait <= 0) this.link.open();
    else this.later('start', wait, () => this.link.open());
  }

  stop(reason = 'closing') {
    this.link.finish();
    this.link.goodbye(reason);
    this.release();
  }

  // As if the process had died: nothing is said and nothing is tried again.
  kill() {
    this.link.pause();
    this.release();
  }

  release() {
    this.stopListening();
    this.pulse?.stop();
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    this.journal?.close();
  }

  cutLink() {
    this.link.pause();
  }

  reconnect() {
    this.link.open();
  }

  deliverAgain(seq) {
    const entry = this.events.find(BigInt(seq));
    return entry !== undefined && this.send(this.events.frame(entry));
  }

  send(frame) {
    return (this.link.welcomed || frame.type === 'error') && this.link.send(frame);
  }

  later(name, ms, action) {
    if (this.timers.has(name)) return;
    const run = () => {
      this.timers.delete(name);
      action();
    };
    this.timers.set(name, setTimeout(run, ms));
  }

  take(frame) {
    this.pulse?.heard();
    try {
      this.handle(frame);
    } catch (error) {
      // What was begun has no known outcome, so only the journal may settle it, after a restart.
      this.kill();
      this.emit('crashed', error);
    }
  }

  handle(frame) {
    if (this.executor?.handles(frame.type)) {
      this.executor.handle(frame);
      this.flushHeldChanges();
      return;
    }
    const handlers = {
      welcome: () => this.welcome(frame),
      heartbeat: () => this.pulse.answer(frame),
      ack: () => this.events.acknowledge(BigInt(frame.seq)),
      resume: () => this.resend(BigInt(frame.after)),
      report_ack: () => this.journal.acknowledgeReports(BigInt(frame.n)),
      get_snapshot: () => this.sendSnapshot(frame.request),
      get_symbols: () => symbolsFrames(this.account, frame, this.pageBytes).forEach((page) => this.send(page)),
      inquire: () => this.send(foundFrame(this, frame)),
      subscribe: () => this.subscribe(frame.symbols),
      guard: () => this.guard.set(frame),
      notify: () => this.emit('notify', frame.text),
      new_key: () => this.changeKey(frame.key),
      error: () => this.emit('bridge-error', frame),
      bye: () => this.emit('bye', frame.reason),
    };
    handlers[frame.type]();
  }

  welcome(frame) {
    this.guard.clear();
    this.subscribed = [];
    this.events.acknowledge(BigInt(frame.resume_after));
    this.resend(BigInt(frame.resume_after));
    if (this.journal) this.resendReports(BigInt(frame.report_after));
    this.sendSnapshot(null);
    this.pulse = new Pulse({
      heartbeatMs: frame.heartbeat_ms,
      deadAfterMs: frame.dead_after_ms,
      readState: () => this.state(),
      send: (beat) => this.send(beat),
      drop: () => this.link.cut(),
    });
    this.emit('welcomed', frame);
  }

  resend(after) {
    for (const entry of this.events.above(after)) this.send(this.events.frame(entry));
  }

  resendReports(after) {
    this.journal.continueAfter(after);
    this.journal.acknowledgeReports(after);
    for (const report of this.journal.reportsAbove(after)) this.send(report);
  }

  state() {
    const { account } = this;
    const { floating, ...funds } = account.funds();
    return {
      connected: account.permissions.connected,
      trade_allowed: account.tradeAllowed(),
      ...funds,
      positions: account.positions.size,
      pendings: account.pendings.size,
      server_time: account.now(),
    };
  }

  sendSnapshot(request) {
    const { account, linkOf, pageBytes } = this;
    const settled = Date.now() - account.loggedInAt >= this.waits.afterLoginMs;
    const whole = account.permissions.connected && settled;
    const frames = snapshotFrames({ account, linkOf, seq: this.events.last, request, whole, pageBytes });
    for (const frame of frames) this.send(frame);
  }

  accountChanged(change) {
    const held = { view: changeView(this.account, change, this.linkOf), seen: change.seen };
    this.heldChanges.push(held);
    // The report of an instruction goes before the events that it causes.
    if (this.executor?.busy) return;
    this.flushHeldChanges();
    if (this.executor) this.later('snapshot', UNREPORTED_CHANGE_MS, () => this.sendSnapshot(null));
  }

  flushHeldChanges() {
    for (const { view, seen } of this.heldChanges.splice(0)) {
      const entry = this.events.add(view, seen);
      this.send(this.events.frame(entry));
    }
  }

  fundsChanged() {
    this.guard.check();
    this.later('funds', THROTTLE_MS, () => this.send({ type: 'funds', ticks: ticksNow(), ...this.account.funds() }));
  }

  subscribe(symbols) {
    this.subscribed = symbols;
    this.changedQuotes = new Set(symbols);
    this.later('quotes', THROTTLE_MS, () => this.sendQuotes());
  }

  quoteChanged(symbol) {
    if (!this.subscribed.includes(symbol)) return;
    this.changedQuotes.add(symbol);
    this.later('quotes', THROTTLE_MS, () => this.sendQuotes());
  }

  sendQuotes() {
    const frame = quotesFrame(this.account, [...this.changedQuotes]);
    this.changedQuotes.clear();
    if (frame) this.send(frame);
  }

  changeKey(key) {
    this.emit('new-key', key);
    this.link.useKey(key);
    this.send({ type: 'key_accepted' });
    this.link.goodbye('restarting');
  }

  lost(code) {
    this.pulse?.stop();
    this.pulse = null;
    this.guard.bridgeLost();
    this.emit('closed', code);
  }
}
