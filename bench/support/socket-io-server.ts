/** Rooms as Socket.IO has them: what comes in on one socket of a room goes out to all of them. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';

const server = createServer((_, response) => response.end());
const io = new Server(server, {
	...{ transports: ['websocket'], perMessageDeflate: false, serveClient: false },
	// Nobody is cut off for a pulse that a client of the benchmark does not feel.
	pingInterval: 24 * 60 * 60_000
});
io.on('connection', (socket) => {
	const room = String((socket.handshake.auth as { room?: unknown }).room);
	void socket.join(room);
	socket.on('w', (words: unknown) => io.to(room).emit('w', words));
});
server.listen(0, '127.0.0.1', () => process.send!((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());
