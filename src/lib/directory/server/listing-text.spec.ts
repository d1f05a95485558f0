import { beforeAll, describe, expect, test } from 'vitest';
import { day, hour, minute } from '#server/clock.ts';
import { aListing, importAll, source } from '#test/support/directory.ts';
import { group } from '#test/support/groups.ts';
import { openWorld } from '#test/support/world.ts';
import type { DirectoryQuery } from '../inputs.ts';
import * as directory from './directory.ts';
import { keepRows } from './kept.ts';
import { rowsById, type ListingRow } from './rows.ts';

const world = await openWorld();
const text = async (query: DirectoryQuery) =>
	(await directory.searchText(world.nobody, query)).toString();
const plainly = async (query: DirectoryQuery) =>
	JSON.stringify(directory.searchAnswer(await directory.search(world.nobody, query)));
let sourceId: string;

beforeAll(async () => {
	await group(world);
	({ sourceId } = await source(world));
	const [time] = aListing('x').times;
	await importAll(world, sourceId, [
		aListing('a', { name: 'A “quoted” name', description: 'Café\n</script>' }),
		aListing('b', { mode: 'phone', place: null, at: null, times: [] }),
		aListing('over', { times: [{ ...time!, endsOn: '2026-12-02' }, time!] })
	]);
	await directory.catchUp(world.nobody);
});

describe('the JSON that is kept of a listing', () => {
	const asked: DirectoryQuery[] = [{}, { near: '52.5,13.4' }, { limit: 1 }, { q: 'nowhere' }];
	test('is the one that would be written anew, whenever it is asked for', async () => {
		const steps = [0, minute, hour, 2 * day, day, 6 * day, day, 90 * day, 91 * day, day];
		for (const step of steps) {
			world.clock.pass(step);
			for (const query of asked) expect(await text(query)).toBe(await plainly(query));
		}
	});
	test('is gone when the listing changes, and when it goes', async () => {
		expect(await text({})).toContain('A “quoted” name'.replaceAll('"', '\\"'));
		await importAll(world, sourceId, [aListing('a', { name: 'Another' }), aListing('b')]);
		await directory.catchUp(world.nobody);
		const changed = await text({});
		expect(changed).not.toContain('“quoted”');
		expect(changed).toContain('"name":"Another"');
		await directory.removeSource(world.system, { sourceId });
		await directory.catchUp(world.nobody);
		expect(await text({})).not.toContain('"name":"Another"');
	});
});

test('rows asked for longest ago go first, when there is no more room', async () => {
	const { items } = await directory.search(world.nobody, {});
	const [row] = await rowsById(world.db, [items[0]!.listingId]);
	const one = (id: string): ListingRow => ({ ...row!, listing_id: id });
	const size = keepRows();
	size.put(one('a'));
	const kept = keepRows(2 * size.bytes);
	for (const id of ['a', 'b']) kept.put(one(id));
	kept.get('a');
	kept.put(one('c'));
	expect([kept.get('a'), kept.get('b'), kept.get('c')].map((each) => each?.listing_id)).toEqual([
		...['a', undefined, 'c']
	]);
	expect(kept.bytes).toBe(2 * size.bytes);
});
