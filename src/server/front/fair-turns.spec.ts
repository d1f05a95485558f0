import { request as ask, type IncomingMessage, type RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { openLog } from '../log.ts';
import { openFront, type Front } from './front.ts';
import { trustedProxy, type TrustedProxy } from './trusted-proxy.ts';

const log = openLog({ level: 'silent', format: 'json' });
const fronts: Front[] = [];
afterEach(() => Promise.all(fronts.splice(0).map((front) => front.drain(0))));

/** A front behind a proxy, so that requests can come from anywhere; its pages answer when they are let. */
async function held() {
	const front = await openFront(
		{ port: 0, host: '127.0.0.1', trustedProxy: trustedProxy('127.0.0.0/8') as TrustedProxy },
		log
	);
	fronts.push(front);
	const gates: { path: string; open: () => void }[] = [];
	/** Requests that came in, and those that are over. */
	const seen = { came: 0, over: 0 };
	front.server.on('request', (_, response) => {
		seen.came += 1;
		response.on('close', () => (seen.over += 1));
	});
	let isFree = false;
	const handler: RequestListener = (async ({ url: path = '' }, response) => {
		if (!isFree) await new Promise<void>((open) => gates.push({ path, open }));
		response.end(path);
	}) as RequestListener;
	front.open('https://groups.example.org', handler);
	const free = () => {
		isFree = true;
		for (const { open } of gates) open();
	};
	return { front, gates, seen, free };
}

interface Asked {
	from?: string;
	path?: string;
	headers?: Record<string, string>;
}
function get({ port }: Front, { from = '198.51.100.7', path = '/', headers = {} }: Asked = {}) {
	const more = { 'x-forwarded-for': from, ...headers };
	const sent = ask({ port, host: '127.0.0.1', path, headers: more, agent: false });
	const answer = new Promise<{ status: number; headers: IncomingMessage['headers']; body: string }>(
		(done, failed) => {
			sent.on('response', (from) => {
				const body: Buffer[] = [];
				from.on('data', (chunk: Buffer) => body.push(chunk));
				from.on('end', () =>
					done({
						status: from.statusCode ?? 0,
						headers: from.headers,
						body: String(Buffer.concat(body))
					})
				);
			});
			sent.on('error', failed);
		}
	);
	answer.catch(() => {});
	sent.end();
	return { answer, leave: () => sent.destroy() };
}
const under = (gates: { path: string }[], many: number) =>
	expect.poll(() => gates.length).toBe(many);
const many = (count: number) => Array.from({ length: count });
/** Six in hand and 250 behind them. */
const all = 256;

describe('whoever asks for very much at once', () => {
	it('stands behind themselves, and nobody else behind them', async () => {
		const { front, gates, free } = await held();
		const flood = many(40).map(() => get(front, { path: '/match' }));
		await under(gates, 6);
		const stranger = get(front, { from: '203.0.113.9', path: '/print' });
		await expect.poll(() => gates.map(({ path }) => path)).toContain('/print');
		expect(gates).toHaveLength(7);
		gates.at(-1)!.open();
		expect((await stranger.answer).status).toBe(200);
		free();
		const ends = await Promise.all(flood.map(({ answer }) => answer));
		expect(ends.every(({ status }) => status === 200)).toBe(true);
	});

	it('is the whole network, so that other addresses of it change nothing', async () => {
		const { front, gates, free } = await held();
		const asked = many(20).map((_, n) => get(front, { from: `198.51.100.${n}` }));
		await under(gates, 6);
		free();
		await Promise.all(asked.map(({ answer }) => answer));
	});

	it.each([
		['the search of the API', '/api/v1/listings?q=a'],
		['a listing', '/api/v1/listings/1'],
		['a feed', '/feeds/meeting-guide.json'],
		['services', '/feeds/hsds/services?per_page=500'],
		['a calendar', '/feeds/calendar/search.ics'],
		['the frame', '/embed?q=a'],
		['Find', '/'],
		['a search', '/?/default'],
		['the guided match', '/match'],
		['the sheet to print', '/print'],
		['an address written otherwise', '/%61pi/v1/listings'],
		['a way round', '/help/../api/v1/listings'],
		['a way round, hidden', '/help/%2e%2e/api/v1/listings'],
		['a way round, the other way', '/help/..\\api/v1/listings']
	])('has turns for %s', async (_, path) => {
		const { front, gates, free } = await held();
		const asked = many(9).map(() => get(front, { path }));
		const other = get(front, { from: '203.0.113.9', path });
		await under(gates, 7);
		free();
		await Promise.all([...asked, other].map(({ answer }) => answer));
	});

	it('finds help, the way out and what is theirs at once all the same', async () => {
		const { front, gates } = await held();
		for (const _ of many(all)) get(front);
		await under(gates, 6);
		const paths = ['/help', '/leave', '/home', '/groups/1/shares/2?write', '/_app/x/y.js'];
		for (const path of paths) get(front, { path });
		await under(gates, 6 + paths.length);
	});
});

describe('a flood', () => {
	async function flooded() {
		const opened = await held();
		const before = many(all).map(() => get(opened.front));
		await under(opened.gates, 6);
		await expect.poll(() => opened.seen.came).toBe(all);
		const refused = (asked: Asked = {}) => get(opened.front, asked).answer;
		return { ...opened, before, refused };
	}

	it('is asked to come again, in kind words, with the ways out and to help', async () => {
		const { refused } = await flooded();
		const { status, headers, body } = await refused({ headers: { accept: 'text/html' } });
		expect([status, headers['retry-after']]).toEqual([429, '5']);
		expect(headers['cache-control']).toBe('no-store');
		expect(body).toContain('you did nothing wrong');
		expect(body).toContain('action="/leave"');
		expect(body).toContain('href="/help"');
		expect(body).not.toContain('%sveltekit');
	});
	it('of programs is told so in JSON, also to pages of other sites', async () => {
		const { refused } = await flooded();
		const { headers, body } = await refused({ path: '/api/v1/listings' });
		expect(headers['access-control-allow-origin']).toBe('*');
		expect(JSON.parse(body)).toMatchObject({ code: 'too_many' });
		const form = await refused({ headers: { 'x-sveltekit-action': 'true' } });
		expect(JSON.parse(form.body)).toMatchObject({
			...{ type: 'error', status: 429 },
			error: { code: 'too_many' }
		});
	});
	it('of frames says so in the frame', async () => {
		const { refused } = await flooded();
		const { headers, body } = await refused({ path: '/embed?q=a' });
		expect(headers['content-security-policy']).toContain('frame-ancestors *');
		expect(headers).not.toHaveProperty('x-frame-options');
		expect(body).toContain('try again');
	});
	it('is over when its answers are given, and shuts nobody out', async () => {
		const { before, refused, free } = await flooded();
		free();
		const ends = await Promise.all(before.map(({ answer }) => answer));
		expect(ends.every(({ status }) => status === 200)).toBe(true);
		expect((await refused()).status).toBe(200);
	});
});

it('whoever goes away while waiting costs nothing, and their turn passes on', async () => {
	const { front, gates, seen } = await held();
	const first = many(6).map(() => get(front));
	await under(gates, 6);
	const gone = many(5).map(() => get(front, { path: '/gone' }));
	await expect.poll(() => seen.came).toBe(11);
	const last = get(front, { path: '/last' });
	for (const { leave } of gone) leave();
	await expect.poll(() => [seen.came, seen.over]).toEqual([12, 5]);
	gates[0]!.open();
	await first[0]!.answer;
	await expect.poll(() => gates.at(-1)!.path).toBe('/last');
	gates.at(-1)!.open();
	expect((await last.answer).body).toBe('/last');
	expect(gates.map(({ path }) => path)).not.toContain('/gone');
});

it('whoever reads slowly holds up nobody of their network', async () => {
	const front = await openFront(
		{ port: 0, host: '127.0.0.1', trustedProxy: trustedProxy('127.0.0.0/8') as TrustedProxy },
		log
	);
	fronts.push(front);
	const slow = ({ url }: IncomingMessage, response: Parameters<RequestListener>[1]) => {
		response.writeHead(200);
		if (url === '/quick') response.end('quick');
		else response.write('begun');
		return new Promise<void>((done) => response.on('close', done));
	};
	front.open('https://groups.example.org', slow as unknown as RequestListener);
	const readers = many(10).map(() => get(front, { path: '/feeds/meeting-guide.json' }));
	expect((await get(front, { path: '/quick' }).answer).body).toBe('quick');
	for (const { leave } of readers) leave();
});

describe('more networks than can be served', () => {
	/** As many networks as have a place or a line, each with one request. */
	const networks = 400;
	async function full() {
		const opened = await held();
		const asked = many(networks).map((_, n) =>
			get(opened.front, { from: `10.${n >> 8}.${n & 255}.1` })
		);
		await under(opened.gates, 240);
		await expect.poll(() => opened.seen.came).toBe(networks);
		return { ...opened, asked };
	}

	it('one more is asked to come again, in kind words, with the ways out and to help', async () => {
		const { front, free, asked } = await full();
		const { status, headers, body } = await get(front, { headers: { accept: 'text/html' } }).answer;
		expect([status, headers['retry-after']]).toEqual([503, '10']);
		expect(body).toContain('You did nothing wrong');
		expect(body).toContain('action="/leave"');
		expect(body).toContain('href="/help"');
		const api = await get(front, { path: '/api/v1/listings' }).answer;
		expect([api.status, JSON.parse(api.body)]).toMatchObject([503, { code: 'very_many_here' }]);
		free();
		const ends = await Promise.all(asked.map(({ answer }) => answer));
		expect(ends.every((end) => end.status === 200)).toBe(true);
		expect((await get(front).answer).status).toBe(200);
	});

	it('members, signing in, help and the way out go on at once', async () => {
		const { front, gates } = await full();
		const paths = ['/leave', '/help', '/sign-in', '/home', '/meetings/1', '/groups/1', '/settings'];
		for (const path of paths) get(front, { path });
		await expect
			.poll(() =>
				gates
					.map(({ path }) => path)
					.filter((path) => path !== '/')
					.sort()
			)
			.toEqual([...paths].sort());
	});

	it('those who wait get their place one after the other', async () => {
		const { gates, asked } = await full();
		for (const { open } of gates.slice(0, 160)) open();
		await under(gates, networks);
		for (const { open } of gates) open();
		await Promise.all(asked.map(({ answer }) => answer));
	});
});
