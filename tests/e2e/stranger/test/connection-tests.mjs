import assert from 'node:assert/strict';
import { begin, end, KEY, newAccount, newJournalPath, newTerminal, pause, QUICK_WAITS } from './tools.mjs';
import { GrowingWait } from '../lib/waits.mjs';
import { StubBridge } from './stub-bridge.mjs';

const seqs = (session) => session.of('event').map((event) => event.seq);

async function waitAfter(setUp) {
  const stub = await new StubBridge().start();
  setUp(stub);
  const terminal = newTerminal({ url: stub.url, role: 'executor', account: newAccount(), journalPath: newJournalPath() });
  const wait = new Promise((resolve) => terminal.once('waiting', resolve));
  terminal.start();
  const result = await wait;
  await end({ stub, terminal });
  return result;
}

export const connectionTests = {
  'connection: handshake headers': async () => {
    const scene = await begin();
    const { headers } = scene.session;
    assert.equal(headers.authorization, `Bearer ${KEY}`);
    assert.equal(headers['sec-websocket-protocol'], 'tradecopy.v1');
    assert.equal(headers.origin, undefined);
    assert.equal(headers['sec-websocket-extensions'], undefined);
    await end(scene);
  },
  'connection: refusals wait as long as told': async () => {
    for (const status of [400, 401, 403, 404]) {
      assert.equal(await waitAfter((stub) => { stub.refuseStatus = status; }), 30000, String(status));
    }
    assert.equal(await waitAfter((stub) => { stub.refuseStatus = 429; }), 10000);
    assert.ok(await waitAfter((stub) => { stub.refuseStatus = 503; }) < 1000);
    assert.equal(await waitAfter((stub) => { stub.refuseCode = 'already_running'; }), 30000);
    assert.ok(await waitAfter((stub) => { stub.refuseCode = 'protocol'; }) < 1000);
  },
  'connection: waits grow from 0.5 to 5 s': () => {
    const wait = new GrowingWait({ firstMs: 500, mostMs: 5000 });
    const waits = Array.from({ length: 20 }, () => wait.next());
    assert.ok(waits[0] === 500 && waits.every((ms) => ms >= 500 && ms <= 5000) && waits.at(-1) >= 2500);
  },
  'connection: welcome is awaited only so long': async () => {
    const stub = await new StubBridge().start();
    stub.silent = true;
    const waits = { ...QUICK_WAITS, welcomeMs: 100 };
    const terminal = newTerminal({ url: stub.url, role: 'monitor', account: newAccount(), waits });
    terminal.start();
    await stub.session(2);
    await end({ stub, terminal });
  },
  'connection: heartbeats are answered at once with an echo': async () => {
    const scene = await begin({ bridge: { heartbeatMs: 400 } });
    scene.session.send({ type: 'heartbeat', ticks: 123, echo: null });
    const answer = await scene.session.wait('heartbeat', 1, 200);
    assert.equal(answer.echo.ticks, 123);
    assert.ok(answer.echo.held < 100000);
    const next = await scene.session.wait('heartbeat', 2, 700);
    assert.ok(next.echo.held >= 350000);
    await end(scene);
  },
  'connection: a silent bridge is dropped, a talking one is not': async () => {
    const scene = await begin({ bridge: { heartbeatMs: 5000, deadAfterMs: 400 } });
    for (let i = 0; i < 4; i += 1) {
      await pause(200);
      scene.session.send({ type: 'heartbeat', ticks: i, echo: null });
    }
    assert.equal(scene.stub.sessions.length, 1);
    await scene.stub.session(2, 2000);
    await end(scene);
  },
  'connection: events are kept until acknowledged and resent': async () => {
    const scene = await begin({ role: 'monitor' });
    const { account, stub, terminal, session } = scene;
    const first = account.trade({ symbol: 'EURUSD', side: 'buy', volume: '1' });
    account.setStops({ ticket: first.ticket, sl: '1.05', tp: null });
    account.close({ ticket: first.ticket, volume: '0.4' });
    await session.wait('event', 3);
    session.send({ type: 'ack', seq: '1' });
    await pause(30);
    session.cut();
    stub.resumeFor = () => ({ resume_after: '2' });
    terminal.cutLink();
    account.close({ ticket: first.ticket });
    terminal.reconnect();
    const again = await stub.session(2);
    await again.wait('snapshot');
    assert.deepEqual([again.hello.stream, again.hello.last_seq, again.hello.first_seq], [session.hello.stream, '4', '2']);
    assert.deepEqual(again.frames.map((frame) => frame.type).slice(0, 4), ['hello', 'event', 'event', 'snapshot']);
    assert.deepEqual(seqs(again), ['3', '4']);
    assert.deepEqual(again.of('event').map((event) => event.kind), ['partly_closed', 'closed']);
    assert.equal(again.of('event')[1].position.volume, '0');
    assert.ok(again.of('event')[0].age > session.of('event')[2].age);
    again.send({ type: 'resume', after: '3' });
    await again.wait('event', 3);
    assert.deepEqual(seqs(again), ['3', '4', '4']);
    again.send({ type: 'ack', seq: '4' });
    await pause(30);
    assert.ok(terminal.deliverAgain('4'));
    await again.wait('event', 4);
    assert.equal(again.of('event')[3].seq, '4');
    terminal.stop();
    assert.equal((await again.wait('bye')).reason, 'closing');
    await again.waitClosed();
    assert.equal(again.closeCode, 1000);
    await end(scene);
  },
  'connection: a new key is stored, confirmed and used; the old one is the way back': async () => {
    const scene = await begin();
    const key = 'another-key-0123456789';
    scene.session.send({ type: 'new_key', key });
    await scene.session.wait('key_accepted');
    const again = await scene.stub.session(2);
    assert.equal(again.headers.authorization, `Bearer ${key}`);
    again.send({ type: 'new_key', key: 'third-key-0123456789' });
    await again.wait('key_accepted');
    scene.stub.refuseStatus = 401;
    scene.terminal.once('refused', () => { scene.stub.refuseStatus = null; });
    const back = await scene.stub.session(3);
    assert.equal(back.headers.authorization, `Bearer ${key}`);
    await end(scene);
  },
};
