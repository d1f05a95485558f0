import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import { day, minute } from '#server/clock.ts';
import { aListing, importAll, source } from '#test/support/directory.ts';
import { openWorld } from '#test/support/world.ts';
import * as directory from './directory.ts';
import { usualLimits } from './fetching.ts';

const world = await openWorld();
const meeting = (slug: string) => ({
	...{ slug, name: 'Quiet evening', day: 2, time: '19:00', timezone: 'Europe/Berlin' },
	formatted_address: '12 Elm Street, Berlin, Germany'
});
let answer: unknown = [meeting('a'), meeting('b')];
/** Of the one source that names its answers. */
let named = { etag: '"1"', body: JSON.stringify([meeting('a'), meeting('b')]) };
const asked: (string | undefined)[] = [];
const server = http.createServer(({ url, headers }, response) => {
	if (url === '/named') {
		asked.push(headers['if-none-match']);
		const isSame = headers['if-none-match'] === named.etag;
		response.writeHead(isSame ? 304 : 200, { etag: named.etag });
		return void response.end(isSame ? undefined : named.body);
	}
	if (url === '/slow') return;
	if (url === '/broken') return void response.end('[{"slug": "a", "name');
	if (url === '/empty') return void response.end('');
	if (url === '/away') return void response.writeHead(503).end();
	response.end(JSON.stringify(answer));
});
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
afterAll(() => {
	server.closeAllConnections();
	server.close();
});
const limits = { ...usualLimits, idle: 300, isAllowed: () => true };
const add = (name: string) =>
	directory.addSource(world.system, {
		...{ name, format: 'meeting-guide', everyMinutes: 60 },
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/${name}`
	});
const refresh = () => directory.refreshSources(world.system, limits);
const outcomes = async () =>
	Object.fromEntries(
		(await directory.sources(world.system)).map(({ name, last }) => [
			name,
			last && [last.outcome, last.why]
		])
	);

describe('sources that are due', () => {
	test('are read each for itself: slow, broken, empty and absent ones harm no other', async () => {
		for (const name of ['slow', 'broken', 'empty', 'away', 'good', 'fine']) await add(name);
		expect(await refresh()).toEqual({ read: 6 });
		expect(await outcomes()).toEqual({
			slow: ['failed', 'too_slow'],
			broken: ['failed', 'feed_cut_off'],
			empty: ['failed', 'feed_empty'],
			away: ['failed', 'answer_busy'],
			good: ['changed', null],
			fine: ['changed', null]
		});
		expect((await directory.search(world.nobody, { source: ['good'] })).total).toBe(2);
	});

	test('are read again when their time has come, not before', async () => {
		expect(await refresh()).toEqual({ read: 0 });
		world.clock.pass(61 * minute);
		answer = [meeting('a')];
		await refresh();
		expect((await outcomes()).good).toEqual(['changed', null]);
		world.clock.pass(61 * minute);
		answer = [];
		await refresh();
		expect((await outcomes()).good?.[0]).not.toBe('changed');
		await directory.catchUp(world.nobody);
		expect((await directory.search(world.nobody, { source: ['good'] })).total).toBe(1);
	});
});

describe('a source that names its answers', () => {
	const read = async () => {
		world.clock.pass(61 * minute);
		await refresh();
		await directory.catchUp(world.nobody);
		const [source] = (await directory.sources(world.system)).filter(({ name }) => name === 'named');
		return source!;
	};
	const last = async () => {
		const { last: run } = await read();
		return [run?.outcome, run?.why, run?.read, run?.unchanged];
	};
	const found = async () =>
		(await directory.search(world.nobody, { source: ['named'] })).items.map(({ name }) => name);

	test('is asked whether it changed, and is confirmed without being read', async () => {
		await add('named');
		expect(await last()).toEqual(['changed', null, 2, 0]);
		const { confirmedAt } = await read();
		expect(asked).toEqual([undefined, '"1"']);
		expect(confirmedAt).toEqual(world.clock.now());
		expect(await last()).toEqual(['unchanged', 'not_modified', 0, 2]);
		const [one] = (await directory.search(world.nobody, { source: ['named'] })).items;
		expect(one).toMatchObject({ confirmedAt: world.clock.now(), isStale: false });
	});
	test('is read when it did', async () => {
		named = { etag: '"2"', body: JSON.stringify([meeting('a'), meeting('b'), meeting('c')]) };
		expect(await last()).toEqual(['changed', null, 3, 2]);
		expect(await found()).toHaveLength(3);
		expect(await last()).toEqual(['unchanged', 'not_modified', 0, 3]);
	});
	test('is read again after anything else was written of it, or it is read another way', async () => {
		const { sourceId, ...before } = await read();
		await importAll(world, sourceId, [aListing('a'), aListing('b')]);
		expect((await last())[1]).toBeNull();
		expect((await last())[1]).toBe('not_modified');
		await directory.changeSource(world.system, { ...before, sourceId, experience: 'combat' });
		expect(await last()).toEqual(['changed', null, 3, 0]);
	});
	test('whose list breaks off, or would lose most, is not taken at its word afterwards', async () => {
		const whole = named;
		named = { etag: '"3"', body: whole.body.slice(0, -20) };
		expect((await last())[0]).toBe('failed');
		named = { ...whole, etag: '"3"' };
		expect((await last()).slice(0, 2)).toEqual(['unchanged', null]);
		named = { etag: '"4"', body: JSON.stringify([meeting('a')]) };
		expect((await last())[0]).toBe('held');
		expect((await last())[0]).toBe('held');
		named = whole;
		expect((await last()).slice(0, 2)).toEqual(['unchanged', null]);
	});
	test('is read whole once a week, and whenever somebody wants it', async () => {
		expect((await last())[1]).toBe('not_modified');
		world.clock.pass(7 * day);
		expect((await last())[1]).toBeNull();
		expect((await last())[1]).toBe('not_modified');
	});
	test('is confirmed once by two that look at the same moment', async () => {
		const runs = async () => {
			const all = await directory.sources(world.system);
			const { sourceId } = all.find(({ name }) => name === 'named')!;
			return (await directory.reports(world.system, { sourceId })).reports.length;
		};
		const before = await runs();
		world.clock.pass(61 * minute);
		await Promise.all([refresh(), refresh()]);
		expect(await runs()).toBe(before + 1);
	});
});

describe('a listing that nobody confirms', () => {
	test('says so after 180 days, is hidden after 365, and comes back with its source', async () => {
		const { sourceId } = await source(world, 'Lighthouse');
		await importAll(world, sourceId, [aListing('a')]);
		const found = async () => {
			await directory.hideUnconfirmed(world.system);
			await directory.catchUp(world.nobody);
			return (await directory.search(world.nobody, { source: ['Lighthouse'] })).items;
		};
		const [first] = await found();
		expect(first).toMatchObject({ isStale: false, confirmedAt: world.clock.now() });
		world.clock.pass(181 * day);
		expect(await found()).toMatchObject([{ isStale: true }]);
		world.clock.pass(185 * day);
		expect(await found()).toEqual([]);
		await expect(directory.listing(world.nobody, first!.listingId)).rejects.toMatchObject({
			status: 404
		});
		expect(await importAll(world, sourceId, [aListing('a')])).toMatchObject({
			outcome: 'unchanged'
		});
		expect(await found()).toMatchObject([{ listingId: first!.listingId, isStale: false }]);
	});
});
