import { describe, expect, test } from 'vitest';
import { newId } from '#server/ids.ts';
import { person } from '#test/support/accounts.ts';
import { aListing, importAll, source } from '#test/support/directory.ts';
import { openWorld } from '#test/support/world.ts';
import * as directory from './directory.ts';

const world = await openWorld();
const some = (count: number) =>
	Array.from({ length: count }, (_, i) => aListing(`row-${i}`, { name: `Group ${i}` }));

describe('what a held import would take away', () => {
	test('is told to a coordinator by name, and how many more', async () => {
		const coordinator = await person(world, { roles: ['coordinator'] });
		const { sourceId } = await source(world, 'Shrinking');
		await importAll(world, sourceId, some(60));
		const held = await importAll(world, sourceId, some(3));
		const going = await directory.wouldGo(coordinator.ctx, held.runId);
		expect(going.listings).toHaveLength(50);
		expect(going.more).toBe(7);
		expect(going.listings[0]).toMatchObject({ name: 'Group 10', city: 'Berlin' });
		expect(going.listings.map(({ name }) => name)).not.toContain('Group 2');
	});

	test('is nothing any more once somebody decided', async () => {
		const { sourceId } = await source(world, 'Decided');
		await importAll(world, sourceId, some(10));
		const held = await importAll(world, sourceId, []);
		await directory.refuse(world.system, held.runId);
		await expect(directory.wouldGo(world.system, held.runId)).rejects.toMatchObject({
			code: 'not_found'
		});
	});

	test('is told to nobody else', async () => {
		const { ctx } = await person(world, { roles: ['facilitator'] });
		await expect(directory.wouldGo(ctx, newId())).rejects.toMatchObject({ code: 'not_found' });
		await expect(directory.wouldGo(world.nobody, newId())).rejects.toMatchObject({
			code: 'not_found'
		});
		await expect(directory.wouldGo(world.system, newId())).rejects.toMatchObject({
			code: 'not_found'
		});
	});
});
