// Answers that only look at the account: snapshot, symbols, quotes, found.
import { splitIntoPages } from './pages.mjs';
import { closingView, pendingView, positionView, recentClosings } from './views.mjs';
import { ticksNow } from './ticks.mjs';

export function snapshotFrames({ account, linkOf, seq, request, whole, pageBytes }) {
  const lists = {
    positions: [...account.positions.values()].map((p) => positionView(account, p, linkOf)),
    pendings: [...account.pendings.values()].map((p) => pendingView(p, linkOf)),
    closed: recentClosings(account).map((c) => closingView(c, linkOf)),
  };
  const pages = splitIntoPages(lists, pageBytes);
  const common = { request, pages: pages.length, whole, seq: seq.toString(), ticks: ticksNow(), funds: account.funds() };
  return pages.map((page, index) => ({ type: 'snapshot', page: index + 1, ...common, ...page }));
}

export function symbolsFrames(account, { request, names }, pageBytes) {
  const asked = names.length > 0 ? [...new Set(names)] : [...account.symbols.keys()];
  const symbols = asked.filter((name) => account.symbols.has(name)).map((name) => account.symbols.get(name));
  const missing = asked.filter((name) => !account.symbols.has(name));
  const pages = splitIntoPages({ symbols }, pageBytes);
  return pages.map((page, index) => ({
    type: 'symbols',
    request,
    page: index + 1,
    pages: pages.length,
    ...page,
    missing: index === 0 ? missing : [],
  }));
}

export function quotesFrame(account, names) {
  const quotes = names.map((name) => account.quotes.get(name)).filter(Boolean);
  return quotes.length > 0 ? { type: 'quotes', ticks: ticksNow(), quotes } : null;
}

export function foundFrame({ account, journal, linkOf }, { request, by, value }) {
  const fits = {
    id: (item, link) => link?.id === value,
    copy: (item, link) => link?.copy === value,
    position: (item) => item.id === value || (item.id !== undefined && item.ticket === value),
    order: (item) => item.order === value || (item.kind !== undefined && item.ticket === value),
  }[by];
  const chosen = (items) => items.filter((item) => fits(item, linkOf(item.magic)));
  const positions = chosen([...account.positions.values()]);
  const pendings = chosen([...account.pendings.values()]);
  const closed = chosen(recentClosings(account));
  return {
    type: 'found',
    request,
    sure: account.permissions.connected,
    journal: strongestState(journal, by, value, [...positions, ...pendings, ...closed], linkOf),
    positions: positions.map((p) => positionView(account, p, linkOf)),
    pendings: pendings.map((p) => pendingView(p, linkOf)),
    closed: closed.map((c) => closingView(c, linkOf)),
  };
}

function strongestState(journal, by, value, items, linkOf) {
  if (!journal) return 'none';
  if (by === 'id') return journal.stateOf(value);
  const ids = items.map((item) => linkOf(item.magic)?.id).filter(Boolean);
  if (by === 'copy') ids.push(...journal.openings(value).map((record) => record.id));
  const states = ids.map((id) => journal.stateOf(id));
  return ['void', 'done', 'intent'].find((state) => states.includes(state)) ?? 'none';
}
