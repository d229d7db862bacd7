export class ScenarioFailure extends Error {}

const POLL_MS = 20;
const STEP_QUIET_MS = 500;
const STEP_MOST_MS = 5000;
const CALM_MS = 1000;
const FOLLOWER_QUIET_MS = 2000;
const FOLLOWER_MOST_MS = 60000;
// Long enough for one retry after `already_running`, which a lost link may bring.
const WELCOME_MOST_MS = 40000;
const AWAY_MS = 700;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// Drives the master; the follower only obeys the bridge.
export class Scenario {
  constructor({ master, follower }) {
    Object.assign(this, { master, follower, steps: [], duplicate: null });
  }

  async until(condition, mostMs, failure) {
    const end = Date.now() + mostMs;
    while (!condition()) {
      for (const party of [this.master, this.follower]) {
        if (party.hopeless) throw new ScenarioFailure(`${party.name}: ${party.hopeless}`);
      }
      if (Date.now() > end) {
        if (failure) throw new ScenarioFailure(failure);
        return false;
      }
      await pause(POLL_MS);
    }
    return true;
  }

  async step(name, action) {
    const result = action();
    this.steps.push({ name, at: new Date().toISOString() });
    await pause(STEP_QUIET_MS);
    await this.bothQuiet(STEP_QUIET_MS, STEP_MOST_MS);
    return result;
  }

  bothQuiet(ms, mostMs) {
    return this.until(() => this.master.quietFor(ms) && this.follower.quietFor(ms), mostMs);
  }

  async followerQuiet() {
    await pause(POLL_MS);
    await this.until(() => this.follower.quietFor(FOLLOWER_QUIET_MS), FOLLOWER_MOST_MS, 'the follower never became quiet');
  }

  async run() {
    await this.greet();
    await this.onePosition();
    const sells = await this.threeSells();
    await this.closeWhileAway(sells[0]);
    await this.step('close the second sell', () => this.close(sells[1]));
    await this.step('close the third sell', () => this.close(sells[2]));
    await this.followerQuiet();
    await this.deliverTwice();
    await this.followerQuiet();
    this.duplicate.followerDealsAfter = this.follower.account.deals.length;
  }

  async greet() {
    const { master, follower } = this;
    master.terminal.start();
    follower.terminal.start();
    await this.until(() => master.welcomes > 0, WELCOME_MOST_MS, 'the master was not welcomed');
    await this.until(() => follower.welcomes > 0, WELCOME_MOST_MS, 'the follower was not welcomed');
    const asked = () => follower.askedSymbols > 0 && follower.answeredSymbols >= follower.askedSymbols;
    await this.until(asked, 20000, 'the follower was not asked for its symbols');
    await this.bothQuiet(CALM_MS, 10000);
    this.steps.push({ name: 'greeted', at: new Date().toISOString() });
  }

  trade(side, volume) {
    return this.master.account.trade({ symbol: this.master.symbol, side, volume }).ticket;
  }

  close(ticket, volume) {
    return this.master.account.close({ ticket, volume });
  }

  async onePosition() {
    const ticket = await this.step('buy 1.00', () => this.trade('buy', '1.00'));
    const stops = { ticket, sl: '1.09000', tp: '1.12000' };
    await this.step('set stops', () => this.master.account.setStops(stops));
    this.followerStops = [...this.follower.account.positions.values()].map(({ sl, tp }) => ({ sl, tp }));
    await this.step('close 0.40', () => this.close(ticket, '0.40'));
    await this.step('close the rest', () => this.close(ticket));
  }

  async threeSells() {
    const tickets = [];
    for (const volume of ['0.10', '0.20', '0.30']) {
      tickets.push(await this.step(`sell ${volume}`, () => this.trade('sell', volume)));
    }
    return tickets;
  }

  async closeWhileAway(ticket) {
    const { terminal } = this.master;
    const welcomes = this.master.welcomes;
    await this.step('cut the link and close the first sell', () => {
      terminal.cutLink();
      this.close(ticket);
    });
    await pause(AWAY_MS);
    terminal.reconnect();
    await this.until(() => this.master.welcomes > welcomes, WELCOME_MOST_MS, 'the master was not welcomed again');
    await this.step('back again', () => {});
  }

  async deliverTwice() {
    const { events } = this.master.terminal;
    await this.until(() => events.acknowledged > 0n, 5000, 'no event was acknowledged');
    // An opening would hurt most if it were taken for a new one.
    const opened = events.settled.filter(({ fields }) => fields.kind === 'opened');
    const entry = opened.at(-1) ?? events.settled.at(-1);
    const seq = entry.seq.toString();
    this.duplicate = { seq, kind: entry.fields.kind, followerDealsBefore: this.follower.account.deals.length };
    await this.step(`deliver event ${seq} again`, () => {
      const sent = this.master.terminal.deliverAgain(seq);
      if (!sent) throw new ScenarioFailure('the event could not be delivered again');
    });
  }
}
