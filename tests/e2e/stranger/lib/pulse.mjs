import { ticksNow } from './ticks.mjs';

const FASTEST_MS = 100;

// Heartbeats both ways for one connection.
export class Pulse {
  constructor({ heartbeatMs, deadAfterMs, readState, send, drop }) {
    Object.assign(this, { readState, send });
    this.periodMs = Math.max(FASTEST_MS, heartbeatMs);
    this.deadAfterMs = Math.max(FASTEST_MS, deadAfterMs);
    this.newest = null;
    this.lastHeard = Date.now();
    this.watch = setInterval(() => {
      if (Date.now() - this.lastHeard >= this.deadAfterMs) drop();
    }, Math.min(250, this.deadAfterMs));
    this.arm();
  }

  arm() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.beat(), this.periodMs);
  }

  beat() {
    this.arm();
    const ticks = ticksNow();
    const echo = this.newest && { ticks: this.newest.ticks, held: ticks - this.newest.receivedAt };
    this.send({ type: 'heartbeat', ticks, echo, state: this.readState() });
  }

  heard() {
    this.lastHeard = Date.now();
  }

  answer(frame) {
    this.newest = { ticks: frame.ticks, receivedAt: ticksNow() };
    this.beat();
  }

  stop() {
    clearTimeout(this.timer);
    clearInterval(this.watch);
  }
}
