import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { day } from '#server/clock.ts';
import { inTransaction } from '#server/ctx.ts';
import { nextAddress, person, type Person } from '#test/support/accounts.ts';
import { aListing, importAll, source } from '#test/support/directory.ts';
import { group } from '#test/support/groups.ts';
import { openWorld } from '#test/support/world.ts';
import * as directory from './directory.ts';
import { forgetNotes } from './notes.ts';

const world = await openWorld();
let coordinator: Person;
let ids: string[];
const lighthouse = async () => {
	await directory.catchUp(world.nobody);
	return (await directory.search(world.nobody, { source: ['Lighthouse'], sort: 'next' })).items;
};
const note = (listingId: string, more: object = {}) =>
	directory.sayAbout(world.nobody, {
		...{ listingId, kind: 'wrong', words: 'They moved to Oak Lane.', address: nextAddress() },
		...more
	});

beforeAll(async () => {
	coordinator = await person(world, { roles: ['coordinator'] });
	const { sourceId } = await source(world);
	await importAll(world, sourceId, [aListing('a'), aListing('b'), aListing('c')]);
	ids = (await lighthouse()).map(({ listingId }) => listingId);
});

describe('what readers say about a listing', () => {
	test('waits for a coordinator, in words that no table shows', async () => {
		await note(ids[0]!);
		const { notes } = await directory.notes(coordinator.ctx);
		expect(notes).toMatchObject([
			{
				...{ kind: 'wrong', words: 'They moved to Oak Lane.' },
				listing: { listingId: ids[0], name: 'Quiet evening', isHidden: false }
			}
		]);
		const { rows } = await inTransaction(world.system, ({ db }) =>
			sql<{ text: string }>`select encode(box, 'escape') as text from listing_note`.execute(db)
		);
		expect(rows[0]!.text).not.toContain('Oak');
	});
	test('takes the listing out when a coordinator hides it, once', async () => {
		const { notes } = await directory.notes(coordinator.ctx);
		const { noteId } = notes[0]!;
		await directory.decideNote(coordinator.ctx, { noteId, decision: 'hidden' });
		expect((await lighthouse()).map(({ listingId }) => listingId)).not.toContain(ids[0]);
		await expect(
			directory.decideNote(coordinator.ctx, { noteId, decision: 'done' })
		).rejects.toMatchObject({ code: 'note_decided' });
		expect((await directory.notes(coordinator.ctx)).notes).toEqual([]);
	});
	test('confirms it when somebody who runs it says so', async () => {
		world.clock.pass(200 * day);
		expect((await lighthouse())[0]).toMatchObject({ isStale: true });
		await note(ids[1]!, { kind: 'mine', words: 'I run this. All of it is right.' });
		const { notes } = await directory.notes(coordinator.ctx);
		await directory.decideNote(coordinator.ctx, {
			...{ noteId: notes[0]!.noteId, decision: 'confirmed' }
		});
		await directory.catchUp(world.nobody);
		expect(await directory.listing(world.nobody, ids[1]!)).toMatchObject({
			...{ isStale: false, confirmedAt: world.clock.now() }
		});
	});
	test('is forgotten 90 days after it was answered', async () => {
		world.clock.pass(91 * day);
		await forgetNotes(world.system);
		const { rows } = await inTransaction(world.system, ({ db }) =>
			sql`select 1 from listing_note`.execute(db)
		);
		expect(rows).toEqual([]);
	});
	test('is only about listings of others that are there', async () => {
		const own = await group(world);
		await expect(note(own.groupId)).rejects.toMatchObject({ status: 404 });
		await expect(note(coordinator.accountId)).rejects.toMatchObject({ status: 404 });
		await expect(note(ids[1]!, { words: 'x' })).rejects.toMatchObject({
			fields: { words: 'too_short' }
		});
	});
	test('is nobody else’s to read or to decide', async () => {
		for (const ctx of [world.nobody, (await person(world)).ctx]) {
			await expect(directory.notes(ctx)).rejects.toMatchObject({ status: 404 });
			const decided = directory.decideNote(ctx, { noteId: ids[0]!, decision: 'hidden' });
			await expect(decided).rejects.toMatchObject({ status: 404 });
		}
	});
	test('comes slowly from one network', async () => {
		const address = nextAddress();
		for (let i = 0; i < 5; i++) await note(ids[2]!, { address });
		await expect(note(ids[2]!, { address })).rejects.toMatchObject({ code: 'too_many' });
	});
});

describe('a source', () => {
	const given = { name: 'Harbour list', format: 'bmlt', url: 'https://example.org/' } as const;
	test('is added, changed and removed by coordinators', async () => {
		const { sourceId } = await directory.addSource(coordinator.ctx, {
			...given,
			everyMinutes: '60'
		});
		await expect(
			directory.addSource(coordinator.ctx, { ...given, name: 'HARBOUR LIST' })
		).rejects.toMatchObject({ fields: { name: 'source_taken' } });
		await importAll(world, sourceId, [aListing('a')]);
		await directory.changeSource(coordinator.ctx, { ...given, sourceId, name: 'Harbours' });
		await directory.catchUp(world.nobody);
		expect((await directory.search(world.nobody, { source: ['harbours'] })).items).toMatchObject([
			{ source: 'Harbours' }
		]);
		await directory.removeSource(coordinator.ctx, { sourceId });
		await directory.catchUp(world.nobody);
		const { facets } = await directory.search(world.nobody, {});
		expect(facets.source).not.toHaveProperty('Harbours');
		await expect(directory.removeSource(coordinator.ctx, { sourceId })).rejects.toMatchObject({
			status: 404
		});
	});
	test.each([
		[{ name: 'own' }, { name: 'source_taken' }],
		[{ name: '' }, { name: 'required' }],
		[{ format: 'xml' }, { format: 'choose' }],
		[{ url: 'ftp://example.org' }, { url: 'url' }],
		[{ timeZone: 'Mars/Olympus' }, { timeZone: 'zone' }],
		[{ everyMinutes: '5' }, { everyMinutes: 'too_small' }],
		[{ url: '', everyMinutes: '60' }, { url: 'required' }]
	])('%j is refused', async (wrong, fields) => {
		const input = { ...given, ...wrong } as Parameters<typeof directory.addSource>[1];
		await expect(directory.addSource(coordinator.ctx, input)).rejects.toMatchObject({ fields });
	});
});
