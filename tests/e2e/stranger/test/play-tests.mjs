import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { newJournalPath } from './tools.mjs';
import { StubCopier } from './stub-copier.mjs';

const program = fileURLToPath(new URL('../play.mjs', import.meta.url));

function run(args) {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], (error, stdout, stderr) => resolve({ code: error ? error.code : 0, stderr }));
  });
}

async function play({ extra = [], followerSymbol = 'EURUSD', stub = {} }) {
  const copier = await new StubCopier({ followerSymbol, ...stub }).start();
  if (stub.refuseStatus) copier.refuseStatus = stub.refuseStatus;
  const out = newJournalPath();
  const outcome = await run([
    '--url', copier.url, '--symbol', 'EURUSD', '--out', out,
    '--master-key', 'master-key-0123456789', '--master-login', '1', '--master-server', 'Master',
    '--follower-key', 'follower-key-0123456789', '--follower-login', '2', '--follower-server', 'Follower',
    ...extra,
  ]);
  await copier.stop();
  return { ...outcome, result: JSON.parse(readFileSync(out, 'utf8')), copier };
}

function assertMirror({ code, stderr, result, copier }) {
  assert.equal(code, 0, stderr);
  assert.equal(result.master.deals.length, 9);
  assert.equal(result.follower.deals.length, 9);
  assert.ok(result.follower.deals.every((deal) => deal.reason === 'expert' && deal.copy && deal.source));
  assert.equal(copier.sessions.filter((session) => session.hello.role === 'monitor').length, 2);
  assert.deepEqual(result.errors, []);
}

export const playTests = {
  'play: wrong usage': async () => {
    assert.equal((await run([])).code, 2);
    assert.equal((await run(['--what'])).code, 2);
  },
  'play: a faithful copier on hedging': async () => {
    const extra = ['--follower-symbol', 'EURUSD.x'];
    assertMirror(await play({ extra, followerSymbol: 'EURUSD.x' }));
  },
  'play: a faithful copier on netting': async () => {
    assertMirror(await play({ extra: ['--margin-mode', 'netting'] }));
  },
  'play: a copier that takes repeats is found out': async () => {
    const { code, stderr } = await play({ stub: { takesRepeats: true } });
    assert.equal(code, 1);
    assert.match(stderr, /second delivery/);
  },
  'play: a refused key ends at once': async () => {
    const { code, stderr } = await play({ stub: { refuseStatus: 401 } });
    assert.equal(code, 1);
    assert.match(stderr, /401/);
  },
};
