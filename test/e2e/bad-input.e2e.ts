import { request as httpRequest } from 'node:http';
import { describe, expect, test } from 'vitest';
import { openWorld } from '#test/support/world.ts';
import { startServer } from './support/server.ts';

const world = await openWorld();
const server = await startServer(world);
const { origin } = server;

interface Answer {
	status: number;
	headers: Record<string, string | string[] | undefined>;
	body: string;
}
/** fetch forbids some headers; a hostile client does not use fetch. */
function ask(
	path: string,
	more: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {}
): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const { body, ...rest } = more;
		const sent = httpRequest(`${origin}${path}`, rest, (response) => {
			let text = '';
			response.on('data', (chunk: Buffer) => (text += chunk.toString()));
			response.on('end', () =>
				resolve({ status: response.statusCode!, headers: response.headers, body: text })
			);
		});
		sent.on('error', reject);
		sent.end(body);
	});
}
const form = { 'content-type': 'application/x-www-form-urlencoded', origin, accept: 'text/html' };

describe('a request that cannot be right', () => {
	test('from another origin changes nothing', async () => {
		for (const from of ['https://elsewhere.example', 'null', undefined]) {
			const headers = { ...form, ...(from ? { origin: from } : {}) } as Record<string, string>;
			if (!from) delete headers.origin;
			const answer = await ask('/sign-in', { method: 'POST', headers, body: 'name=a' });
			expect(answer.status, String(from)).toBe(403);
		}
	});
	test('larger than 64 KB is refused before it is read, with its length said or not', async () => {
		const body = `name=${'a'.repeat(70_000)}`;
		const said = await ask('/sign-in', {
			method: 'POST',
			headers: { ...form, 'content-length': String(body.length) },
			body
		});
		expect(said.status).toBe(413);
		const unsaid = await ask('/sign-in', {
			method: 'POST',
			headers: { ...form, 'transfer-encoding': 'chunked' },
			body
		}).catch(() => ({ status: 413 }));
		expect(unsaid.status).toBe(413);
	});
	test('with a body that is no form is a bad request', async () => {
		const answer = await ask('/sign-in', {
			method: 'POST',
			headers: { ...form, 'content-type': 'multipart/form-data; boundary=x' },
			body: 'this is no form'
		});
		expect(answer.status).toBe(400);
	});
	test('for an action that no form has finds nothing', async () => {
		for (const name of ['default', 'other', '__proto__']) {
			const path = `/sign-in?/${name}`;
			const answer = await ask(path, { method: 'POST', headers: form, body: 'name=a' });
			expect([path, answer.status]).toEqual([path, 404]);
		}
	});
	test('with the wrong method is told so', async () => {
		for (const path of ['/api/v1/impact', '/health', '/leave']) {
			const answer = await ask(path, { method: 'PUT', headers: { origin } });
			expect([path, answer.status]).toEqual([path, 405]);
		}
	});
	test('for something unknown, foreign or forbidden gets one and the same page', async () => {
		const id = '0190a1b2-0000-7000-8000-000000000000';
		const paths = [`/g/${id}`, '/g/nothing', '/nowhere', `/g/${id}/join`, '/dev/ui', '/g/%00'];
		const pages = await Promise.all(
			paths.map((path) => ask(path, { headers: { accept: 'text/html' } }))
		);
		expect(pages.map(({ status }) => status)).toEqual(paths.map(() => 404));
		const main = (html: string) => /<main[\s\S]*<\/main>/.exec(html)?.[0];
		expect(new Set(pages.slice(0, 5).map(({ body }) => main(body))).size).toBe(1);
	});
});

describe('what was typed', () => {
	test('stays in the form beside a kind message, secrets excepted', async () => {
		const answer = await ask('/sign-in', {
			method: 'POST',
			headers: form,
			body: 'name=quiet+lantern+road&passphrase=planted-secret-passphrase'
		});
		expect(answer.status).toBeGreaterThanOrEqual(400);
		expect(answer.body).toContain('quiet lantern road');
		expect(answer.body).not.toContain('planted-secret-passphrase');
	});
	test('is shown as words, never as markup', async () => {
		const answer = await ask('/sign-in', {
			method: 'POST',
			headers: form,
			body: `name=${encodeURIComponent('"><script>alert(1)</script>')}&passphrase=x`
		});
		expect(answer.body).not.toContain('<script>alert(1)');
	});
});

test('every answer carries the headers that keep pages apart from others', async () => {
	for (const path of ['/', '/help', '/health', '/nowhere']) {
		const { headers } = await ask(path, { headers: { accept: 'text/html' } });
		expect(headers['x-content-type-options'], path).toBe('nosniff');
		expect(headers['referrer-policy'], path).toBe('no-referrer');
		expect(headers['content-security-policy'], path).toContain("default-src 'none'");
		expect(headers['content-security-policy'], path).toContain("frame-ancestors 'none'");
		expect(headers['cross-origin-opener-policy'], path).toBe('same-origin');
		expect(headers['server'], path).toBeUndefined();
		expect(headers['x-powered-by'], path).toBeUndefined();
	}
});

test('health says that it is well', async () => {
	const answer = await ask('/health');
	expect(answer.status).toBe(200);
	expect(JSON.parse(answer.body)).toMatchObject({ status: 'ok' });
});

test('nothing of a request is in the log', () => {
	const printed = server.output();
	for (const word of ['planted-secret-passphrase', 'quiet lantern', 'alert(1)', '127.0.0.1'])
		expect(printed.replaceAll(origin, '')).not.toContain(word);
});
