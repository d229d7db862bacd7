import { EventEmitter } from 'node:events';
import { divide, multiply, smaller, sum, toText, toUnits } from './decimal.mjs';
import { ticksNow } from './ticks.mjs';

export class BrokerRefusal extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

const opposite = { buy: 'sell', sell: 'buy' };

export class Account extends EventEmitter {
  constructor(options) {
    super();
    const defaults = {
      company: 'Example Broker',
      holder: '',
      currency: 'USD',
      kind: 'demo',
      marginMode: 'hedging',
      leverage: 100,
      balance: '10000',
      utcOffsetS: 7200,
      symbols: [],
      // Time-based, because a bridge remembers the tickets of an earlier run of the same account number.
      firstTicket: BigInt(Date.now()),
    };
    Object.assign(this, defaults, options);
    this.balance = toUnits(this.balance);
    this.symbols = new Map(this.symbols.map((symbol) => [symbol.name, symbol]));
    this.quotes = new Map();
    this.positions = new Map();
    this.pendings = new Map();
    this.deals = [];
    this.closings = [];
    this.nextTicket = this.firstTicket;
    this.loggedInAt = Date.now();
    this.permissions = { connected: true, terminal: true, program: true, account: true, experts: true, dlls: false };
  }

  now() {
    return Date.now() + this.utcOffsetS * 1000;
  }

  newTicket() {
    this.nextTicket += 1n;
    return this.nextTicket.toString();
  }

  netting() {
    return this.marginMode === 'netting';
  }

  tradeAllowed() {
    const { connected, terminal, program, account, experts } = this.permissions;
    return connected && terminal && program && account && experts;
  }

  setQuote(symbol, bid, ask) {
    this.quotes.set(symbol, { symbol, bid, ask, at: this.now() });
    this.emit('quote', symbol);
    for (const position of [...this.positions.values()]) this.triggerStops(position, symbol);
    this.emit('funds');
  }

  triggerStops(position, symbol) {
    if (position.symbol !== symbol) return;
    const sign = position.side === 'buy' ? 1n : -1n;
    const market = this.exitPrice(position) * sign;
    if (position.sl !== null && market <= toUnits(position.sl) * sign) {
      this.close({ ticket: position.ticket, price: position.sl, reason: 'sl' });
    } else if (position.tp !== null && market >= toUnits(position.tp) * sign) {
      this.close({ ticket: position.ticket, price: position.tp, reason: 'tp' });
    }
  }

  exitPrice(position) {
    const quote = this.quotes.get(position.symbol);
    if (!quote) return position.price;
    return toUnits(position.side === 'buy' ? quote.bid : quote.ask);
  }

  marketPrice(symbol, side) {
    const quote = this.quotes.get(symbol);
    if (!quote) throw new BrokerRefusal('10021', 'no quotes');
    return side === 'buy' ? quote.ask : quote.bid;
  }

  gain(position, volume, exit) {
    const move = position.side === 'buy' ? exit - position.price : position.price - exit;
    const contract = toUnits(this.symbols.get(position.symbol).contract_size);
    const cents = 1000000n;
    return (multiply(multiply(move, volume), contract) / cents) * cents;
  }

  funds() {
    const floating = sum([...this.positions.values()].map((p) => this.gain(p, p.volume, this.exitPrice(p))));
    const equity = toText(this.balance + floating);
    return { balance: toText(this.balance), equity, margin: '0', free_margin: equity, credit: '0', floating: toText(floating) };
  }

  net(symbol) {
    const position = [...this.positions.values()].find((p) => p.symbol === symbol);
    return position ? { side: position.side, volume: toText(position.volume) } : { side: null, volume: '0' };
  }

  trade({ symbol, side, volume, price, sl = null, tp = null, magic = '0', comment = '', reason = 'client' }) {
    if (!this.symbols.has(symbol)) throw new BrokerRefusal('10013', 'unknown symbol');
    const at = price ?? this.marketPrice(symbol, side);
    const order = { ticket: this.newTicket(), symbol, side, volume: toUnits(volume), price: toUnits(at), sl, tp, magic, comment, reason };
    if (order.volume <= 0n) throw new BrokerRefusal('10014', 'invalid volume');
    const present = this.netting() && [...this.positions.values()].find((p) => p.symbol === symbol);
    if (!present) return this.openNew(order);
    if (present.side === side) return this.addTo(present, order);
    return order.volume <= present.volume ? this.reduce(present, order) : this.reverse(present, order);
  }

  openNew(order) {
    const position = {
      id: order.ticket,
      ticket: order.ticket,
      symbol: order.symbol,
      magic: order.magic,
      comment: order.comment,
      closedVolume: 0n,
      ...this.newSide(order, order.volume),
    };
    this.positions.set(position.ticket, position);
    return this.finish('opened', position, this.newDeal(order, 'in', order.volume, position));
  }

  newSide(order, volume) {
    const { side, price, sl, tp } = order;
    return { order: order.ticket, side, volume, price, sl, tp, openedAt: this.now() };
  }

  addTo(position, order) {
    const total = position.volume + order.volume;
    const worth = multiply(position.price, position.volume) + multiply(order.price, order.volume);
    Object.assign(position, { price: divide(worth, total), volume: total, sl: order.sl ?? position.sl, tp: order.tp ?? position.tp });
    return this.finish('added', position, this.newDeal(order, 'in', order.volume, position));
  }

  reduce(position, order) {
    const profit = this.gain(position, order.volume, order.price);
    const deal = this.newDeal(order, 'out', order.volume, position, profit);
    position.volume -= order.volume;
    position.closedVolume += order.volume;
    if (position.volume > 0n) return this.finish('partly_closed', position, deal);
    this.positions.delete(position.ticket);
    this.closings.unshift({ ...position, deal: deal.ticket, closedAt: deal.at, reason: deal.reason });
    return this.finish('closed', position, deal);
  }

  reverse(position, order) {
    const was = { order: position.order, side: position.side, volume: toText(position.volume) };
    const profit = this.gain(position, position.volume, order.price);
    const rest = order.volume - position.volume;
    Object.assign(position, this.newSide(order, rest), { magic: order.magic, comment: order.comment, closedVolume: 0n });
    return this.finish('reversed', position, this.newDeal(order, 'inout', order.volume, position, profit), was);
  }

  newDeal(order, entry, volume, position, profit = 0n) {
    const { side, price, reason, magic, comment, symbol } = order;
    const deal = { ticket: this.newTicket(), order: order.ticket, entry, side, volume, price, reason, magic, comment, profit };
    Object.assign(deal, { symbol, position: position.id, at: this.now() });
    this.deals.push(deal);
    this.balance += profit;
    return deal;
  }

  finish(kind, position, deal, was = null) {
    this.tell({ kind, at: deal.at, position: { ...position }, deal, was });
    const { ticket, order, volume, price, at } = deal;
    return { ticket: position.ticket, deal: ticket, order, volume: toText(volume), price: toText(price), at };
  }

  tell(change) {
    this.emit('change', { position: null, deal: null, pending: null, was: null, amount: null, seen: ticksNow(), ...change });
    this.emit('funds');
  }

  close({ ticket, volume, price, magic, comment = '', reason = 'client' }) {
    const position = this.positions.get(ticket);
    if (!position) throw new BrokerRefusal('10036', 'position is closed');
    const side = opposite[position.side];
    const amount = volume === undefined ? position.volume : smaller(toUnits(volume), position.volume);
    if (amount <= 0n) throw new BrokerRefusal('10014', 'invalid volume');
    const at = price ?? this.marketPrice(position.symbol, side);
    const order = { ticket: this.newTicket(), symbol: position.symbol, side, volume: amount, price: toUnits(at), comment, reason };
    return this.reduce(position, { ...order, magic: magic ?? position.magic });
  }

  setStops({ ticket, sl, tp }) {
    const position = this.positions.get(ticket);
    if (!position) throw new BrokerRefusal('10036', 'position is closed');
    Object.assign(position, { sl, tp });
    this.tell({ kind: 'modified', at: this.now(), position: { ...position } });
  }

  deposit(amount) {
    const units = toUnits(amount);
    const order = { ticket: '0', side: units < 0n ? 'sell' : 'buy', price: 0n, reason: 'other', magic: '0', comment: '', symbol: '' };
    const deal = this.newDeal(order, 'none', 0n, { id: '0' }, units);
    this.tell({ kind: 'balance', at: deal.at, deal, amount: toText(units) });
  }

  placePending({ symbol, side, kind, volume, price, limitPrice = null, sl = null, tp = null, magic = '0', comment = '', expiresAt = null }) {
    if (!this.symbols.has(symbol)) throw new BrokerRefusal('10013', 'unknown symbol');
    const pending = { ticket: this.newTicket(), symbol, side, kind, volume, price, limitPrice, sl, tp, magic, comment };
    Object.assign(pending, { placedAt: this.now(), expiresAt });
    this.pendings.set(pending.ticket, pending);
    this.tell({ kind: 'pending_placed', at: pending.placedAt, pending: { ...pending } });
    return pending.ticket;
  }

  modifyPending(ticket, changes) {
    const pending = this.pendings.get(ticket);
    if (!pending) throw new BrokerRefusal('10036', 'order is gone');
    Object.assign(pending, changes);
    this.tell({ kind: 'pending_modified', at: this.now(), pending: { ...pending } });
  }

  cancelPending(ticket) {
    const pending = this.pendings.get(ticket);
    if (!pending) throw new BrokerRefusal('10036', 'order is gone');
    this.pendings.delete(ticket);
    this.tell({ kind: 'pending_cancelled', at: this.now(), pending });
  }
}
