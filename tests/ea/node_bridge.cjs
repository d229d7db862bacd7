// A bridge by Node's `ws`: receives one Expert Advisor after another and prints what it saw.
// Arguments: the folder that `ws` is installed in.

"use strict";

const { createRequire } = require("node:module");
const { join } = require("node:path");

const { WebSocketServer } = createRequire(join(process.argv[2], "package.json"))("ws");

const welcome = {
  type: "welcome",
  minor: 0,
  program: "node",
  resume_after: "0",
  heartbeat_ms: 5000,
  dead_after_ms: 600000,
  report_after: "0",
  ticks: 1,
};
const server = new WebSocketServer({
  host: "127.0.0.1",
  port: 0,
  handleProtocols: (offered) => (offered.has("tradecopy.v1") ? "tradecopy.v1" : false),
});
const say = (seen) => console.log(JSON.stringify(seen));

server.on("listening", () => say({ port: server.address().port }));
server.on("connection", (socket, request) => {
  say({ path: request.url, extensions: socket.extensions, protocol: socket.protocol });
  socket.on("error", (error) => say({ error: String(error) }));
  socket.on("close", (code) => say({ closed: code }));
  socket.on("pong", (payload) => say({ pong: payload.toString() }));
  socket.on("message", (content, isBinary) => {
    const frame = JSON.parse(content.toString());
    say({ said: frame.type, binary: isBinary });
    if (frame.type === "hello") {
      socket.send(JSON.stringify(welcome));
    } else if (frame.type === "snapshot" && !socket.asked) {
      socket.asked = true;
      // The longest form of a length, in fragments with a ping between them.
      const names = Array.from({ length: 3000 }, (_, n) => String(n).padStart(20, "0"));
      const ask = JSON.stringify({ type: "get_symbols", request: "1", names });
      socket.send(ask.slice(0, 1000), { fin: false });
      socket.ping("between");
      socket.send(ask.slice(1000));
    } else if (frame.type === "symbols") {
      say({ missing: frame.missing.length });
      socket.close(4001, "enough");
    }
  });
});

process.stdin.on("end", () => process.exit(0));
process.stdin.resume();
