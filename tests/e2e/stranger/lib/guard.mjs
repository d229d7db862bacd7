import { toUnits } from './decimal.mjs';

// The newest `guard` of the session; it goes on while the bridge is away.
export class Guard {
  constructor(account) {
    this.account = account;
    this.clear();
  }

  clear() {
    this.rule = null;
    this.broken = false;
    this.awaySince = null;
  }

  set(rule) {
    this.rule = rule;
    this.broken = false;
    this.check();
  }

  bridgeLost() {
    this.awaySince ??= Date.now();
  }

  check() {
    const floor = this.rule?.floor ?? null;
    if (floor === null || this.broken) return;
    if (toUnits(this.account.funds().equity) > toUnits(floor)) return;
    this.broken = true;
    if (!this.rule.flatten_at_floor) return;
    for (const ticket of [...this.account.positions.keys()]) this.account.close({ ticket, reason: 'expert' });
  }

  blocksOpenings() {
    if (this.broken) return true;
    return this.awaySince !== null && this.rule !== null && Date.now() - this.awaySince > this.rule.block_after_ms;
  }
}
