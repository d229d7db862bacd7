// A bare relay by Node's `ws`: passes each frame of the master on to every follower.
// Arguments: the folder that `ws` is installed in, the number of followers.

"use strict";

const { createRequire } = require("node:module");
const { join } = require("node:path");

const [folder, expected] = process.argv.slice(2);
const { WebSocketServer } = createRequire(join(folder, "package.json"))("ws");

const followers = [];
const server = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: false });

server.on("listening", () => console.log(server.address().port));
server.on("connection", (socket, request) => {
  socket.on("error", () => socket.terminate());
  if (request.url !== "/master") {
    followers.push(socket);
    return;
  }
  if (followers.length === Number(expected)) {
    console.log("ready");
  }
  socket.on("message", (frame, isBinary) => {
    for (const follower of followers) {
      follower.send(frame, { binary: isBinary });
    }
  });
});

process.stdin.on("end", () => process.exit(0));
process.stdin.resume();
