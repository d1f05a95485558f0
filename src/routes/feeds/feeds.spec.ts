import { gunzipSync } from 'node:zlib';
import type { RequestEvent } from '@sveltejs/kit';
import { describe, expect, test, vi } from 'vitest';
import { aListing, importAll, source } from '#test/support/directory.ts';
import { group } from '#test/support/groups.ts';
import { organisation } from '#test/support/organisation.ts';
import { openWorld } from '#test/support/world.ts';
import * as directory from '#lib/directory/server/directory.ts';
import * as groups from '#lib/groups/server/groups.ts';
import type { Ctx } from '#server/ctx.ts';
import { GET as services } from './hsds/services/+server.ts';
import { whole } from './whole.ts';

const world = await openWorld();
await organisation(world);
const harbour = await group(world);
const { sourceId } = await source(world);
await importAll(world, sourceId, [aListing('a'), aListing('b')]);

/** Time stands still, unless a test lets it pass: writing a feed rests after it. */
let passed = 0;
const clock = performance.now.bind(performance);
vi.spyOn(performance, 'now').mockImplementation(() => clock() + passed);
const rested = () => (passed += 60_000);

/** The same context, and how many statements it sends. */
function counted() {
	const sent = { statements: 0 };
	const db = world.nobody.db.withPlugin({
		transformQuery: ({ node }) => {
			sent.statements += 1;
			return node;
		},
		transformResult: ({ result }) => Promise.resolve(result)
	});
	return { sent, ctx: { ...world.nobody, db } };
}
function event(headers: Record<string, string>, ctx: Ctx = world.nobody, path = '/'): RequestEvent {
	const url = new URL(path, 'https://groups.example.org');
	return { url, request: new Request(url, { headers }), locals: { ctx } } as RequestEvent;
}
const gzip = { 'accept-encoding': 'gzip, br' };
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

describe('a whole feed', () => {
	test('is the same packed and not, and says which it is', async () => {
		const packed = await whole(event(gzip), 'json');
		expect(packed.headers.get('content-encoding')).toBe('gzip');
		expect(packed.headers.get('vary')).toBe('accept-encoding');
		const text = gunzipSync(await bytesOf(packed)).toString();
		expect((JSON.parse(text) as unknown[]).length).toBe(3);
		for (const accept of ['identity', 'gzip;q=0', 'br, gzip; q=0.0']) {
			const plain = await whole(event({ 'accept-encoding': accept }), 'json');
			expect(plain.headers.has('content-encoding')).toBe(false);
			expect(await plain.text()).toBe(text);
		}
		const sheet = await whole(event({}), 'csv');
		expect(sheet.headers.get('content-type')).toContain('text/csv');
		expect((await sheet.text()).split('\r\n').length).toBeGreaterThan(3);
	});

	test('is written once, however many ask and however often', async () => {
		const { ctx, sent } = counted();
		const ask = () => whole(event(gzip, ctx), 'json');
		const first = await Promise.all(Array.from({ length: 20 }, ask));
		const written = sent.statements;
		expect(written).toBeLessThan(10);
		const all = await Promise.all(first.map(bytesOf));
		expect(new Set(all.map(String)).size).toBe(1);
		rested();
		for (let n = 0; n < 5; n++) expect(await bytesOf(await ask())).toEqual(all[0]);
		expect(sent.statements).toBe(written + 5);
	});

	test('is not sent again to whoever has it', async () => {
		const { headers } = await whole(event(gzip), 'json');
		const tag = headers.get('etag')!;
		for (const known of [tag, `"other", ${tag}`, tag.replace('W/', '')]) {
			const again = await whole(event({ ...gzip, 'if-none-match': known }), 'json');
			expect([again.status, again.headers.get('etag')]).toEqual([304, tag]);
			expect(await again.text()).toBe('');
		}
		const other = await whole(event({ ...gzip, 'if-none-match': '"other"' }), 'json');
		expect(other.status).toBe(200);
	});

	test('is written anew after a change, once it has rested', async () => {
		const text = async () => gunzipSync(await bytesOf(await whole(event(gzip), 'json'))).toString();
		expect(await text()).toContain('Evening harbour');
		await groups.close(harbour.coordinator.ctx, harbour);
		rested();
		expect(await text()).not.toContain('Evening harbour');
	});

	test('rests twice as long as it took, so that changes cannot keep us writing', async () => {
		const { ctx, sent } = counted();
		const ask = () => whole(event(gzip, ctx), 'json').then(bytesOf);
		const stopped = clock() + passed;
		const now = vi.spyOn(performance, 'now').mockReturnValueOnce(stopped);
		now.mockReturnValueOnce(stopped + 1000).mockReturnValue(stopped + 2999);
		const before = await ask();
		const written = sent.statements;
		await importAll(world, sourceId, [aListing('a'), aListing('b'), aListing('c')]);
		expect(await ask()).toEqual(before);
		expect(sent.statements).toBe(written);
		now.mockReturnValue(stopped + 3001);
		expect(await ask()).not.toEqual(before);
	});
});

describe('feeds that are kept', () => {
	/** A context of its own keeps feeds of its own. */
	const fresh = () => counted();
	const feed = (ctx: Ctx, form: 'json' | 'csv', most: number) =>
		directory.wholeFeed(ctx, form, 'https://groups.example.org', most);

	test('take so many bytes together, and the one asked for longest ago goes', async () => {
		const { ctx, sent } = fresh();
		const json = await feed(ctx, 'json', 1e6);
		const csv = await feed(ctx, 'csv', 1e6);
		const most = json.packed.length + csv.packed.length - 1;
		rested();
		await feed(ctx, 'csv', most);
		const before = sent.statements;
		rested();
		await feed(ctx, 'csv', most);
		expect(sent.statements).toBe(before + 1);
		await feed(ctx, 'json', most);
		expect(sent.statements).toBeGreaterThan(before + 2);
	});

	test('one too large to keep is given to all who ask while it is written, and then rests', async () => {
		const { ctx } = fresh();
		const now = vi.spyOn(performance, 'now');
		const stopped = clock() + passed;
		now.mockReturnValueOnce(stopped).mockReturnValue(stopped + 1000);
		const both = await Promise.all([feed(ctx, 'json', 10), feed(ctx, 'json', 10)]);
		expect(both[0].packed.length).toBeGreaterThan(10);
		expect(both[1]).toBe(both[0]);
		await expect(feed(ctx, 'json', 10)).rejects.toMatchObject({ code: 'too_many' });
		const answer = await whole(event(gzip, ctx), 'json');
		expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '2']);
		now.mockReturnValue(stopped + 3001);
		expect((await feed(ctx, 'json', 10)).packed).toEqual(both[0].packed);
	});
});

describe('a page of the Open Referral API', () => {
	test('costs one small question for whoever has it', async () => {
		const { ctx, sent } = counted();
		const path = '/feeds/hsds/services?per_page=500';
		const ask = (headers = {}) =>
			services(event(headers, ctx, path) as Parameters<typeof services>[0]);
		const first = await ask();
		const tag = first.headers.get('etag')!;
		expect(((await first.json()) as { contents: unknown[] }).contents).toHaveLength(3);
		const before = sent.statements;
		const again = await ask({ 'if-none-match': tag });
		expect([again.status, sent.statements - before]).toEqual([304, 1]);
		await importAll(
			world,
			sourceId,
			['a', 'b', 'c', 'd'].map((key) => aListing(key))
		);
		expect((await ask({ 'if-none-match': tag })).status).toBe(200);
	});
	test('says what is wrong as before', async () => {
		const wrong = event({}, world.nobody, '/feeds/hsds/services?page=0');
		const answer = await services(wrong as Parameters<typeof services>[0]);
		expect(answer.status).toBe(400);
	});
});

describe('a list of the Open Referral API, all of it', () => {
	const lines = (address: string, path = '/feeds/hsds/services?format=ndjson') => {
		const asked = event({}, world.nobody, path);
		Object.assign(asked.locals, { address });
		return services(asked as Parameters<typeof services>[0]);
	};
	test('is sent line by line, and is what its pages hold', async () => {
		const sent = await lines('198.51.100.7');
		expect(sent.headers.get('content-type')).toBe('application/x-ndjson');
		const all = (await sent.text()).trim().split('\n');
		const page = await services(
			event({}, world.nobody, '/feeds/hsds/services?per_page=500') as Parameters<typeof services>[0]
		);
		const { contents } = (await page.json()) as { contents: unknown[] };
		expect(all.map((line) => JSON.parse(line) as unknown)).toEqual(contents);
	});
	test('is sent to a network once at a time, to few together, and again when it is over', async () => {
		const opened: Response[] = [];
		for (let n = 0; n < 8; n++) opened.push(await lines(`10.0.${n}.1`));
		expect(opened.every(({ status }) => status === 200)).toBe(true);
		for (const address of ['10.0.0.9', '198.51.100.7']) {
			const busy = await lines(address);
			expect([busy.status, busy.headers.get('retry-after')]).toEqual([429, '60']);
		}
		for (const one of opened) await one.body!.cancel();
		const again = async () => {
			const sent = await lines('10.0.0.9');
			await sent.text();
			return sent.status;
		};
		await expect.poll(again).toBe(200);
		await expect.poll(again).toBe(200);
	});
	test('says what is wrong, and holds no place for it', async () => {
		for (let n = 0; n < 9; n++) {
			const wrong = await lines('198.51.100.7', '/feeds/hsds/services?format=ndjson&full=x');
			expect(wrong.status).toBe(400);
		}
		const xml = await lines('198.51.100.7', '/feeds/hsds/services?format=xml');
		expect(xml.status).toBe(400);
		expect((await lines('198.51.100.7')).status).toBe(200);
	});
});
