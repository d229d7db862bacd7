import { smaller, sum, toText } from './decimal.mjs';

export const SUCCESS = '10009';

// What the account holds for a copy, found by the magics of its openings.
export class Copies {
  constructor(account, journal) {
    this.account = account;
    this.journal = journal;
  }

  // Insertion order is opening order, which decides what is closed first.
  magics(copy, opens = []) {
    const since = new Map();
    for (const record of this.journal.openings(copy)) since.set(record.magic, null);
    for (const opening of opens) if (!since.has(opening.magic)) since.set(opening.magic, opening.since);
    return since;
  }

  exists(copy, opens) {
    if (this.journal.knowsCopy(copy)) return true;
    return [...this.magics(copy, opens)].some(([magic, since]) => this.magicExists(magic, since));
  }

  magicExists(magic, since = null) {
    const used = (items) => [...items].some((item) => item.magic === magic);
    if (used(this.account.positions.values()) || used(this.account.pendings.values())) return true;
    return this.dealsOf(magic, since).length > 0;
  }

  dealsOf(magic, since = null) {
    return this.account.deals.filter((deal) => deal.magic === magic && (since === null || deal.at >= since));
  }

  openingDeals(magic, side) {
    return this.dealsOf(magic).filter((deal) => deal.side === side);
  }

  tickets(copy, opens) {
    const magics = this.magics(copy, opens);
    return [...this.account.positions.values()]
      .filter((position) => magics.has(position.magic))
      .sort((a, b) => a.openedAt - b.openedAt || (BigInt(a.ticket) < BigInt(b.ticket) ? -1 : 1));
  }

  pendings(copy, opens) {
    const magics = this.magics(copy, opens);
    return [...this.account.pendings.values()].filter((pending) => magics.has(pending.magic));
  }

  // Fills on the copy's side less fills against it, per magic.
  shares(copy, opens, symbol, side) {
    return [...this.magics(copy, opens)].map(([magic, since]) => {
      const deals = this.dealsOf(magic, since).filter((deal) => deal.symbol === symbol);
      return { magic, share: sum(deals.map((deal) => (deal.side === side ? deal.volume : -deal.volume))) };
    });
  }

  held({ copy, opens, symbol, side }) {
    if (!this.account.netting()) return sum(this.tickets(copy, opens).map((position) => position.volume));
    const present = this.netPosition(symbol);
    if (!present || present.side !== side) return 0n;
    const share = sum(this.shares(copy, opens, symbol, side).map((entry) => entry.share));
    return share > 0n ? smaller(share, present.volume) : 0n;
  }

  netPosition(symbol) {
    return [...this.account.positions.values()].find((position) => position.symbol === symbol) ?? null;
  }

  stopsHolders(frame) {
    if (!this.account.netting()) return this.tickets(frame.copy, frame.opens);
    return this.held(frame) > 0n ? [this.netPosition(frame.symbol)] : [];
  }

  // The closes that bring the copy down to the target, oldest first.
  plan(frame, target) {
    let excess = this.held(frame) - target;
    const steps = [];
    for (const source of this.sources(frame)) {
      if (excess <= 0n) break;
      const volume = smaller(excess, source.volume);
      if (volume <= 0n) continue;
      steps.push({ ...source, volume: toText(volume) });
      excess -= volume;
    }
    return steps;
  }

  sources({ copy, opens, symbol, side }) {
    if (!this.account.netting()) {
      return this.tickets(copy, opens).map(({ ticket, magic, volume }) => ({ ticket, magic, volume }));
    }
    const position = this.netPosition(symbol);
    const shares = this.shares(copy, opens, symbol, side);
    return shares.map(({ magic, share }) => ({ ticket: position?.ticket, magic, volume: share }));
  }
}

export function fillsByMagic(copies, { magic, side }) {
  return copies.openingDeals(magic, side).map((deal) => ({
    ticket: deal.position,
    deal: deal.ticket,
    order: deal.order,
    volume: toText(deal.volume),
    price: toText(deal.price),
    at: deal.at,
  }));
}
