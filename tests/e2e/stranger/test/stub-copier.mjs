import { ticksNow } from '../lib/ticks.mjs';
import { newName } from './tools.mjs';
import { StubBridge } from './stub-bridge.mjs';

// Just enough of a copier, one master to one follower, to try the scenario without a real bridge.
export class StubCopier extends StubBridge {
  constructor({ followerSymbol, takesRepeats = false }) {
    super();
    Object.assign(this, { followerSymbol, takesRepeats, stored: new Map(), copies: new Map(), queue: [], pending: null });
    this.resumeFor = ({ stream }) => ({ resume_after: (this.stored.get(stream) ?? 0n).toString() });
    this.on('session', (session) => this.greet(session));
  }

  greet(session) {
    if (session.hello.role === 'monitor') {
      session.on('frame', (frame) => this.fromMaster(session, frame));
      return;
    }
    this.follower = session;
    session.on('frame', (frame) => this.fromFollower(frame));
    session.send({ type: 'get_symbols', request: '1', names: [] });
  }

  fromMaster(session, frame) {
    if (frame.type !== 'event') return;
    const { stream } = session.hello;
    const last = this.stored.get(stream) ?? 0n;
    const seq = BigInt(frame.seq);
    if (seq <= last && !this.takesRepeats) return;
    this.stored.set(stream, seq > last ? seq : last);
    this.copy(frame);
    session.send({ type: 'ack', seq: frame.seq });
  }

  copy({ kind, position }) {
    if (kind === 'opened') this.copies.set(position.id, { copy: newName(), revision: 0, side: position.side, opens: [] });
    const copy = this.copies.get(position.id);
    copy.revision += 1;
    const shared = { id: newName(), copy: copy.copy, revision: copy.revision, symbol: this.followerSymbol, side: position.side };
    if (kind === 'opened') this.enqueue(this.open(copy, shared, position));
    else this.enqueue(this.change(copy, shared, kind, position));
  }

  open(copy, shared, { volume, sl, tp, order }) {
    const magic = BigInt(`0x${newName()}`) + 100000n;
    copy.opens.push({ id: shared.id, magic: magic.toString(), volume, since: null });
    return {
      type: 'open',
      ...shared,
      volume,
      sl,
      tp,
      magic: magic.toString(),
      comment: 'stub',
      route: 'stub',
      master: '1@Master',
      source: order,
      expires: ticksNow() + 5000000,
      max_slippage: null,
      expected: null,
    };
  }

  change({ opens }, shared, kind, { volume, sl, tp }) {
    if (kind === 'modified') return { type: 'set_stops', ...shared, sl, tp, opens, expected: null };
    return { type: 'set_volume', ...shared, volume, opens, expected: null };
  }

  enqueue(frame) {
    this.queue.push(frame);
    this.sendNext();
  }

  sendNext() {
    if (this.pending !== null || this.queue.length === 0) return;
    const frame = this.queue.shift();
    this.pending = frame.id;
    this.follower.send(frame);
  }

  fromFollower(frame) {
    if (frame.type === 'event') this.follower.send({ type: 'ack', seq: frame.seq });
    if (frame.type !== 'report') return;
    this.follower.send({ type: 'report_ack', n: frame.n });
    if (frame.id === this.pending) this.pending = null;
    this.sendNext();
  }
}
