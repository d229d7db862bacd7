import { rmSync, writeFileSync } from 'node:fs';
import { readOptions, USAGE, UsageError } from './play/options.mjs';
import { Party } from './play/party.mjs';
import { Scenario, ScenarioFailure } from './play/scenario.mjs';
import { findFaults } from './play/verdict.mjs';

// A little less than the promised 90 s, so that writing and saying goodbye fit in.
const DEADLINE_MS = 88000;
const GOODBYE_MS = 200;

function optionsOrExit() {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message}\n${USAGE}`);
    return process.exit(2);
  }
}

function makeParties({ url, out, master, follower }) {
  const journalPath = `${out}.journal`;
  // The accounts are born anew at each run, so an older journal would speak of positions that are not there.
  rmSync(journalPath, { force: true });
  return {
    master: new Party({ name: 'master', url, role: 'monitor', keyPath: `${out}.master.key`, ...master }),
    follower: new Party({ name: 'follower', url, role: 'executor', journalPath, keyPath: `${out}.follower.key`, ...follower }),
  };
}

function describe(scenario, faults) {
  const { master, follower, steps, duplicate, followerStops } = scenario;
  const party = (side) => ({
    login: side.account.login,
    symbol: side.symbol,
    flat: side.flat(),
    deals: side.deals(),
    frames: side.frames,
  });
  return {
    ok: faults.length === 0,
    faults,
    steps,
    duplicate,
    follower_stops_after_master_set_them: followerStops ?? null,
    master: party(master),
    follower: { ...party(follower), margin_mode: follower.account.marginMode },
    errors: [...master.errors, ...follower.errors],
  };
}

async function runInTime(scenario) {
  let timer;
  const deadline = new Promise((resolve, reject) => {
    timer = setTimeout(() => reject(new ScenarioFailure('out of time')), DEADLINE_MS);
  });
  try {
    await Promise.race([scenario.run(), deadline]);
    return findFaults(scenario);
  } catch (error) {
    if (error instanceof ScenarioFailure) return [error.message, ...findFaults(scenario)];
    return [`the scenario broke: ${error.stack}`];
  } finally {
    clearTimeout(timer);
  }
}

const options = optionsOrExit();
const scenario = new Scenario(makeParties(options));
const faults = await runInTime(scenario);
writeFileSync(options.out, `${JSON.stringify(describe(scenario, faults), null, 2)}\n`);
for (const fault of faults) console.error(fault);
for (const { terminal } of [scenario.master, scenario.follower]) terminal.stop();
setTimeout(() => process.exit(faults.length === 0 ? 0 : 1), GOODBYE_MS);
