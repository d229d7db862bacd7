import { closeSync, existsSync, fsyncSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';

// One JSON object per line: INTENT, DONE, VOID, REPORT, REPORT_ACK.
export class Journal {
  constructor(path) {
    this.intents = new Map();
    this.outcomes = new Map();
    this.voids = new Set();
    this.revisions = new Map();
    this.magics = new Map();
    this.reports = [];
    this.lastReport = 0n;
    this.read(path);
    this.file = openSync(path, 'a');
  }

  read(path) {
    if (!existsSync(path)) return;
    const bytes = readFileSync(path);
    // A line torn by a crash was never flushed, so what it announced was never sent.
    const end = bytes.lastIndexOf(10) + 1;
    if (end < bytes.length) truncateSync(path, end);
    const lines = bytes.subarray(0, end).toString('utf8').split('\n');
    for (const line of lines) if (line !== '') this.learn(JSON.parse(line));
  }

  append(record) {
    writeSync(this.file, `${JSON.stringify(record)}\n`);
    fsyncSync(this.file);
    this.learn(record);
  }

  close() {
    if (this.file !== null) closeSync(this.file);
    this.file = null;
  }

  learn(record) {
    if (record.record === 'INTENT') this.learnIntent(record);
    if (record.record === 'DONE') this.learnOutcome(record);
    if (record.record === 'VOID') this.voids.add(record.id);
    if (record.record === 'REPORT') {
      this.reports.push(record.frame);
      this.lastReport = BigInt(record.frame.n);
    }
    if (record.record === 'REPORT_ACK') this.dropReports(BigInt(record.n));
  }

  learnIntent(record) {
    this.intents.set(record.id, record);
    if (record.magic !== undefined) this.magics.set(record.magic, record.id);
    this.raise(record);
  }

  learnOutcome(record) {
    this.outcomes.set(record.id, record);
    const counts = record.outcome !== 'refused' && record.outcome !== 'changed';
    if (counts) this.raise(record);
  }

  raise({ copy, revision }) {
    if (!copy) return;
    this.revisions.set(copy, Math.max(revision, this.revisions.get(copy) ?? 0));
  }

  // The bridge may know more numbers than a journal that was lost; using one again would look like a repeat.
  continueAfter(n) {
    if (n > this.lastReport) this.lastReport = n;
  }

  addReport(fields) {
    const frame = { type: 'report', n: (this.lastReport + 1n).toString(), ...fields };
    this.append({ record: 'REPORT', frame });
    return frame;
  }

  acknowledgeReports(n) {
    if (this.reports.some((frame) => BigInt(frame.n) <= n)) this.append({ record: 'REPORT_ACK', n: n.toString() });
  }

  dropReports(n) {
    this.reports = this.reports.filter((frame) => BigInt(frame.n) > n);
  }

  reportsAbove(n) {
    return this.reports.filter((frame) => BigInt(frame.n) > n);
  }

  openings(copy) {
    return [...this.intents.values()].filter((record) => record.copy === copy && record.magic !== undefined);
  }

  knowsCopy(copy) {
    return this.openings(copy).length > 0;
  }

  linkOf(magic) {
    const record = this.intents.get(this.magics.get(magic));
    if (!record || !record.route) return null;
    return { copy: record.copy, id: record.id, route: record.route, master: record.master, source: record.source };
  }

  stateOf(id) {
    if (this.voids.has(id)) return 'void';
    if (this.outcomes.has(id)) return 'done';
    return this.intents.has(id) ? 'intent' : 'none';
  }
}
