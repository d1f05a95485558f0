/**
 * The baseline of writing: one bare row for each request behind Node's own http, with the driver and the pool
 * that the product has. No sign-in, no form to check, no keys, no policies. Takes the database's address and
 * prints its port.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { openPool } from '#server/db/pool.ts';

const { db } = openPool(process.argv[2]!, { max: 16 });
const box = randomBytes(400);

async function insert(request: IncomingMessage): Promise<void> {
	for await (const _ of request);
	await sql`insert into bare_share (share_id, box, shared_at) values (${randomUUID()}, ${box}, ${new Date()})`.execute(
		db
	);
}

const server = createServer((request, response) => {
	insert(request).then(
		() => response.writeHead(303, { location: '/' }).end(),
		() => response.writeHead(500).end()
	);
});
server.listen(0, '127.0.0.1', () => {
	console.log(`port ${(server.address() as AddressInfo).port}`);
});
