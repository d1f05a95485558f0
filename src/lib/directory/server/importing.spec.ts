import { describe, expect, test } from 'vitest';
import type { Ctx } from '#server/ctx.ts';
import { person } from '#test/support/accounts.ts';
import { aListing, importAll, source } from '#test/support/directory.ts';
import { openWorld } from '#test/support/world.ts';
import * as directory from './directory.ts';

const world = await openWorld();
const some = (from: number, to: number) =>
	Array.from({ length: to - from }, (_, i) => aListing(`row-${from + i}`));
const total = async (name: string) => {
	await directory.catchUp(world.nobody);
	return (await directory.search(world.nobody, { source: [name] })).total;
};

const heldOf = async (ctx: Ctx, sourceId: string) =>
	(await directory.reports(ctx, { sourceId })).reports
		.filter(({ outcome }) => outcome === 'held')
		.map(({ runId }) => runId);

describe('an import', () => {
	test('brings listings that are found at once', async () => {
		const { sourceId } = await source(world, 'First');
		const report = await importAll(world, sourceId, some(0, 2500));
		expect(report).toMatchObject({ outcome: 'changed', read: 2500, added: 2500, before: 0 });
		expect(await total('First')).toBe(2500);
	});

	test('of the same rows changes nothing and says so', async () => {
		const { sourceId } = await source(world, 'First');
		const report = await importAll(world, sourceId, some(0, 2500).reverse());
		expect(report).toMatchObject({ outcome: 'unchanged', added: 0, changed: 0, unchanged: 2500 });
	});

	test('retires what is gone, and takes it back when it comes again', async () => {
		const { sourceId } = await source(world, 'Second');
		await importAll(world, sourceId, some(0, 10));
		await directory.catchUp(world.nobody);
		const ids = async () =>
			(await directory.search(world.nobody, { source: ['Second'] })).items
				.map(({ listingId }) => listingId)
				.sort();
		const before = await ids();
		expect(await importAll(world, sourceId, some(0, 8))).toMatchObject({
			retired: 2,
			unchanged: 8
		});
		expect(await total('Second')).toBe(8);
		const back = await importAll(world, sourceId, some(0, 10));
		expect(back).toMatchObject({ outcome: 'changed', changed: 2, returned: 2, added: 0 });
		expect(await total('Second')).toBe(10);
		expect(await ids()).toEqual(before);
	});

	test('keeps all that share a name', async () => {
		const { sourceId } = await source(world, 'Names');
		await importAll(world, sourceId, some(0, 30));
		await directory.catchUp(world.nobody);
		const found = await directory.search(world.nobody, {
			q: 'quiet evening',
			source: ['Names'],
			limit: 100
		});
		expect(new Set(found.items.map(({ listingId }) => listingId)).size).toBe(30);
	});

	test('refuses a second row of one identity, and says which', async () => {
		const { sourceId } = await source(world, 'Twice');
		const report = await importAll(world, sourceId, [
			aListing('a'),
			aListing('a', { name: 'Other' })
		]);
		expect(report).toMatchObject({ added: 1, rejected: 1, problems: 1 });
		const { list } = await directory.report(world.system, report.runId);
		expect(list).toEqual([
			{ row: 2, key: 'a', field: 'key', value: 'a', reason: 'key_repeated', outcome: 'rejected' }
		]);
	});

	test('of a broken feed writes what it had and takes nothing for removed', async () => {
		const { sourceId } = await source(world, 'Broken');
		await importAll(world, sourceId, some(0, 10));
		const broken = {
			...{ row: 0, key: null, listing: null },
			problems: [{ field: 'feed', value: '', reason: 'feed_cut_off', outcome: 'rejected' } as const]
		};
		const report = await importAll(world, sourceId, [...some(9, 12), broken]);
		expect(report).toMatchObject({ outcome: 'failed', why: 'feed_cut_off', added: 2, retired: 0 });
		expect(await total('Broken')).toBe(12);
	});

	test('keeps what it knows of a row that cannot be read this time, as it was, and says so', async () => {
		const { sourceId } = await source(world, 'Refusing');
		await importAll(world, sourceId, [
			aListing('whole', { name: 'Morning round' }),
			aListing('house:north', { name: 'North round' }),
			aListing('house:south', { name: 'South round' }),
			aListing('gone')
		]);
		const refused = (row: number, key: string) => ({
			...{ row, key, listing: null },
			problems: [{ field: 'name', value: '', reason: 'name_missing', outcome: 'rejected' } as const]
		});
		const rows = [refused(1, 'whole'), refused(2, 'house')];
		const report = await importAll(world, sourceId, rows);
		expect(report).toMatchObject({ outcome: 'changed', rejected: 2, retired: 1 });
		const { list } = await directory.report(world.system, report.runId);
		expect(list.map(({ key, reason }) => [key, reason])).toEqual([
			...[
				['whole', 'name_missing'],
				['house', 'name_missing']
			]
		]);
		await directory.catchUp(world.nobody);
		const found = await directory.search(world.nobody, { source: ['Refusing'] });
		expect(found.items.map(({ name }) => name).sort()).toEqual([
			...['Morning round', 'North round', 'South round']
		]);
		// Still not read, still not gone; and gone once the source has it no more.
		expect(await importAll(world, sourceId, rows)).toMatchObject({
			retired: 0,
			outcome: 'unchanged'
		});
		const without = await importAll(world, sourceId, [refused(1, 'house'), aListing('new')]);
		expect(without).toMatchObject({ retired: 1, added: 1 });
	});

	test('survives characters that no database takes', async () => {
		const { sourceId } = await source(world, 'Odd');
		const odd = aListing('x\0y', { name: 'A\0b \ud800 c', description: 'C:\\u0000' });
		await importAll(world, sourceId, [odd]);
		await directory.catchUp(world.nobody);
		const { items } = await directory.search(world.nobody, { source: ['Odd'] });
		expect(items).toMatchObject([{ name: 'Ab \ufffd c', description: 'C:\\u0000' }]);
		expect(await importAll(world, sourceId, [odd])).toMatchObject({ outcome: 'unchanged' });
	});

	test('never tells where a confidential place is, whatever the source said', async () => {
		const { sourceId } = await source(world, 'Refuge');
		await importAll(world, sourceId, [aListing('r', { precision: 'confidential' })]);
		await directory.catchUp(world.nobody);
		const [found] = (await directory.search(world.nobody, { source: ['Refuge'] })).items;
		expect(found).toMatchObject({
			at: null,
			place: { name: null, street: null, postalCode: null }
		});
		const near = { near: '52.53,13.38', within_km: '1', source: ['Refuge'] };
		expect((await directory.search(world.nobody, near)).total).toBe(0);
		expect((await directory.search(world.nobody, { q: 'elm', source: ['Refuge'] })).total).toBe(0);
	});

	test('is the coordinators’ and the system’s', async () => {
		const { ctx } = await person(world);
		await expect(directory.sources(ctx)).rejects.toMatchObject({ code: 'not_found' });
		await expect(directory.reports(ctx)).rejects.toMatchObject({ code: 'not_found' });
	});

	test('happens once at a time', async () => {
		const { sourceId } = await source(world, 'At once');
		const both = await Promise.allSettled([
			importAll(world, sourceId, some(0, 2000)),
			importAll(world, sourceId, some(0, 2000))
		]);
		expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		const refused = both.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
		expect(refused.reason).toMatchObject({ code: 'import_running' });
	});
});

describe('when more than half of a source is gone', () => {
	test('nothing is written until a coordinator lets it', async () => {
		const coordinator = await person(world, { roles: ['coordinator'] });
		const { sourceId } = await source(world, 'Shrinking');
		await importAll(world, sourceId, some(0, 10));
		const held = await importAll(world, sourceId, [...some(0, 4), aListing('new')]);
		expect(held).toMatchObject({ outcome: 'held', retired: 6, added: 0 });
		expect(await total('Shrinking')).toBe(10);
		expect(await heldOf(coordinator.ctx, sourceId)).toEqual([held.runId]);

		const { ctx: anybody } = await person(world);
		for (const decide of [directory.release, directory.refuse])
			await expect(decide(anybody, held.runId)).rejects.toMatchObject({ code: 'not_found' });
		const done = await directory.release(coordinator.ctx, held.runId);
		expect(done).toMatchObject({ outcome: 'released', retired: 6, added: 1 });
		expect(await total('Shrinking')).toBe(5);
		await expect(directory.release(coordinator.ctx, held.runId)).rejects.toMatchObject({
			code: 'run_decided'
		});
	});

	test('an import that has them all again takes the place of the one that waits', async () => {
		const { sourceId } = await source(world, 'Flickering');
		await importAll(world, sourceId, some(0, 10));
		const held = await importAll(world, sourceId, []);
		expect(held).toMatchObject({ outcome: 'held', retired: 10 });
		expect(await importAll(world, sourceId, some(0, 10))).toMatchObject({ outcome: 'unchanged' });
		expect(await directory.report(world.system, held.runId)).toMatchObject({ outcome: 'replaced' });
	});

	test('a coordinator can leave everything as it is', async () => {
		const { sourceId } = await source(world, 'Refused');
		await importAll(world, sourceId, some(0, 10));
		const held = await importAll(world, sourceId, some(0, 2));
		await directory.refuse(world.system, held.runId);
		expect(await total('Refused')).toBe(10);
		expect(await heldOf(world.system, sourceId)).toEqual([]);
	});
});
