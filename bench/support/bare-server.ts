/** The least that `ws` can do: what comes in on one socket of a room goes out on all of them. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

const rooms = new Map<string, WebSocket[]>();
const server = createServer((_, response) => response.end());
const sockets = new WebSocketServer({ server, perMessageDeflate: false, clientTracking: false });
sockets.on('connection', (socket, request) => {
	const name = request.url!;
	const room = rooms.get(name) ?? [];
	rooms.set(name, room);
	room.push(socket);
	socket.on('message', (data) => {
		for (const each of room) each.send(data as Buffer, { binary: false });
	});
	socket.on('close', () => room.splice(room.indexOf(socket), 1));
});
server.listen(0, '127.0.0.1', () => process.send!((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());
