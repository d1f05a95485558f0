/** The baseline: one page of the same bytes, compressed as it was sent, from Node's own http. Prints its port. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const [file = '', encoding = 'identity'] = process.argv.slice(2);
const body = readFileSync(file);
const headers = {
	...{ 'content-type': 'text/html', 'content-length': body.length },
	'content-encoding': encoding
};
const server = createServer((_, response) => response.writeHead(200, headers).end(body));
server.listen(0, '127.0.0.1', () => {
	console.log(`port ${(server.address() as AddressInfo).port}`);
});
