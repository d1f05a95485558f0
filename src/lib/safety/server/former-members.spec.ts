import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { Line } from '#lib/meetings/protocol.ts';
import { hour, minute } from '#server/clock.ts';
import { inTransaction } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import { gather, type Gathering } from '#test/support/gathering.ts';
import { openVenue, type LiveClient } from '#test/support/live-client.ts';
import { openWorld } from '#test/support/world.ts';
import * as safety from './safety.ts';

const world = await openWorld();
const venue = await openVenue(world);

/** Ends a place in the group in the way that is named. */
const end = (gathering: Gathering, alias: string, why: 'removed' | 'left' = 'removed') =>
	inTransaction(world.system, ({ db }) =>
		db
			.updateTable('membership')
			.set({ ended_at: world.clock.now(), ended_why: why })
			.where('membership_id', '=', gathering.who(alias).membershipId)
			.execute()
	);

/** A line of the room as its browser reports it. */
async function lineTo(client: LiveClient) {
	const { epoch } = await client.inside();
	const said = (await client.got('w')) as Extract<Line, { t: 'w' }>;
	const { n, in: place, who, at, text, tag } = said;
	return { epoch, n, in: place, who, at, text, tag };
}

/** Tide said something to Fern, whose place in the group has ended since. Wren never came in. */
async function putOut(why: 'removed' | 'left' = 'removed') {
	const gathering = await gather(world, ['Fern', 'Tide', 'Lark', 'Wren']);
	const here = await venue.opened(gathering, 'Fern', 'Tide', 'Lark');
	await here.get('Tide')!.say('I know where you live.');
	const line = await lineTo(here.get('Fern')!);
	await end(gathering, 'Fern', why);
	await here.get('Fern')!.closed;
	const send = (alias: string, more: object = {}) =>
		safety.reportFromRoom(gathering.who(alias).ctx, {
			...{ meetingId: gathering.meetingId, once: newId(), reason: 'threat', lines: [line] },
			...more
		});
	const stop = () => here.get('Mara')!.ask({ t: 'end' });
	return { gathering, here, send, stop };
}
const stored = ({ meetingId }: Gathering) =>
	inTransaction(world.system, async ({ db }) => {
		const { rows } = await sql<{ reporter_id: string; about_ids: string[] }>`
			select reporter_id, about_ids from report where meeting_id = ${meetingId}`.execute(db);
		return rows;
	});
const code = (promise: Promise<unknown>) =>
	promise.then(
		() => 'done',
		(error: { code?: string }) => error.code
	);

describe('whoever was put out of the group', () => {
	test.each(['removed', 'left'] as const)(
		'(%s) can still report what happened in its meeting, with the lines they heard',
		async (why) => {
			const { gathering, send } = await putOut(why);
			expect(await send('Fern')).toMatchObject({ kept: 1, refused: 0 });
			const [fern, tide] = ['Fern', 'Tide'].map((alias) => gathering.who(alias).membershipId);
			expect(await stored(gathering)).toEqual([{ reporter_id: fern, about_ids: [tide] }]);
		}
	);

	test('until a day after the meeting, and no longer', async () => {
		const { send, stop } = await putOut();
		await stop();
		world.clock.pass(24 * hour - minute);
		expect(await code(send('Fern'))).toBe('done');
		world.clock.pass(2 * minute);
		expect(await code(send('Fern'))).toBe('report_too_late');
	});

	test('also when the meeting is not known to be over: then from its planned end on', async () => {
		const { send } = await putOut();
		world.clock.pass(90 * minute + 24 * hour);
		expect(await code(send('Fern'))).toBe('done');
		world.clock.pass(minute);
		expect(await code(send('Fern'))).toBe('report_too_late');
	});

	test('sends it twice, or twice at once, and it is one report', async () => {
		const { gathering, send } = await putOut();
		const once = newId();
		const both = await Promise.all([send('Fern', { once }), send('Fern', { once })]);
		const third = await send('Fern', { once });
		expect(new Set([...both, third].map(({ reportId }) => reportId)).size).toBe(1);
		expect(await stored(gathering)).toHaveLength(1);
	});

	test('finds nothing there when they were not in that meeting', async () => {
		const { gathering, send } = await putOut();
		await end(gathering, 'Wren');
		expect(await code(send('Wren'))).toBe('not_found');
		const other = (await gather(world, ['Fern'])).who('Fern').ctx;
		const given = { meetingId: gathering.meetingId, once: newId(), reason: 'other' as const };
		expect(await code(safety.reportFromRoom(other, given))).toBe('not_found');
		expect(await code(safety.reportFromRoom(world.nobody, given))).toBe('sign_in_first');
		expect(await stored(gathering)).toEqual([]);
	});
});

describe('the tables themselves', () => {
	const insert = async (gathering: Gathering, as: string, reporter: string, at: Date) =>
		inTransaction(gathering.who(as).ctx, ({ db }) =>
			sql`insert into report (group_id, meeting_id, of, of_id, reporter_id, once, reason, priority, about_ids,
				coordinators_only, lines_kept, lines_refused, box, report_key, kek_id, made_at)
			values (${gathering.groupId}, ${gathering.meetingId}, 'meeting', ${gathering.meetingId}, ${gathering.who(reporter).membershipId},
				${newId()}, 'other', 3, '{}', false, 0, 0, '\\x00', '\\x00', 'k', ${at})`.execute(db)
		).then(
			() => 'written',
			(error: Error) => (/row-level security/.test(error.message) ? 'refused' : error.message)
		);

	test('take it from who was in the meeting, for that day, and from nobody in their name', async () => {
		const { gathering, stop } = await putOut();
		await stop();
		await end(gathering, 'Wren');
		const now = world.clock.now();
		const later = new Date(now.getTime() + 26 * hour);
		expect(await insert(gathering, 'Fern', 'Fern', now)).toBe('written');
		expect(await insert(gathering, 'Fern', 'Fern', later)).toBe('refused');
		expect(await insert(gathering, 'Wren', 'Wren', now)).toBe('refused');
		expect(await insert(gathering, 'Lark', 'Fern', now)).toBe('refused');
		expect(await insert(gathering, 'Lark', 'Lark', now)).toBe('written');
	});
});

test('whoever came back under another alias reports as who they were there, and never about themselves', async () => {
	const { gathering, here, send } = await putOut('left');
	const fern = gathering.who('Fern').membershipId;
	const anew = newId();
	await inTransaction(world.system, ({ db }) =>
		sql`insert into membership
				(membership_id, group_id, account_id, role, alias, alias_key, mark, author_key, kek_id, joined_at)
			select ${anew}, group_id, account_id, role, 'Heron', 'heron', mark, author_key, kek_id, ${world.clock.now()}
			from membership where membership_id = ${fern}`.execute(db)
	);
	// Heron is let in to the same meeting.
	const people = new Map(gathering.people).set('Heron', {
		...gathering.who('Fern'),
		...{ alias: 'Heron', membershipId: anew }
	});
	const heron = venue.come({ ...gathering, who: (alias) => people.get(alias)! }, 'Heron');
	await heron.got('welcome');
	expect(await here.get('Ines')!.ask({ t: 'admit', who: anew })).toBe('ok');
	for (const about of [anew, fern]) await send('Fern', { about });
	const tide = gathering.who('Tide').membershipId;
	for (const report of await stored(gathering)) {
		expect([fern, anew]).toContain(report.reporter_id);
		expect(report.about_ids).toEqual([tide]);
	}
	expect(await stored(gathering)).toHaveLength(2);
});
