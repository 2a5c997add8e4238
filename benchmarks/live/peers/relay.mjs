// Bound: every frame goes to the other sockets of the same path; no document, no disk, nobody asked who they are.
import { WebSocketServer } from "ws";

const rooms = new Map();
new WebSocketServer({ port: Number(process.env.PORT), host: "127.0.0.1", perMessageDeflate: false }).on("connection", (socket, { url }) => {
  const room = rooms.get(url) ?? new Set();
  rooms.set(url, room.add(socket));
  socket.on("message", (data) => {
    for (const other of room) if (other !== socket) other.send(data, { binary: true });
  });
  socket.on("close", () => room.delete(socket));
});
