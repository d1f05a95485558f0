import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { openWorld } from '#test/support/world.ts';
import { startServer } from './support/server.ts';

const world = await openWorld();
const server = await startServer(world);
const port = Number(new URL(server.origin).port);

/** Sends these very bytes; answers what came back until the server closed, or until it was long enough. */
const send = (text: string, enough = /\r\n\r\n/) =>
	new Promise<string>((resolve) => {
		const socket = connect(port, '127.0.0.1');
		let got = '';
		const done = () => {
			resolve(got);
			socket.destroy();
		};
		socket.on('data', (chunk) => {
			got += chunk.toString('latin1');
			if (enough.test(got)) done();
		});
		socket.on('error', done);
		socket.on('close', done);
		socket.write(text);
	});
const request = (line: string, ...headers: string[]) =>
	[`${line} HTTP/1.1`, `Host: localhost:${port}`, 'Accept: text/html', ...headers, '', ''].join(
		'\r\n'
	);
const upgrade = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'];

describe('whatever a stranger sends, the server stays up', () => {
	const odd = [
		'//',
		'//evil.example/',
		'http://[',
		'/%',
		'/%00',
		'/%E0%A4%A',
		'/g/..%2f..%2f',
		'*'
	];
	test.each([...odd, '/live', `/?${'a'.repeat(12_000)}`])('asked for %s', async (address) => {
		for (const headers of [['Connection: close'], [...upgrade, `Origin: ${server.origin}`]]) {
			const answer = await send(request(`GET ${address}`, ...headers));
			expect(answer).toMatch(/^HTTP\/1.1 [234]\d\d /);
			expect(answer).not.toMatch(/location: (https?:)?\/\/(?!localhost)/i);
		}
	});
	test('cut off in the middle of a form, or sending none', async () => {
		const type = 'Content-Type: application/x-www-form-urlencoded';
		const own = `Origin: ${server.origin}`;
		for (const [kind, body] of [
			[type, 'name=a&__proto__=1&constructor=1&name[]=2&toString[]=3'],
			[type, `${'a=1&'.repeat(4000)}`],
			['Content-Type: multipart/form-data; boundary=x', '--x\r\nContent-Disposition: nonsense'],
			['Content-Type: application/json', '{"__proto__":{"a":1}}'],
			['Content-Type: text/plain', 'a=b']
		] as const) {
			const answer = await send(
				request('POST /sign-in', kind, own, `Content-Length: ${body.length}`) + body
			);
			expect(answer).toMatch(/^HTTP\/1.1 4\d\d /);
			const half = connect(port, '127.0.0.1');
			half.write(request('POST /sign-in', kind, own, `Content-Length: ${body.length + 9}`) + body);
			await new Promise((resolve) => half.once('connect', resolve));
			half.destroy();
		}
	});
	test('and answers as before', async () => {
		expect((await fetch(`${server.origin}/health`)).status).toBe(200);
		expect(server.output()).not.toMatch(/"level":"(error|fatal)"/);
	});
});

describe('answers that the framework makes by itself', () => {
	test.each([
		['a refused form from elsewhere', request('POST /sign-in', 'Content-Type: text/plain')],
		['an address with a slash too many', request('GET /sign-in/')],
		['a page that asks to sign in', request('GET /home')],
		['an address that cannot be read', request('GET /%E0%A4%A')]
	])('%s carry the headers of every answer', async (_, text) => {
		const answer = (await send(text)).toLowerCase();
		expect(answer).toContain('content-security-policy: ');
		expect(answer).toContain('cache-control: no-store');
		expect(answer).toContain('referrer-policy: no-referrer');
		expect(answer).toContain('x-content-type-options: nosniff');
	});
});
