import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { aListing, importAll, source } from '#test/support/directory.ts';
import { group } from '#test/support/groups.ts';
import { organisation } from '#test/support/organisation.ts';
import { openWorld } from '#test/support/world.ts';
import * as groups from '#lib/groups/server/groups.ts';
import * as directory from './directory.ts';

const world = await openWorld();
const origin = 'https://groups.example.org';
await organisation(world);
await group(world);
const { sourceId } = await source(world);
await importAll(world, sourceId, [aListing('a'), aListing('b')]);

const searches = [
	{},
	{ q: 'circle' },
	{ near: '52.52,13.40', within_km: '500' },
	{ weekday: ['2'] }
];

/** What anybody outside can see of the whole directory, to the byte, and what the index is told to read. */
async function outside() {
	const { nobody } = world;
	await directory.catchUp(nobody);
	const feeds = ['json', 'csv'] as const;
	return {
		found: await Promise.all(searches.map((asked) => directory.searchText(nobody, asked))),
		tag: await directory.feedTag(nobody),
		feeds: await Promise.all(feeds.map((form) => whole(form))),
		services: await directory.hsdsServices(nobody, {}, origin),
		places: await directory.hsdsServiceAtLocations(nobody, {}, origin),
		changes: await noted()
	};
}
async function whole(form: 'json' | 'csv') {
	let text = '';
	const { chunks } = await directory.meetingGuide(world.nobody, form, origin);
	for await (const piece of chunks) text += piece;
	return text;
}
/** All that the index of a process is ever told: it does no work for what is not here. */
async function noted() {
	const { rows } = await sql<{ changes: object }>`
		select changes from directory_changes('3'::xid8)`.execute(world.db);
	return rows[0]!.changes;
}

const near = { latitude: 52.5, longitude: 13.4, city: 'Berlin', country: 'DE' };
const hidden = () =>
	group(world, {
		...{ name: 'Refuge circle', isConfidential: true, capacity: 3, where: near },
		...{ meets: 'in_person' as const, place: '12 Elm Street' }
	});
const detailsOf = ({ coordinator, groupId }: Awaited<ReturnType<typeof hidden>>) =>
	groups.details(coordinator.ctx, groupId);

/** What happens in a group's life. */
const lives: Record<string, (made: Awaited<ReturnType<typeof hidden>>) => Promise<unknown>> = {
	'is changed': async (made) =>
		groups.change(made.coordinator.ctx, { ...(await detailsOf(made)), name: 'Another circle' }),
	'goes to another house and town': async (made) =>
		groups.change(made.coordinator.ctx, {
			...(await detailsOf(made)),
			...{ place: '7 Oak Road', where: { ...near, latitude: 48.1, city: 'Munich' } }
		}),
	'meets on another day': (made) =>
		groups.changeSeries(made.coordinator.ctx, {
			groupId: made.groupId,
			series: {
				...{ rule: { freq: 'weekly', interval: 1, weekdays: [4] }, startsOn: '2026-12-03' },
				...{ localTime: '20:00', timeZone: 'Europe/Berlin', minutes: 90 }
			}
		}),
	'moves a meeting and calls one off': async (made) => {
		const { ctx } = made.coordinator;
		const [first, second] = (await groups.comingMeetings(ctx, made.groupId)).meetings;
		const moved = { groupId: made.groupId, meetingId: first!.meetingId };
		await groups.moveMeeting(ctx, { ...moved, day: '2026-12-06', time: '18:00' });
		await groups.cancelMeeting(ctx, { ...moved, meetingId: second!.meetingId });
	},
	'takes somebody in, who leaves again': async (made) => {
		const wren = await made.member('Wren');
		await groups.leave(wren.ctx, made);
	},
	closes: (made) => groups.close(made.coordinator.ctx, made)
};

describe('while a confidential group', () => {
	test('begins, nothing that anybody outside can see changes, nor what the index reads', async () => {
		const before = await outside();
		await hidden();
		expect(await outside()).toEqual(before);
	});
	test.each(Object.entries(lives))('%s, neither', async (_, live) => {
		const made = await hidden();
		const before = await outside();
		await live(made);
		expect(await outside()).toEqual(before);
	});
	test.each(Object.entries(lives))('— for one that is public %s shows', async (_, live) => {
		const made = await group(world, { entry: 'invitation', capacity: 3, where: near });
		const before = await outside();
		await live(made);
		const after = await outside();
		expect(after.tag).not.toBe(before.tag);
		expect(after.changes).not.toEqual(before.changes);
	});
});

test('the mark of a feed does not tell how much is written elsewhere', async () => {
	const { rows } = await sql<{ last: string }>`select directory_version() as last`.execute(
		world.db
	);
	const tag = await directory.feedTag(world.nobody);
	for (const number of rows[0]!.last.split('.')) expect(tag).not.toContain(number);
	expect(tag).toMatch(/^"[\w-]{22}"$/);
});
