/** The least that node:http can do: answers of the lengths that it was given, one after the other. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const bodies = process.argv.slice(2).map((length) => Buffer.alloc(Number(length), 'x'));
let turn = 0;
const server = createServer((_, response) => {
	const body = bodies[turn++ % bodies.length]!;
	response.writeHead(200, ['content-type', 'text/plain', 'content-length', String(body.length)]);
	response.end(body);
});
server.listen(0, '127.0.0.1', () =>
	console.log(`localhost:${(server.address() as AddressInfo).port}`)
);
