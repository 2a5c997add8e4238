// Peer: @y/websocket-server, which keeps documents in memory only.
import { createServer } from "node:http";
import { setupWSConnection } from "@y/websocket-server/utils";
import { WebSocketServer } from "ws";

const server = createServer((_request, response) => response.end("ok"));
new WebSocketServer({ server, perMessageDeflate: false }).on("connection", setupWSConnection);
server.listen(Number(process.env.PORT), "127.0.0.1");
