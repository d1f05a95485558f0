/** The baseline: one file of the same bytes from Node's own http, held in memory. Prints its port. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const body = readFileSync(process.argv[2]!);
const headers = { 'content-type': 'text/html', 'content-length': body.length };
const server = createServer((_, response) => response.writeHead(200, headers).end(body));
server.listen(0, '127.0.0.1', () => {
	console.log(`port ${(server.address() as AddressInfo).port}`);
});
