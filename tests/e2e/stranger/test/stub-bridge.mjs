import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { readFrame } from '../lib/frame-reader.mjs';
import { terminalForms } from './ea-forms.mjs';

// One greeted terminal as the stub sees it.
export class StubSession extends EventEmitter {
  constructor(socket, request) {
    super();
    Object.assign(this, { socket, headers: request.headers, frames: [], closeCode: null });
    socket.on('message', (data, isBinary) => {
      const frame = readFrame(data, isBinary, terminalForms);
      this.frames.push(frame);
      this.emit('frame', frame);
    });
    socket.on('close', (code) => {
      this.closeCode = code;
      this.emit('closed');
    });
    socket.on('error', () => {});
  }

  send(frame) {
    this.socket.send(JSON.stringify(frame));
  }

  sendRaw(data, options) {
    this.socket.send(data, options);
  }

  of(type) {
    return this.frames.filter((frame) => frame.type === type);
  }

  // Resolves with the nth frame of the type, counted from 1, whether it came already or is still to come.
  async wait(type, nth = 1, timeoutMs = 5000) {
    return this.waitFor(() => this.of(type)[nth - 1], `${type} number ${nth}`, timeoutMs);
  }

  async waitFor(find, what, timeoutMs = 5000) {
    const end = Date.now() + timeoutMs;
    for (;;) {
      const found = find();
      if (found) return found;
      if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  waitClosed() {
    return this.waitFor(() => this.closeCode !== null, 'close');
  }

  cut() {
    this.socket.terminate();
  }
}

export class StubBridge extends EventEmitter {
  constructor({ welcome = {}, heartbeatMs = 5000, deadAfterMs = 15000 } = {}) {
    super();
    this.welcome = { resume_after: '0', report_after: '0', heartbeat_ms: heartbeatMs, dead_after_ms: deadAfterMs, ...welcome };
    this.sessions = [];
    this.refuseStatus = null;
    this.refuseCode = null;
    this.silent = false;
    this.handshakes = 0;
  }

  async start() {
    this.http = createServer((request, response) => response.writeHead(404).end());
    this.wss = new WebSocketServer({ noServer: true, perMessageDeflate: true, handleProtocols: () => 'tradecopy.v1' });
    this.http.on('upgrade', (request, socket, head) => {
      this.handshakes += 1;
      // A refused terminal may reset the connection while the answer is still being read.
      socket.on('error', () => {});
      if (this.refuseStatus !== null) {
        socket.end(`HTTP/1.1 ${this.refuseStatus} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
        return;
      }
      this.wss.handleUpgrade(request, socket, head, (webSocket) => this.adopt(webSocket, request));
    });
    this.http.listen(0, '127.0.0.1');
    await once(this.http, 'listening');
    this.url = `ws://127.0.0.1:${this.http.address().port}/ea`;
    return this;
  }

  adopt(webSocket, request) {
    const session = new StubSession(webSocket, request);
    this.sessions.push(session);
    session.once('frame', (hello) => {
      session.hello = hello;
      if (this.refuseCode !== null) {
        session.send({ type: 'error', code: this.refuseCode, message: 'refused', field: '' });
        webSocket.close(1008);
        return;
      }
      if (this.silent) return;
      const resume = this.resumeFor?.(hello) ?? {};
      session.send({ type: 'welcome', minor: 0, program: 'stub', ticks: 1, ...this.welcome, ...resume });
      this.emit('session', session);
    });
  }

  async session(nth = 1, timeoutMs = 6000) {
    const end = Date.now() + timeoutMs;
    for (;;) {
      const session = this.sessions[nth - 1];
      if (session?.hello) return session;
      if (Date.now() > end) throw new Error(`waited in vain for connection ${nth}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  async stop() {
    for (const session of this.sessions) session.cut();
    this.http.close();
    this.wss.close();
  }
}
