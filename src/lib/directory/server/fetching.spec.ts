import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { fetchFeed, NotModified, usualLimits, type FetchLimits, type Mark } from './fetching.ts';
import { isPublic, publicAddressOf } from './public-address.ts';

const longAgo = 'Sun, 01 Nov 2026 10:00:00 GMT';
const answers: Record<string, http.RequestListener> = {
	'/plain': (_, answer) => answer.end('[1]'),
	'/packed': (_, answer) => {
		answer.writeHead(200, { 'content-encoding': 'gzip' });
		answer.end(gzipSync('[1, 2]'));
	},
	'/bomb': (_, answer) => {
		answer.writeHead(200, { 'content-encoding': 'gzip' });
		answer.end(gzipSync(Buffer.alloc(5_000_000)));
	},
	'/endless': (_, answer) => {
		const more = () => {
			while (!answer.destroyed && answer.write(Buffer.alloc(65_536, 'a')));
		};
		answer.on('drain', more);
		more();
	},
	'/silent': (_, answer) => void answer.write('['),
	'/mute': () => {},
	'/cut': (request, answer) => {
		answer.writeHead(200, { 'content-length': '100' });
		answer.write('[1', () => request.socket.destroy());
	},
	'/marked': ({ headers }, answer) => {
		const isSame = headers['if-none-match'] === '"one"';
		answer.writeHead(isSame ? 304 : 200, { etag: '"one"', 'last-modified': longAgo });
		answer.end(isSame ? undefined : '[1]');
	},
	'/dated': ({ headers }, answer) => {
		const isSame = headers['if-modified-since'] === longAgo;
		answer.writeHead(isSame ? 304 : 200, { 'last-modified': longAgo }).end(isSame ? '' : '[1]');
	},
	'/just-now': (_, answer) =>
		answer.writeHead(200, { 'last-modified': new Date().toUTCString() }).end('[1]'),
	'/wordy': (_, answer) => answer.writeHead(200, { etag: `"${'x'.repeat(600)}"` }).end('[1]'),
	'/always-same': (_, answer) => answer.writeHead(304).end(),
	'/to-marked': (_, answer) => answer.writeHead(302, { location: '/marked' }).end(),
	'/gone': (_, answer) => answer.writeHead(404).end(),
	'/closed': (_, answer) => answer.writeHead(403).end(),
	'/busy': (_, answer) => answer.writeHead(503).end(),
	'/round': (_, answer) => answer.writeHead(302, { location: '/round' }).end(),
	'/moved': (_, answer) => answer.writeHead(301, { location: '/plain' }).end(),
	'/inwards': (_, answer) => answer.writeHead(302, { location: 'http://127.0.0.2/' }).end(),
	'/file': (_, answer) => answer.writeHead(302, { location: 'file:///etc/hosts' }).end()
};
const server = http.createServer((request, answer) =>
	answers[request.url ?? '']?.(request, answer)
);
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
afterAll(() => {
	server.closeAllConnections();
	server.close();
});
const at = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;

/** As everywhere, but that this one machine may be asked. */
const limits: FetchLimits = {
	...usualLimits,
	isAllowed: (address) => address === '127.0.0.1' || isPublic(address)
};
async function read(url: string, more: Partial<FetchLimits> = {}): Promise<string> {
	let text = '';
	for await (const piece of fetchFeed(url, { limits: { ...limits, ...more } }))
		text += Buffer.from(piece).toString();
	return text;
}

describe('an address of a local network is refused:', () => {
	test.each([
		...['127.0.0.1', '127.9.9.9', '10.0.0.1', '172.16.0.1', '192.168.1.1', '169.254.169.254'],
		...['100.64.0.1', '0.0.0.0', '224.0.0.1', '255.255.255.255', '240.0.0.1', '192.0.2.1'],
		...['::1', '::', 'fe80::1', 'fc00::1', 'fd12::1', 'ff02::1', '::ffff:127.0.0.1'],
		...['::ffff:8.8.8.8', '64:ff9b::7f00:1', '2002:7f00:1::', '2001:db8::1', 'not an address']
	])('%s', (address) => {
		expect(isPublic(address)).toBe(false);
	});
	test.each(['8.8.8.8', '2606:4700::1111'])('but not %s', (address) => {
		expect(isPublic(address)).toBe(true);
	});
	test.each([
		'http://127.0.0.1/',
		'http://[::1]/',
		'http://localhost/',
		'http://0x7f.1/',
		'http://2130706433/'
	])('%s', async (url) => {
		await expect(fetchFeed(url).next()).rejects.toMatchObject({ why: 'address_private' });
	});
	test('a name that means one of them among others', async () => {
		const some = (address: string) => address !== '::1' && address !== '127.0.0.1';
		await expect(publicAddressOf('localhost', some)).rejects.toMatchObject({
			why: 'address_private'
		});
	});
	test('also behind a redirect', async () => {
		await expect(read(at('/inwards'))).rejects.toMatchObject({ why: 'address_private' });
	});
});

describe('a feed', () => {
	test.each([
		['/plain', '[1]'],
		['/packed', '[1, 2]'],
		['/moved', '[1]']
	])('%s is read', async (path, text) => {
		expect(await read(at(path))).toBe(text);
	});
	test.each([
		['/gone', 'answer_gone'],
		['/closed', 'answer_closed'],
		['/busy', 'answer_busy'],
		['/round', 'redirects_many'],
		['/file', 'url_scheme'],
		['/cut', 'connection_lost']
	])('%s is refused: %s', async (path, why) => {
		await expect(read(at(path))).rejects.toMatchObject({ why });
	});
	test.each(['ftp://example.org/', 'file:///etc/hosts', 'data:,1', 'nowhere'])(
		'%s',
		async (url) => {
			await expect(read(url)).rejects.toMatchObject({
				why: expect.stringMatching(/^url/) as string
			});
		}
	);
	test('with a secret in its address', async () => {
		await expect(read('https://me:word@example.org/')).rejects.toMatchObject({ why: 'url_secret' });
	});
	test.each(['/endless', '/bomb'])('%s is read only so far', async (path) => {
		await expect(read(at(path), { bytes: 1_000_000 })).rejects.toMatchObject({ why: 'too_big' });
	});
	test.each(['/silent', '/mute'])('%s is not waited for', async (path) => {
		await expect(read(at(path), { idle: 100 })).rejects.toMatchObject({ why: 'too_slow' });
	});
	test('that goes on and on has its time', async () => {
		await expect(read(at('/endless'), { whole: 100, bytes: Infinity })).rejects.toMatchObject({
			why: 'too_slow'
		});
	});
});

describe('an answer that was seen', () => {
	const ask = async (path: string, seen: Mark | null = null) => {
		let mark: Mark | null | undefined;
		let text = '';
		const onMark = (told: Mark | null) => (mark = told);
		for await (const piece of fetchFeed(at(path), { limits, seen, onMark }))
			text += Buffer.from(piece).toString();
		return { mark, text };
	};
	test.each([
		['/marked', { etag: '"one"', modified: longAgo }],
		['/dated', { etag: null, modified: longAgo }]
	])('%s is asked about by its name', async (path, named) => {
		const { mark, text } = await ask(path);
		expect([mark, text]).toEqual([{ url: at(path), ...named }, '[1]']);
		await expect(ask(path, mark)).rejects.toBeInstanceOf(NotModified);
	});
	test('is known by where it came from in the end, and there only', async () => {
		const { mark } = await ask('/to-marked');
		expect(mark?.url).toBe(at('/marked'));
		await expect(ask('/to-marked', mark!)).rejects.toBeInstanceOf(NotModified);
		const elsewhere = { ...mark!, url: at('/dated') };
		expect((await ask('/marked', elsewhere)).text).toBe('[1]');
	});
	test.each(['/plain', '/just-now', '/wordy'])('%s has no name that can be kept', async (path) => {
		expect((await ask(path)).mark).toBeNull();
	});
	test('“not modified” to somebody who did not ask is odd', async () => {
		await expect(ask('/always-same')).rejects.toMatchObject({ why: 'answer_odd' });
	});
});
