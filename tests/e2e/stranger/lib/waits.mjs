export const DEFAULT_WAITS = {
  firstMs: 500,
  mostMs: 5000,
  refusedMs: 30000,
  tooManyMs: 10000,
  welcomeMs: 10000,
  afterLoginMs: 2000,
};

export class GrowingWait {
  constructor(waits) {
    this.waits = waits;
    this.reset();
  }

  reset() {
    this.upper = this.waits.firstMs;
  }

  next() {
    const upper = this.upper;
    this.upper = Math.min(this.waits.mostMs, upper * 2);
    return Math.max(this.waits.firstMs, upper / 2 + (Math.random() * upper) / 2);
  }
}

export function waitAfterStatus(status, waits) {
  if ([400, 401, 403, 404].includes(status)) return waits.refusedMs;
  return status === 429 ? waits.tooManyMs : null;
}

export function waitAfterError(code, waits) {
  return ['wrong_account', 'wrong_role', 'already_running', 'version'].includes(code) ? waits.refusedMs : null;
}

export function waitAfterBye(reason, waits) {
  return ['removed', 'replaced'].includes(reason) ? waits.refusedMs : null;
}
