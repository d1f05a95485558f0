import { request as ask, type IncomingMessage, type RequestListener } from 'node:http';
import { connect } from 'node:net';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { openLog } from '../log.ts';
import { openFront, type Front } from './front.ts';
import { trustedProxy, type TrustedProxy } from './trusted-proxy.ts';

const PAGE = `<!doctype html><p>${'The same page for everyone. '.repeat(200)}</p>`;
const fault = () => {
	throw new TypeError('a fault of ours');
};
const log = openLog({ level: 'silent', format: 'json' });
const fronts: Front[] = [];
afterEach(() => Promise.all(fronts.splice(0).map((front) => front.drain(0))));

async function front(handler?: RequestListener, more: { proxy?: string; origin?: string } = {}) {
	const opened = await openFront(
		{
			port: 0,
			host: '127.0.0.1',
			trustedProxy: trustedProxy(more.proxy) as TrustedProxy
		},
		log
	);
	fronts.push(opened);
	if (handler) opened.open(more.origin ?? 'https://groups.example.org', handler);
	return opened;
}

interface Answer {
	status: number;
	headers: IncomingMessage['headers'];
	body: Buffer;
}

function get(
	{ port }: Front,
	{ headers = {}, method = 'GET', body = '', path = '/' }: Record<string, never> | Asked = {}
): Promise<Answer> {
	return new Promise((done, failed) => {
		const sent = ask({ port, host: '127.0.0.1', path, method, headers }, (answer) => {
			const chunks: Buffer[] = [];
			answer.on('data', (chunk: Buffer) => chunks.push(chunk));
			answer.on('end', () =>
				done({
					status: answer.statusCode ?? 0,
					headers: answer.headers,
					body: Buffer.concat(chunks)
				})
			);
		});
		sent.on('error', failed);
		sent.end(body);
	});
}
interface Asked {
	headers?: Record<string, string>;
	method?: string;
	body?: string;
	path?: string;
}

const told: RequestListener = (request, response) => {
	response.end(JSON.stringify(request.headers));
};
const page =
	(more: Record<string, string> = {}, status = 200): RequestListener =>
	(_, response) => {
		const headers = { 'content-type': 'text/html', 'content-length': String(PAGE.length), ...more };
		for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
		response.writeHead(status);
		response.write(Buffer.from(PAGE));
		response.end();
	};

describe('the front door', () => {
	it('believes nothing that a request says about its host, protocol and address', async () => {
		const lies = {
			'x-forwarded-for': '6.6.6.6',
			'x-forwarded-proto': 'http',
			'x-forwarded-host': 'evil.example',
			'x-holdspace-address': '6.6.6.6',
			'x-holdspace-host': 'evil.example',
			'x-real-ip': '6.6.6.6',
			forwarded: 'for=6.6.6.6'
		};
		const { body } = await get(await front(told), { headers: lies });
		const heard = JSON.parse(body.toString()) as Record<string, string>;
		expect(heard).toMatchObject({
			'x-holdspace-protocol': 'https',
			'x-holdspace-host': 'groups.example.org',
			'x-holdspace-address': '127.0.0.1'
		});
		expect(JSON.stringify(heard)).not.toContain('6.6.6.6');
		expect(JSON.stringify(heard)).not.toContain('evil');
	});

	it('takes the address from a proxy that is trusted', async () => {
		const opened = await front(told, { proxy: '127.0.0.0/8' });
		const { body } = await get(opened, { headers: { 'x-forwarded-for': '6.6.6.6, 198.51.100.7' } });
		expect(JSON.parse(body.toString())).toMatchObject({ 'x-holdspace-address': '198.51.100.7' });
	});

	it('refuses a body over 64 KB before reading it, kindly', async () => {
		let reached = 0;
		const opened = await front((_, response) => void response.end(String(++reached)));
		const body = 'x'.repeat(64 * 1024 + 1);
		const form = await get(opened, { method: 'POST', body, headers: { accept: 'text/html' } });
		expect(form.status).toBe(413);
		expect(form.body.toString()).toContain('Please make it shorter');
		const api = await get(opened, { method: 'POST', body });
		expect(api.status).toBe(413);
		expect(JSON.parse(api.body.toString())).toMatchObject({ error: { code: 'too_large' } });
		expect(reached).toBe(0);
		expect((await get(opened, { method: 'POST', body: body.slice(1) })).status).toBe(200);
	});

	it('lets a file in at the one address that takes files, hidden from the framework', async () => {
		const heard: RequestListener = (request, response) => {
			let bytes = 0;
			request.on('data', (piece: Buffer) => (bytes += piece.length));
			request.on('end', () =>
				response.end(
					JSON.stringify({ bytes, announced: request.headers['content-length'] ?? null })
				)
			);
		};
		const opened = await front(heard);
		const path = '/programme/directory/upload';
		const post = async (path: string, body: string) =>
			get(opened, { method: 'POST', path, body, headers: { accept: 'text/html' } });
		const large = 'x'.repeat(3 * 1024 * 1024);
		for (const taken of [path, `${path}?source=1`, `${path}/?a`]) {
			const { body } = await post(taken, large);
			expect(JSON.parse(body.toString())).toEqual({ bytes: large.length, announced: null });
		}
		for (const other of [
			...[
				'/programme/directory',
				'/programme/directory/uploads',
				'/?x=/programme/directory/upload'
			],
			...[
				`/x${path}`,
				'/programme/directory/upload/x',
				'/programme/directory/%75pload',
				'//programme/directory/upload'
			]
		])
			expect((await post(other, large)).status, other).toBe(413);
		const put = await get(opened, { method: 'PUT', path, body: large });
		expect(put.status).toBe(413);
		const huge = { 'content-length': String(81 * 1024 * 1024), accept: 'text/html' };
		const refused = await new Promise<Answer>((done) => {
			const sent = ask({
				port: opened.port,
				host: '127.0.0.1',
				path,
				method: 'POST',
				headers: huge
			});
			sent.on('response', (answer) => {
				const chunks: Buffer[] = [];
				answer.on('data', (chunk: Buffer) => chunks.push(chunk));
				answer.on('end', () => {
					const { statusCode: status = 0, headers } = answer;
					done({ status, headers, body: Buffer.concat(chunks) });
					sent.destroy();
				});
			});
			sent.flushHeaders();
		});
		expect(refused.status).toBe(413);
		expect(refused.body.toString()).toContain('up to 20 MB');
	});

	it.each([
		['at once', () => fault()],
		['later', () => Promise.reject(new TypeError('a fault of ours'))]
	])('answers for a page that fails %s, and the next one is served', async (_, fails) => {
		let asked = 0;
		const opened = await front((_, response) => {
			if (asked++ === 0) return fails();
			response.end('here');
		});
		expect((await get(opened)).status).toBe(500);
		expect((await get(opened)).body.toString()).toBe('here');
	});

	it('lets requests that come too early wait for the start', async () => {
		const opened = await front();
		const early = get(opened);
		opened.open('http://localhost:3000', (_, response) => void response.end('ready'));
		expect((await early).body.toString()).toBe('ready');
	});

	it('leads a browser on the same machine to the one address that sign-in belongs to', async () => {
		const opened = await front(told, { origin: 'http://localhost:3000' });
		const visit = { host: '127.0.0.1:3000', 'sec-fetch-mode': 'navigate' };
		const led = await get(opened, { headers: visit, path: '/groups?x=1' });
		expect(led.status).toBe(307);
		expect(led.headers.location).toBe('http://localhost:3000/groups?x=1');
		const straight = { ...visit, host: 'localhost:3000' };
		expect((await get(opened, { headers: straight })).status).toBe(200);
		expect((await get(opened, { headers: { host: '127.0.0.1:3000' } })).status).toBe(200);
		expect((await get(await front(told), { headers: visit })).status).toBe(200);
	});

	it('says which port is in use', async () => {
		const { port } = await front(told);
		const again = openFront({ port, host: '127.0.0.1', trustedProxy: { hops: 0 } }, log);
		await expect(again).rejects.toThrow(`Port ${port} is in use by another program`);
		const nowhere = openFront({ port: 0, host: '203.0.113.1', trustedProxy: { hops: 0 } }, log);
		await expect(nowhere).rejects.toThrow('HOST=203.0.113.1 is not an address of this machine');
	});

	it('answers a socket that nobody is there for', async () => {
		const { port } = await front(told);
		const said = await new Promise<string>((done) => {
			const socket = connect(port, '127.0.0.1');
			let text = '';
			socket.on('data', (chunk) => (text += chunk.toString()));
			socket.on('close', () => done(text));
			socket.write(
				'GET /live HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'
			);
		});
		expect(said).toMatch(/^HTTP\/1\.1 503/);
	});

	it('finishes the answers under way before it closes', async () => {
		const reached = Promise.withResolvers<() => void>();
		const opened = await front((_, response) => reached.resolve(() => response.end('whole')));
		const answer = get(opened);
		const finish = await reached.promise;
		const drained = opened.drain(60_000);
		await expect(get(opened)).rejects.toThrow();
		finish();
		expect((await answer).body.toString()).toBe('whole');
		await drained;
	});
});

describe('compression', () => {
	const accepting = (accept: string, more = {}) => ({
		headers: { 'accept-encoding': accept, ...more }
	});

	it('makes a page that is the same for everyone smaller', async () => {
		const opened = await front(page({ etag: '"abc"' }));
		const gzip = await get(opened, accepting('gzip, deflate'));
		expect(gzip.headers).toMatchObject({
			'content-encoding': 'gzip',
			vary: 'accept-encoding',
			etag: 'W/"abc"',
			'content-length': String(gzip.body.length)
		});
		expect(gunzipSync(gzip.body).toString()).toBe(PAGE);
		expect(gzip.body.length).toBeLessThan(PAGE.length / 4);
		const br = await get(opened, accepting('gzip, br;q=0.9'));
		expect(brotliDecompressSync(br.body).toString()).toBe(PAGE);
	});

	describe('of a page for somebody, whose length could tell what is in it', () => {
		const visit = (headers: Record<string, string>, path = '/groups/1') => ({
			...accepting('gzip, deflate, br, zstd', { cookie: 'a=b', ...headers }),
			path
		});
		const encodingOf = async (asked: Asked) =>
			(await get(await front(page()), asked)).headers['content-encoding'];

		it('is done when they came from a page of ours or by themselves', async () => {
			const own = await get(await front(page()), visit({ 'sec-fetch-site': 'same-origin' }));
			expect(own.headers['content-encoding']).toBe('zstd');
			expect(zstdDecompressSync(own.body).toString()).toContain(PAGE);
			expect(await encodingOf(visit({ 'sec-fetch-site': 'none' }))).toBe('zstd');
			const older = visit({ 'sec-fetch-site': 'none', 'accept-encoding': 'gzip, br' });
			expect(await encodingOf(older)).toBe('br');
		});

		it('is not done when another site may have asked for it, or brought something along', async () => {
			expect(await encodingOf(visit({}))).toBeUndefined();
			for (const site of ['cross-site', 'same-site'])
				expect(await encodingOf(visit({ 'sec-fetch-site': site }))).toBeUndefined();
			const brought = visit({ 'sec-fetch-site': 'same-origin' }, '/groups/1?before=a');
			expect(await encodingOf(brought)).toBeUndefined();
		});

		it('is not done for an answer to a form, nor when somebody is signed in with it', async () => {
			const signingIn = await get(await front(page({ 'set-cookie': 'a=b' })), accepting('gzip'));
			expect(signingIn.headers).not.toHaveProperty('content-encoding');
			expect(await encodingOf({ ...accepting('gzip'), method: 'POST' })).toBeUndefined();
		});

		it('leaves open how long the page is: the same one has many lengths', async () => {
			const opened = await front(page());
			const lengths = new Set<number>();
			for (let n = 0; n < 12; n++) {
				const { body } = await get(opened, visit({ 'sec-fetch-site': 'none' }));
				lengths.add(body.byteLength);
			}
			expect(lengths.size).toBeGreaterThan(4);
		});
	});

	it('leaves alone what is not a whole page, and whoever does not ask for it', async () => {
		const plain = async (handler: RequestListener, accept = 'gzip') =>
			(await get(await front(handler), accepting(accept))).headers['content-encoding'];
		expect(await plain(page(), 'identity')).toBeUndefined();
		expect(await plain(page(), 'gzip;q=0')).toBeUndefined();
		expect(await plain(page({}, 404))).toBeUndefined();
		expect(await plain(page({ 'content-type': 'application/json' }))).toBeUndefined();
		expect(await plain((_, response) => void response.end('short'))).toBeUndefined();
	});
});
