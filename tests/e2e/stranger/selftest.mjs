import { connectionTests } from './test/connection-tests.mjs';
import { executorTests } from './test/executor-tests.mjs';
import { formTests } from './test/form-tests.mjs';
import { nettingTests } from './test/netting-tests.mjs';
import { playTests } from './test/play-tests.mjs';
import { restartTests } from './test/restart-tests.mjs';
import { snapshotTests } from './test/snapshot-tests.mjs';

const groups = [formTests, connectionTests, snapshotTests, executorTests, restartTests, nettingTests, playTests];
const wanted = process.argv[2] ?? '';
let failed = 0;
let passed = 0;

for (const [name, run] of groups.flatMap((group) => Object.entries(group))) {
  if (!name.includes(wanted)) continue;
  try {
    await run();
    passed += 1;
    console.log(`ok    ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL  ${name}\n${error.stack}`);
  }
}

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
