import { writeFileSync } from 'node:fs';
import { Account, makeSymbol, Terminal } from '../terminal.mjs';
import { toText } from '../lib/decimal.mjs';

const HOPELESS_STATUS = [400, 401, 403, 404];
const HOPELESS_CODES = ['wrong_account', 'wrong_role', 'version'];

// One side of the scenario: its account, its terminal, and a record of what went over the wire.
export class Party {
  constructor({ name, url, key, login, server, symbol, marginMode, role, journalPath, keyPath }) {
    Object.assign(this, { name, symbol, frames: { in: {}, out: {} }, errors: [], hopeless: null });
    this.lastActive = Date.now();
    this.welcomes = 0;
    this.askedSymbols = 0;
    this.answeredSymbols = 0;
    this.account = new Account({ login, server, marginMode, symbols: [makeSymbol(symbol)] });
    this.account.setQuote(symbol, '1.10000', '1.10010');
    this.terminal = new Terminal({ url, key, role, account: this.account, journalPath });
    this.terminal.on('frame', (direction, frame) => this.saw(direction, frame));
    this.terminal.on('welcomed', () => { this.welcomes += 1; });
    this.terminal.on('refused', ({ status }) => this.refused(status));
    this.terminal.on('trouble', (error) => this.note({ kind: 'connection', message: error.message }));
    this.terminal.on('crashed', (error) => { this.hopeless = `crashed: ${error.message}`; });
    // Losing a key that the bridge has changed would lock the terminal out.
    this.terminal.on('new-key', (value) => writeFileSync(keyPath, value, { mode: 0o600 }));
  }

  saw(direction, frame) {
    const counts = this.frames[direction];
    counts[frame.type] = (counts[frame.type] ?? 0) + 1;
    if (frame.type !== 'heartbeat') this.lastActive = Date.now();
    if (direction === 'in' && frame.type === 'get_symbols') this.askedSymbols += 1;
    if (direction === 'out' && frame.type === 'symbols' && frame.page === frame.pages) this.answeredSymbols += 1;
    if (frame.type === 'error') this.sawError(direction, frame);
  }

  sawError(direction, { code, message, field }) {
    this.note({ kind: direction === 'in' ? 'error' : 'error sent', code, message, field });
    if (direction === 'in' && HOPELESS_CODES.includes(code)) this.hopeless = `refused: ${code} ${message}`;
  }

  refused(status) {
    this.note({ kind: 'handshake', code: String(status) });
    if (HOPELESS_STATUS.includes(status)) this.hopeless = `refused at the handshake with ${status}`;
  }

  note(entry) {
    this.errors.push({ party: this.name, at: new Date().toISOString(), ...entry });
  }

  quietFor(ms) {
    return Date.now() - this.lastActive >= ms;
  }

  flat() {
    return this.account.positions.size === 0;
  }

  deals() {
    return this.account.deals.map((deal) => {
      const link = this.terminal.linkOf(deal.magic);
      return {
        ticket: deal.ticket,
        order: deal.order,
        position: deal.position,
        entry: deal.entry,
        side: deal.side,
        volume: toText(deal.volume),
        price: toText(deal.price),
        reason: deal.reason,
        magic: deal.magic,
        at: deal.at,
        copy: link?.copy ?? null,
        source: link?.source ?? null,
      };
    });
  }
}
