import { randomBytes } from 'node:crypto';
import { ticksNow } from './ticks.mjs';

const KEEP = 8192;
const KEEP_ACKNOWLEDGED = 256;

export class EventBuffer {
  constructor() {
    this.stream = ((randomBytes(8).readBigUInt64BE() >> 1n) || 1n).toString();
    this.last = 0n;
    this.acknowledged = 0n;
    this.waiting = [];
    // Kept only so that a test can deliver a settled event a second time.
    this.settled = [];
  }

  add(fields, seen) {
    this.last += 1n;
    const entry = { seq: this.last, fields, seen };
    this.waiting.push(entry);
    if (this.waiting.length > KEEP) this.waiting.shift();
    return entry;
  }

  acknowledge(seq) {
    if (seq <= this.acknowledged) return;
    this.acknowledged = seq < this.last ? seq : this.last;
    while (this.waiting.length > 0 && this.waiting[0].seq <= this.acknowledged) this.settled.push(this.waiting.shift());
    this.settled.splice(0, Math.max(0, this.settled.length - KEEP_ACKNOWLEDGED));
  }

  above(seq) {
    return this.waiting.filter((entry) => entry.seq > seq);
  }

  find(seq) {
    return [...this.settled, ...this.waiting].find((entry) => entry.seq === seq);
  }

  helloFields() {
    const first = this.waiting.length > 0 ? this.waiting[0].seq : 0n;
    return { stream: this.stream, last_seq: this.last.toString(), first_seq: first.toString() };
  }

  frame(entry) {
    const ticks = ticksNow();
    const { kind, at, ...rest } = entry.fields;
    return { type: 'event', seq: entry.seq.toString(), kind, at, ticks, age: ticks - entry.seen, ...rest };
  }
}
