import assert from 'node:assert/strict';
import { begin, changeFrame, end, newAccount, newName, openFrame, order } from './tools.mjs';
import { BrokerRefusal, makeSymbol } from '../terminal.mjs';
import { ticksNow } from '../lib/ticks.mjs';

const summary = (report) => [report.outcome, report.code, report.remaining];

export const executorTests = {
  'executor: open is executed once, told as executing, report, event': async () => {
    const scene = await begin();
    const open = openFrame({ sl: '1.05' });
    const report = await order(scene.session, open);
    assert.deepEqual([...summary(report), report.fills.length, report.sl, report.n], ['filled', '10009', '0.5', 1, '1.05', '1']);
    const event = await scene.session.wait('event');
    assert.deepEqual(scene.session.frames.map((f) => f.type).filter((t) => t !== 'funds').slice(2), ['executing', 'report', 'event']);
    const { copy, id, route, master, source } = open;
    assert.deepEqual({ ...event.position.link }, { copy, id, route, master, source });
    assert.equal(event.deal.reason, 'expert');
    const repeat = await order(scene.session, open);
    assert.deepEqual([...summary(repeat), repeat.fills], ['already_done', '', '0.5', report.fills]);
    assert.equal(scene.account.positions.size, 1);
    await end(scene);
  },
  'executor: refusals by reason, and they stay': async () => {
    const symbols = [makeSymbol('EURUSD'), makeSymbol('GBPUSD', { trade_mode: 'short_only' })];
    const scene = await begin({ account: newAccount({ symbols }) });
    const cases = [
      [{ symbol: 'NONE' }, 'no_symbol'],
      [{ symbol: 'GBPUSD' }, 'not_allowed'],
      [{ volume: '0.001' }, 'bad_volume'],
      [{ volume: '0.015' }, 'bad_volume'],
      [{ volume: '101' }, 'bad_volume'],
      [{ expires: ticksNow() - 1 }, 'expired'],
    ];
    for (const [fields, code] of cases) {
      const open = openFrame(fields);
      assert.deepEqual(summary(await order(scene.session, open)), ['refused', code, '0']);
      assert.deepEqual(summary(await order(scene.session, open)), ['refused', code, '0']);
    }
    scene.account.trade = () => { throw new BrokerRefusal('10019', 'no money'); };
    const poor = openFrame();
    assert.equal((await order(scene.session, poor)).code, '10019');
    delete scene.account.trade;
    assert.deepEqual(summary(await order(scene.session, poor)), ['refused', '10019', '0']);
    assert.equal(scene.account.deals.length, 0);
    await end(scene);
  },
  'executor: magic rules': async () => {
    const scene = await begin();
    const open = openFrame();
    await order(scene.session, open);
    assert.equal((await order(scene.session, openFrame({ magic: open.magic }))).code, 'magic_in_use');
    scene.account.trade({ symbol: 'EURUSD', side: 'sell', volume: '0.2', magic: '555' });
    assert.equal((await order(scene.session, openFrame({ magic: '555' }))).outcome, 'unknown');
    const fitting = openFrame({ magic: '555', side: 'sell', volume: '0.20' });
    assert.deepEqual(summary(await order(scene.session, fitting)), ['already_done', '', '0.2']);
    assert.equal(scene.account.positions.size, 2);
    await end(scene);
  },
  'executor: partial closes, oldest first, and revisions': async () => {
    const scene = await begin();
    const { session } = scene;
    const open = openFrame({ volume: '0.3' });
    const more = openFrame({ copy: open.copy, revision: 2, volume: '0.2' });
    const first = await order(session, open);
    assert.equal((await order(session, more)).remaining, '0.5');
    const part = changeFrame('set_volume', open, { revision: 3, volume: '0.1' });
    const report = await order(session, part);
    assert.deepEqual(summary(report), ['filled', '10009', '0.1']);
    assert.deepEqual(report.fills.map((fill) => fill.volume), ['0.3', '0.1']);
    assert.equal(report.fills[0].ticket, first.fills[0].ticket);
    assert.equal(session.of('executing').filter((frame) => frame.id === part.id).length, 2);
    assert.deepEqual(summary(await order(session, part)), ['already_done', '', '0.1']);
    const stale = changeFrame('set_volume', open, { revision: 2 });
    assert.deepEqual(summary(await order(session, stale)), ['refused', 'stale', '0.1']);
    const grow = changeFrame('set_volume', open, { revision: 4, volume: '2' });
    assert.deepEqual(summary(await order(session, grow)), ['already_done', '', '0.1']);
    assert.equal((await order(session, changeFrame('set_stops', open, { revision: 3 }))).code, 'stale');
    assert.deepEqual(summary(await order(session, changeFrame('set_volume', open, { revision: 5 }))), ['filled', '10009', '0']);
    assert.equal((await order(session, changeFrame('set_stops', open, { revision: 6, sl: '1' }))).code, 'no_copy');
    assert.equal((await order(session, changeFrame('set_volume', openFrame()))).code, 'no_copy');
    await end(scene);
  },
  'executor: stops of all tickets; equal revision restores the target': async () => {
    const scene = await begin();
    const open = openFrame();
    await order(scene.session, open);
    await order(scene.session, openFrame({ copy: open.copy, revision: 2 }));
    const stops = changeFrame('set_stops', open, { revision: 3, sl: '1.01', tp: '1.30' });
    const report = await order(scene.session, stops);
    assert.deepEqual([report.outcome, report.sl, report.tp], ['done', '1.01', '1.30']);
    assert.ok([...scene.account.positions.values()].every((p) => p.sl === '1.01' && p.tp === '1.30'));
    assert.equal((await order(scene.session, stops)).outcome, 'already_done');
    scene.account.setStops({ ticket: report.fills[0]?.ticket ?? [...scene.account.positions.keys()][0], sl: null, tp: null });
    assert.equal((await order(scene.session, stops)).outcome, 'done');
    assert.ok([...scene.account.positions.values()].every((p) => p.sl === '1.01'));
    await end(scene);
  },
  'executor: void before, void after, void again': async () => {
    const scene = await begin();
    const { session, account } = scene;
    const never = openFrame();
    const voiding = { type: 'void', id: never.id };
    for (let i = 0; i < 2; i += 1) {
      const report = await order(session, voiding);
      assert.deepEqual([...summary(report), report.copy, report.revision], ['done', 'voided', '0', null, 0]);
    }
    assert.deepEqual(summary(await order(session, never)), ['refused', 'voided', '0']);
    const carried = openFrame();
    const first = await order(session, carried);
    const late = await order(session, { type: 'void', id: carried.id });
    assert.deepEqual([...summary(late), late.fills], ['already_done', '', '0.5', first.fills]);
    assert.equal(account.positions.size, 1);
    await end(scene);
  },
  'executor: pending orders': async () => {
    const scene = await begin();
    const { session, account } = scene;
    const place = openFrame({ type: 'place', kind: 'limit', price: '1.05', limit_price: null, expires_at: null });
    assert.equal((await order(session, place)).outcome, 'done');
    const event = await session.wait('event');
    assert.deepEqual([event.kind, event.pending.link.id], ['pending_placed', place.id]);
    assert.equal((await order(session, place)).outcome, 'already_done');
    const modify = changeFrame('modify_pending', place, { price: '1.04', limit_price: null, sl: null, tp: null, expires_at: null });
    assert.equal((await order(session, modify)).outcome, 'done');
    assert.equal([...account.pendings.values()][0].price, '1.04');
    assert.equal((await order(session, changeFrame('cancel_pending', place, { revision: 3 }))).outcome, 'done');
    assert.equal((await order(session, changeFrame('cancel_pending', place, { revision: 3 }))).outcome, 'already_done');
    assert.equal(account.pendings.size, 0);
    await end(scene);
  },
  'executor: flatten, inquire, guard': async () => {
    const scene = await begin();
    const { session, account } = scene;
    const one = openFrame();
    const two = openFrame({ side: 'sell' });
    await order(session, one);
    await order(session, two);
    session.send({ type: 'inquire', request: '5', by: 'copy', value: one.copy });
    const found = await session.wait('found');
    assert.deepEqual([found.request, found.sure, found.journal, found.positions.length], ['5', true, 'done', 1]);
    const flat = { type: 'flatten', id: newName(), scope: 'copies', copies: [one.copy], cancel_pendings: false };
    assert.deepEqual(summary(await order(session, flat)), ['done', '10009', '0']);
    assert.equal(account.positions.size, 1);
    const all = { type: 'flatten', id: newName(), scope: 'account', copies: [], cancel_pendings: true };
    assert.equal((await order(session, all)).fills.length, 1);
    assert.equal((await order(session, all)).outcome, 'already_done');
    session.send({ type: 'inquire', request: '6', by: 'id', value: newName() });
    assert.equal((await session.wait('found', 2)).journal, 'none');
    session.send({ type: 'guard', floor: '999999', block_after_ms: 1000, flatten_at_floor: false });
    assert.equal((await order(session, openFrame())).code, 'not_allowed');
    await end(scene);
  },
};
