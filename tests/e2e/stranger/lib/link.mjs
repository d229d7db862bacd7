import { EventEmitter } from 'node:events';
import WebSocket from 'ws';
import { bridgeForms } from './bridge-forms.mjs';
import { MAX_FRAME_BYTES, readFrame } from './frame-reader.mjs';
import { FormError } from './strict-json.mjs';
import { GrowingWait, waitAfterBye, waitAfterError, waitAfterStatus } from './waits.mjs';

const MINOR = 0;

// One terminal's wire: connects, greets, reads strictly, and comes back after a loss.
export class Link extends EventEmitter {
  constructor({ url, key, role, waits, makeHello }) {
    super();
    Object.assign(this, { url, key, waits, makeHello });
    this.forms = bridgeForms[role];
    this.growing = new GrowingWait(waits);
    this.socket = null;
    this.welcomed = false;
    this.wanted = false;
    this.oldKey = null;
    this.timer = null;
  }

  open() {
    this.wanted = true;
    this.connect();
  }

  connect() {
    clearTimeout(this.timer);
    this.welcomed = false;
    this.nextWait = null;
    const socket = new WebSocket(this.url, ['tradecopy.v1'], {
      headers: { Authorization: `Bearer ${this.key}` },
      perMessageDeflate: false,
      // The library would close on bad UTF-8 without the `error` that the protocol asks for.
      skipUTF8Validation: true,
      maxPayload: 2 * MAX_FRAME_BYTES,
      handshakeTimeout: this.waits.welcomeMs,
    });
    this.socket = socket;
    socket.on('unexpected-response', (request, response) => this.refusedByStatus(socket, response.statusCode));
    socket.on('open', () => this.greet(socket));
    socket.on('message', (data, isBinary) => this.receive(socket, data, isBinary));
    socket.on('error', (error) => this.emit('trouble', error));
    socket.on('close', (code) => this.closed(socket, code));
  }

  refusedByStatus(socket, status) {
    this.nextWait = waitAfterStatus(status, this.waits);
    if (status === 401 && this.oldKey !== null) {
      this.useKey(this.oldKey);
      this.oldKey = null;
      this.nextWait = null;
    }
    this.emit('refused', { status });
    socket.terminate();
  }

  useKey(key) {
    this.oldKey = this.key;
    this.key = key;
  }

  greet(socket) {
    if (socket !== this.socket) return;
    this.timer = setTimeout(() => socket.terminate(), this.waits.welcomeMs);
    this.send(this.makeHello());
  }

  send(frame) {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.emit('sent', frame);
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  receive(socket, data, isBinary) {
    if (socket !== this.socket || socket.readyState !== WebSocket.OPEN) return;
    try {
      const frame = readFrame(data, isBinary, this.forms);
      this.checkOrder(frame);
      this.emit('received', frame);
      this.take(frame);
    } catch (error) {
      if (!(error instanceof FormError)) throw error;
      this.protocolError(error);
    }
  }

  checkOrder(frame) {
    if (frame.type === 'error' || frame.type === 'bye') return;
    const isWelcome = frame.type === 'welcome';
    if (isWelcome && this.welcomed) throw new FormError('type', 'second welcome');
    if (!isWelcome && !this.welcomed) throw new FormError('type', 'before welcome');
    if (isWelcome && frame.minor > MINOR) throw new FormError('minor', 'higher than offered');
  }

  take(frame) {
    if (frame.type === 'welcome') {
      clearTimeout(this.timer);
      this.welcomed = true;
      this.oldKey = null;
      this.growing.reset();
    }
    if (frame.type === 'error') this.nextWait = waitAfterError(frame.code, this.waits);
    if (frame.type === 'bye') this.nextWait = waitAfterBye(frame.reason, this.waits);
    this.emit('frame', frame);
  }

  protocolError({ field, message, closeCode }) {
    const frame = { type: 'error', code: 'protocol', message: message.slice(0, 500), field: printable(field) };
    this.send(frame);
    this.emit('protocol-error', frame);
    this.hangUp(closeCode);
  }

  hangUp(code) {
    const socket = this.socket;
    socket.close(code);
    // A peer that never answers the close must not keep us from reconnecting.
    setTimeout(() => socket.terminate(), 2000).unref();
  }

  // As a cable pulled out: no bye, no close frame.
  cut() {
    this.socket?.terminate();
  }

  goodbye(reason) {
    if (this.send({ type: 'bye', reason })) this.hangUp(1000);
    else this.cut();
  }

  finish() {
    this.wanted = false;
    clearTimeout(this.timer);
  }

  pause() {
    this.wanted = false;
    this.cut();
    clearTimeout(this.timer);
  }

  closed(socket, code) {
    if (socket !== this.socket) return;
    clearTimeout(this.timer);
    this.welcomed = false;
    this.emit('closed', code);
    if (!this.wanted) return;
    const wait = this.nextWait ?? this.growing.next();
    this.emit('waiting', wait);
    this.timer = setTimeout(() => this.connect(), wait);
  }
}

function printable(field) {
  const clean = field.toWellFormed().replace(/[\u0000-\u001f]/g, '?');
  return clean.slice(0, 128).toWellFormed();
}
