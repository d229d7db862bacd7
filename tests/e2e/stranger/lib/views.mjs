import { toText } from './decimal.mjs';

const WEEK_MS = 7 * 24 * 3600 * 1000;

export function positionView(account, position, linkOf) {
  const { id, ticket, order, symbol, side, sl, tp, magic, comment } = position;
  return {
    id,
    ticket,
    order,
    symbol,
    side,
    volume: toText(position.volume),
    price: toText(position.price),
    sl,
    tp,
    magic,
    comment,
    opened_at: position.openedAt,
    profit: toText(account.gain(position, position.volume, account.exitPrice(position))),
    swap: '0',
    link: linkOf(magic),
  };
}

export function pendingView(pending, linkOf) {
  const { ticket, symbol, side, kind, volume, price, sl, tp, magic, comment } = pending;
  return {
    ticket,
    symbol,
    side,
    kind,
    volume,
    price,
    limit_price: pending.limitPrice,
    sl,
    tp,
    magic,
    comment,
    placed_at: pending.placedAt,
    expires_at: pending.expiresAt,
    link: linkOf(magic),
  };
}

export function closingView(closing, linkOf) {
  const { id, order, deal, symbol, side, reason, magic } = closing;
  const volume = toText(closing.closedVolume);
  return { id, order, deal, symbol, side, volume, closed_at: closing.closedAt, reason, link: linkOf(magic) };
}

export function dealView(deal) {
  const { ticket, order, entry, side, reason, magic, comment } = deal;
  const texts = { volume: toText(deal.volume), price: toText(deal.price), profit: toText(deal.profit) };
  return { ticket, order, entry, side, reason, magic, comment, ...texts, swap: '0', commission: '0' };
}

export function recentClosings(account) {
  const oldest = account.now() - WEEK_MS;
  return account.closings.filter((closing) => closing.closedAt >= oldest).slice(0, 500);
}

export function changeView(account, change, linkOf) {
  return {
    kind: change.kind,
    at: change.at,
    position: change.position && positionView(account, change.position, linkOf),
    deal: change.deal && dealView(change.deal),
    pending: change.pending && pendingView(change.pending, linkOf),
    was: change.was,
    amount: change.amount,
  };
}
