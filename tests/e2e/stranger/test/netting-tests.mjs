import assert from 'node:assert/strict';
import { begin, changeFrame, end, newAccount, openFrame, order } from './tools.mjs';

const start = () => begin({ account: newAccount({ marginMode: 'netting' }) });
const none = { side: null, volume: '0' };

export const nettingTests = {
  'netting: expected is compared before sending': async () => {
    const scene = await start();
    const { session, account } = scene;
    const open = openFrame({ expected: none });
    const report = await order(session, open);
    assert.deepEqual([report.outcome, { ...report.net }], ['filled', { side: 'buy', volume: '0.5' }]);
    const wrong = openFrame({ expected: none });
    for (let i = 0; i < 2; i += 1) assert.equal((await order(session, wrong)).outcome, 'changed');
    const part = changeFrame('set_volume', open, { volume: '0.2', expected: { side: 'buy', volume: '0.50' } });
    assert.deepEqual([(await order(session, part)).remaining, (await order(session, part)).outcome], ['0.2', 'already_done']);
    const late = changeFrame('set_volume', open, { revision: 3, expected: { side: 'buy', volume: '0.5' } });
    const changed = await order(session, late);
    assert.deepEqual([changed.outcome, changed.fills.length, { ...changed.net }], ['changed', 0, { side: 'buy', volume: '0.2' }]);
    assert.equal(account.deals.length, 2);
    await end(scene);
  },
  'netting: shares of two copies in one position': async () => {
    const scene = await start();
    const { session, account } = scene;
    const one = openFrame({ volume: '0.3' });
    const two = openFrame({ volume: '0.2' });
    await order(session, one);
    assert.equal((await order(session, two)).remaining, '0.2');
    assert.equal(account.positions.size, 1);
    const report = await order(session, changeFrame('set_volume', one));
    assert.deepEqual([report.outcome, report.remaining, report.net.volume], ['filled', '0', '0.2']);
    assert.equal(account.deals.at(-1).magic, one.magic);
    const event = await session.wait('event', 3);
    assert.deepEqual(session.of('event').map(({ kind }) => kind), ['opened', 'added', 'partly_closed']);
    assert.equal(event.deal.entry, 'out');
    await end(scene);
  },
  'netting: a reversal keeps the id and tells what was': async () => {
    const scene = await start();
    const first = scene.account.trade({ symbol: 'EURUSD', side: 'buy', volume: '0.4' });
    const second = scene.account.trade({ symbol: 'EURUSD', side: 'sell', volume: '1' });
    const event = await scene.session.wait('event', 2);
    assert.deepEqual([event.kind, event.deal.entry, event.deal.volume], ['reversed', 'inout', '1']);
    assert.deepEqual({ ...event.was }, { order: first.order, side: 'buy', volume: '0.4' });
    const { id, order: present, side, volume } = event.position;
    assert.deepEqual([id, present, side, volume], [first.ticket, second.order, 'sell', '0.6']);
    await end(scene);
  },
  'netting: a race that turns the position round is undone': async () => {
    const scene = await start();
    const { session, account } = scene;
    const open = openFrame({ volume: '0.5' });
    await order(session, open);
    const trade = Object.getPrototypeOf(account).trade.bind(account);
    account.trade = (request) => {
      delete account.trade;
      trade({ symbol: 'EURUSD', side: 'sell', volume: '0.4' });
      return trade(request);
    };
    const report = await order(session, changeFrame('set_volume', open, { expected: { side: 'buy', volume: '0.5' } }));
    assert.deepEqual([report.code, { ...report.net }], ['reversed_by_race', none]);
    assert.equal(account.positions.size, 0);
    await end(scene);
  },
};
