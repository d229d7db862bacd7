import assert from 'node:assert/strict';
import { appendFileSync, writeFileSync } from 'node:fs';
import { begin, changeFrame, end, newJournalPath, newTerminal, openFrame, order, pause } from './tools.mjs';

// The account lives on, as the broker's does, while the program behind the journal is replaced.
async function restart(scene, journalPath = scene.journalPath) {
  scene.terminal.kill();
  const nth = scene.stub.sessions.length + 1;
  const terminal = newTerminal({ url: scene.stub.url, role: 'executor', account: scene.account, journalPath });
  terminal.start();
  const session = await scene.stub.session(nth);
  await session.wait('snapshot');
  return { ...scene, terminal, session };
}

async function crashIn(scene, trade) {
  const crashed = new Promise((resolve) => scene.terminal.once('crashed', resolve));
  const open = openFrame();
  const { account } = scene;
  account.trade = (request) => {
    trade(Object.getPrototypeOf(account).trade.bind(account), request);
    throw new Error('power cut');
  };
  scene.session.send(open);
  await crashed;
  delete account.trade;
  return open;
}

export const restartTests = {
  'restart: an id done before is not done again': async () => {
    let scene = await begin();
    const open = openFrame();
    const before = await order(scene.session, open);
    scene.session.send({ type: 'report_ack', n: '1' });
    await pause(30);
    const { stream } = scene.session.hello;
    scene = await restart(scene);
    assert.notEqual(scene.session.hello.stream, stream);
    assert.equal(scene.session.of('report').length, 0);
    const after = await order(scene.session, open);
    assert.deepEqual([after.outcome, after.fills, after.n], ['already_done', before.fills, '2']);
    assert.equal(scene.account.positions.size, 1);
    assert.equal(scene.session.of('snapshot')[0].positions[0].link.id, open.id);
    await end(scene);
  },
  'restart: reports are resent until acknowledged, above report_after only': async () => {
    let scene = await begin();
    const reports = [];
    for (let i = 0; i < 3; i += 1) reports.push(await order(scene.session, openFrame()));
    scene.stub.resumeFor = () => ({ report_after: '1' });
    scene = await restart(scene);
    assert.deepEqual(scene.session.of('report'), reports.slice(1));
    const types = scene.session.frames.map((frame) => frame.type);
    assert.ok(types.lastIndexOf('report') < types.indexOf('snapshot'));
    scene.session.send({ type: 'report_ack', n: '3' });
    await pause(30);
    scene = await restart(scene);
    assert.equal(scene.session.of('report').length, 0);
    await end(scene);
  },
  'restart: begun and not sent is unknown, never sent': async () => {
    let scene = await begin();
    const open = await crashIn(scene, () => {});
    assert.equal(scene.session.of('report').length, 0);
    scene = await restart(scene);
    assert.equal((await order(scene.session, open)).outcome, 'unknown');
    assert.equal((await order(scene.session, open)).outcome, 'unknown');
    assert.equal((await order(scene.session, { type: 'void', id: open.id })).outcome, 'unknown');
    assert.equal(scene.account.deals.length, 0);
    await end(scene);
  },
  'restart: begun and sent is found by its magic': async () => {
    let scene = await begin();
    const open = await crashIn(scene, (trade, request) => trade(request));
    scene = await restart(scene);
    const report = await order(scene.session, open);
    assert.deepEqual([report.outcome, report.remaining, report.fills.length], ['already_done', '0.5', 1]);
    assert.equal(scene.account.deals.length, 1);
    await end(scene);
  },
  'restart: a lost journal leaves the magics in opens, numbers go on': async () => {
    let scene = await begin();
    const open = openFrame();
    await order(scene.session, open);
    scene.stub.resumeFor = () => ({ report_after: '57' });
    scene = await restart(scene, newJournalPath());
    const report = await order(scene.session, changeFrame('set_volume', open, { volume: '0.1' }));
    assert.deepEqual([report.outcome, report.remaining, report.n], ['filled', '0.1', '58']);
    assert.equal((await order(scene.session, changeFrame('set_volume', open, { revision: 1 }))).code, 'stale');
    await end(scene);
  },
  'restart: revisions, voids and a torn line survive': async () => {
    let scene = await begin();
    const open = openFrame();
    await order(scene.session, open);
    await order(scene.session, changeFrame('set_volume', open, { revision: 5, volume: '0.4' }));
    const never = openFrame();
    await order(scene.session, { type: 'void', id: never.id });
    scene.terminal.kill();
    appendFileSync(scene.journalPath, '{"record":"VOID","id":"torn');
    scene = await restart(scene);
    assert.equal((await order(scene.session, never)).code, 'voided');
    assert.equal((await order(scene.session, changeFrame('set_volume', open, { revision: 4 }))).code, 'stale');
    assert.equal((await order(scene.session, openFrame())).outcome, 'filled');
    scene = await restart(scene);
    await end(scene);
  },
  'restart: an empty journal file is fine': async () => {
    const journalPath = newJournalPath();
    writeFileSync(journalPath, '');
    const scene = await begin({ journalPath });
    await end(scene);
  },
};
