import assert from 'node:assert/strict';
import { begin, end, newAccount, pause } from './tools.mjs';
import { makeSymbol } from '../terminal.mjs';

function allPages(frames, list) {
  frames.forEach((frame, index) => assert.equal(frame.page, index + 1));
  assert.ok(frames.every((frame) => frame.pages === frames.length));
  return frames.flatMap((frame) => frame[list]);
}

export const snapshotTests = {
  'snapshot: empty account is one page': async () => {
    const scene = await begin();
    const [snapshot] = scene.session.of('snapshot');
    assert.deepEqual([snapshot.page, snapshot.pages, snapshot.whole, snapshot.request, snapshot.seq], [1, 1, true, null, '0']);
    await end(scene);
  },
  'snapshot: large ones come in pages without anything between': async () => {
    const account = newAccount();
    for (let i = 0; i < 200; i += 1) account.trade({ symbol: 'EURUSD', side: 'sell', volume: '0.01' });
    for (const ticket of [...account.positions.keys()].slice(0, 50)) account.close({ ticket });
    const scene = await begin({ account, role: 'monitor', pageBytes: 5000 });
    scene.session.send({ type: 'get_snapshot', request: '9' });
    await scene.session.waitFor(() => scene.session.of('snapshot').some((f) => f.request === '9' && f.page === f.pages), 'pages');
    const asked = scene.session.of('snapshot').filter((frame) => frame.request === '9');
    assert.ok(asked.length > 5);
    const at = scene.session.frames.indexOf(asked[0]);
    assert.deepEqual(scene.session.frames.slice(at, at + asked.length), asked);
    assert.equal(allPages(asked, 'positions').length, 150);
    const closed = allPages(asked, 'closed');
    assert.equal(closed.length, 50);
    assert.ok(closed[0].closed_at >= closed[49].closed_at);
    await end(scene);
  },
  'snapshot: a full-sized page stays below the frame limit': async () => {
    const account = newAccount();
    for (let i = 0; i < 5000; i += 1) account.trade({ symbol: 'EURUSD', side: 'buy', volume: '0.01', comment: '\u00e9'.repeat(60) });
    const scene = await begin({ account, role: 'monitor' });
    await scene.session.waitFor(() => scene.session.of('snapshot').some((f) => f.page === f.pages), 'pages');
    assert.equal(allPages(scene.session.of('snapshot'), 'positions').length, 5000);
    await end(scene);
  },
  'snapshot: an executor tells unasked what no report told': async () => {
    const scene = await begin();
    scene.account.trade({ symbol: 'EURUSD', side: 'buy', volume: '1' });
    const snapshot = await scene.session.wait('snapshot', 2);
    assert.equal(snapshot.positions.length, 1);
    assert.equal(snapshot.positions[0].link, null);
    await end(scene);
  },
  'symbols: all, some, missing, in pages': async () => {
    const symbols = Array.from({ length: 30 }, (_, i) => makeSymbol(`SYM${i}`));
    const scene = await begin({ account: newAccount({ symbols, firstTicket: 1n }), pageBytes: 3000 });
    scene.session.send({ type: 'get_symbols', request: '1', names: [] });
    await scene.session.waitFor(() => scene.session.of('symbols').some((f) => f.page === f.pages), 'symbols');
    const pages = scene.session.of('symbols');
    assert.ok(pages.length > 1);
    assert.equal(allPages(pages, 'symbols').length, 30);
    scene.session.send({ type: 'get_symbols', request: '2', names: ['SYM1', 'NONE', 'SYM1'] });
    const some = await scene.session.wait('symbols', pages.length + 1);
    assert.deepEqual([some.request, some.symbols.map((s) => s.name), some.missing], ['2', ['SYM1'], ['NONE']]);
    await end(scene);
  },
  'quotes: what is subscribed, and funds after a trade': async () => {
    const scene = await begin();
    scene.session.send({ type: 'subscribe', symbols: ['EURUSD', 'NONE'] });
    const first = await scene.session.wait('quotes');
    assert.deepEqual(first.quotes.map((quote) => quote.symbol), ['EURUSD']);
    scene.account.setQuote('GBPUSD', '1.31', '1.32');
    scene.account.setQuote('EURUSD', '1.20', '1.21');
    scene.account.setQuote('EURUSD', '1.22', '1.23');
    const second = await scene.session.wait('quotes', 2);
    assert.deepEqual(second.quotes.map(({ symbol, bid }) => [symbol, bid]), [['EURUSD', '1.22']]);
    await scene.session.wait('funds');
    await pause(150);
    assert.equal(scene.session.of('quotes').length, 2);
    await end(scene);
  },
  'account: stop loss closes with its reason, balance is an event': async () => {
    const scene = await begin({ role: 'monitor' });
    scene.account.trade({ symbol: 'EURUSD', side: 'buy', volume: '1', sl: '1.09' });
    scene.account.setQuote('EURUSD', '1.08', '1.081');
    scene.account.deposit('-5');
    await scene.session.wait('event', 3);
    const [, closed, balance] = scene.session.of('event');
    assert.deepEqual([closed.kind, closed.deal.reason, closed.deal.price, closed.deal.side], ['closed', 'sl', '1.09', 'sell']);
    assert.deepEqual([balance.kind, balance.amount, balance.deal.side, balance.deal.entry], ['balance', '-5', 'sell', 'none']);
    await end(scene);
  },
};
