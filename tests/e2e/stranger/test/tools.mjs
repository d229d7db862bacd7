import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Account, makeSymbol, Terminal } from '../terminal.mjs';
import { ticksNow } from '../lib/ticks.mjs';
import { StubBridge } from './stub-bridge.mjs';

export const KEY = 'selftest-key-0123456789';
export const QUICK_WAITS = { firstMs: 20, mostMs: 60, afterLoginMs: 0, refusedMs: 30000 };

const directory = mkdtempSync(join(tmpdir(), 'terminal-selftest-'));
let names = 0;

export function newName() {
  names += 1;
  return names.toString(16).padStart(32, '0');
}

export function newJournalPath() {
  names += 1;
  return join(directory, `journal-${names}.jsonl`);
}

export function newAccount(options = {}) {
  const symbols = [makeSymbol('EURUSD'), makeSymbol('GBPUSD')];
  const account = new Account({ login: '5012', server: 'Example-Demo', symbols, ...options });
  account.setQuote('EURUSD', '1.10000', '1.10010');
  account.setQuote('GBPUSD', '1.30000', '1.30010');
  return account;
}

export async function begin({ role = 'executor', bridge = {}, account = newAccount(), ...options } = {}) {
  const stub = await new StubBridge(bridge).start();
  const journalPath = options.journalPath ?? newJournalPath();
  const terminal = newTerminal({ url: stub.url, role, account, journalPath, ...options });
  terminal.start();
  const session = await stub.session();
  if (!stub.silent) await session.wait('snapshot');
  return { stub, terminal, session, account, journalPath };
}

export function newTerminal(options) {
  const terminal = new Terminal({ key: KEY, waits: QUICK_WAITS, ...options });
  // The self-check looks at what the stub saw; an unwatched trouble event needs no handling.
  terminal.on('trouble', () => {});
  return terminal;
}

export async function end({ stub, terminal }) {
  terminal.stop();
  await stub.stop();
}

export function openFrame(fields = {}) {
  return {
    type: 'open',
    id: newName(),
    copy: newName(),
    revision: 1,
    symbol: 'EURUSD',
    side: 'buy',
    volume: '0.50',
    sl: null,
    tp: null,
    magic: String(7000 + (names += 1)),
    comment: 'copy1',
    route: 'r1',
    master: '77@Master-Demo',
    source: '9001',
    expires: ticksNow() + 5000000,
    max_slippage: null,
    expected: null,
    ...fields,
  };
}

export function changeFrame(type, open, fields = {}) {
  const { copy, symbol, side, id, magic, volume } = open;
  const common = { type, id: newName(), copy, revision: 2, symbol, side, opens: [{ id, magic, volume, since: null }] };
  if (type === 'set_volume') return { ...common, expected: null, volume: '0', ...fields };
  if (type === 'set_stops') return { ...common, expected: null, sl: null, tp: null, ...fields };
  return { ...common, ...fields };
}

export async function order(session, frame) {
  const nth = session.of('report').length + 1;
  session.send(frame);
  const report = await session.wait('report', nth);
  assert.equal(report.id, frame.id);
  return report;
}

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
