import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { PROTOCOL } from '#lib/meetings/protocol.ts';
import { newId } from '#server/ids.ts';
import { anAccount, gather } from '#test/support/gathering.ts';
import { openVenue } from '#test/support/live-client.ts';
import { openWorld } from '#test/support/world.ts';

const world = await openWorld();
const venue = await openVenue(world);
const impatient = await openVenue(world, { helloWithin: 50 });

const hello = (meeting: string) => JSON.stringify({ t: 'hello', v: PROTOCOL, meeting });

async function answer(
	headers: Record<string, string>,
	path = '/live'
): Promise<number | undefined> {
	const { WebSocket } = await import('ws');
	const socket = new WebSocket(venue.address.replace('/live', path), { headers });
	socket.on('error', () => {});
	const [, response] = (await once(socket, 'unexpected-response')) as [
		unknown,
		{ statusCode: number }
	];
	socket.terminate();
	return response.statusCode;
}

describe('the door of the gateway', () => {
	it('is only for our own pages', async () => {
		expect(await answer({ origin: 'https://elsewhere.example' })).toBe(403);
		expect(await answer({})).toBe(403);
	});

	it('is at one address', async () => {
		expect(await answer({ origin: 'https://groups.example.org' }, '/other')).toBe(404);
	});

	it.each(['//', '//live', 'http://[', '/live/..', '/%6cive'])(
		'stands up to the address %s, which no browser asks for',
		async (address) => {
			const { port } = new URL(venue.address);
			const asked = ['Connection: Upgrade', 'Upgrade: websocket', 'Host: here'].join('\r\n');
			const socket = connect(Number(port), '127.0.0.1');
			socket.end(`GET ${address} HTTP/1.1\r\n${asked}\r\n\r\n`);
			const [answered] = (await once(socket, 'data')) as [Buffer];
			expect(answered.toString()).toMatch(/^HTTP\/1.1 40[04]/);
		}
	);

	it('is closed to people who are not signed in, or who have only half a login', async () => {
		const { meetingId } = await gather(world, []);
		const nobody = venue.connect(null);
		nobody.socket.once('open', () => nobody.raw(hello(meetingId)));
		expect(await nobody.closed).toBe('signed-out');
		const half = venue.connect(null, { cookie: `__Host-hs_login=${await anAccount(world)}` });
		half.socket.once('open', () => half.raw(hello(meetingId)));
		expect(await half.closed).toBe('signed-out');
	});

	it('waits for a hello only so long', async () => {
		expect(await impatient.connect(await anAccount(world)).closed).toBe('hello-late');
	});

	it('answers alike for meetings of other groups and for those that do not exist', async () => {
		const { meetingId } = await gather(world, []);
		const account = await anAccount(world);
		for (const id of [meetingId, newId()]) {
			const stranger = venue.connect(account);
			stranger.socket.once('open', () => stranger.raw(hello(id)));
			expect(await stranger.closed).toBe('not-found');
		}
	});

	it('says so when it is too early, or over', async () => {
		const later = await gather(world, ['Fern'], { startsIn: 16 });
		expect(await venue.come(later, 'Fern').closed).toBe('early');
		const earlier = await gather(world, ['Fern'], { startsIn: -120 });
		expect(await venue.come(earlier, 'Fern').closed).toBe('ended');
	});
});

describe('a message that is not one', () => {
	it('is refused by code, and the connection stays', async () => {
		const gathering = await gather(world, ['Fern']);
		const fern = venue.come(gathering, 'Fern');
		await fern.got('welcome');
		fern.raw('{not json');
		await fern.got('refused', (each) => each.code === 'not-understood');
		expect(await fern.ask({ t: 'dance' })).toBe('not-understood');
		expect(await fern.ask({ t: 'admit', who: 'not-an-id' })).toBe('not-understood');
		expect(await fern.ask({ t: 'hello', v: PROTOCOL })).toBe('out-of-order');
		fern.raw(Buffer.from([1, 2, 3]));
		fern.raw('x'.repeat(13 * 1024));
		await fern.got('refused', (each) => each.code === 'too-long');
		expect(await fern.ask({ t: 'rating', when: 'arriving', value: 4 })).toBe('ok');
	});

	it('before hello is out of order', async () => {
		const early = venue.connect(await anAccount(world));
		early.socket.once('open', () => early.raw(JSON.stringify({ t: 'pass', ref: 1 })));
		expect((await early.got('refused')).code).toBe('out-of-order');
	});

	it('ends the connection when it goes on and on', async () => {
		const gathering = await gather(world, ['Fern']);
		const fern = venue.come(gathering, 'Fern');
		await fern.got('welcome');
		for (let i = 0; i < 40; i += 1) fern.raw('{');
		expect(await fern.closed).toBe('abuse');
	});

	it('ends the connection at once when it is huge', async () => {
		const gathering = await gather(world, ['Fern']);
		const fern = venue.come(gathering, 'Fern');
		await fern.got('welcome');
		fern.raw('x'.repeat(65 * 1024));
		expect(await fern.closed).toBe(1009);
	});
});
