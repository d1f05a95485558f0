import { describe, expect, test } from 'vitest';
import * as shares from '#lib/shares/server/shares.ts';
import { day, hour, minute } from '#server/clock.ts';
import { inTransaction } from '#server/ctx.ts';
import { sql } from 'kysely';
import { group, type Belonging } from '#test/support/groups.ts';
import { aReply, aShare } from '#test/support/shares.ts';
import { openWorld } from '#test/support/world.ts';
import * as impact from './impact.ts';

const world = await openWorld();
const made = await group(world);
const quiet = await group(world, { name: 'Quiet orchard' });
const { groupId } = made;
const [mara] = made.facilitators;
const who: Belonging[] = [];
for (const alias of ['Fern', 'Tide', 'Reed', 'Wren', 'Slate', 'Heron', 'Briar'])
	who.push(await made.member(alias));
const start = world.clock.now();
const at = (milliseconds: number) => world.clock.set(new Date(start.getTime() + milliseconds));
const clock = () => impact.answerClock(made.coordinator.ctx);
const here = async () => (await clock()).groups.find((one) => one.groupId === groupId)!;

describe('the clock of answers', () => {
	test('is for coordinators alone', async () => {
		for (const { ctx } of [who[0]!, mara, { ctx: world.nobody }])
			await expect(impact.answerClock(ctx)).rejects.toMatchObject({ code: 'not_found' });
		await expect(shares.groupsWaiting(mara.ctx)).rejects.toMatchObject({ code: 'not_found' });
	});

	test('has nothing to say before somebody asked for something', async () => {
		const { whole, groups } = await clock();
		expect(whole).toEqual({ shares: 0, median: null, isSlow: false, late: 0 });
		expect(groups.map(({ name }) => name)).toEqual(['Evening harbour', 'Quiet orchard']);
	});

	test('says within what time half had an answer, and how many waited a day', async () => {
		const ids: string[] = [];
		for (const { ctx } of who) ids.push(await aShare(ctx, groupId));
		// Two are answered after 10 and 20 minutes, then three after 3 hours; what the author adds is none.
		await aReply(who[6]!.ctx, groupId, ids[6]!, 'Still here.');
		at(10 * minute);
		await aReply(mara.ctx, groupId, ids[0]!);
		at(20 * minute);
		await shares.respond(mara.ctx, groupId, { shareId: ids[1]!, kind: 'hear', wanted: true });
		at(3 * hour);
		for (const id of ids.slice(2, 5)) await aReply(mara.ctx, groupId, id);
		// What is of today is not counted yet.
		expect(await here()).toMatchObject({ shares: 0, waits: false });
		at(26 * hour);
		for (const id of ids) await aReply(mara.ctx, groupId, id, 'Late, for two of them.');
		const seen = await here();
		expect(seen).toMatchObject({ shares: 7, median: 180, isSlow: false, waits: false });
		// Two people alone waited: that would tell who.
		expect(seen.late).toBeNull();
		const { whole } = await clock();
		expect(whole).toEqual({ shares: 7, median: 180, isSlow: false, late: null });
	});

	test('says in which group a share waits, and not which', async () => {
		const shareId = await aShare(who[0]!.ctx, groupId);
		world.clock.pass(day - minute);
		expect((await here()).waits).toBe(false);
		world.clock.pass(minute);
		expect((await here()).waits).toBe(true);
		const { groups } = await clock();
		expect(groups.find((one) => one.groupId === quiet.groupId)!.waits).toBe(false);
		expect(JSON.stringify(groups)).not.toContain(shareId);
		await aReply(mara.ctx, groupId, shareId);
		expect((await here()).waits).toBe(false);
	});

	test('says nothing of shares that ask for nothing, are hidden, or are older than four weeks', async () => {
		world.clock.pass(28 * day + hour);
		expect(await here()).toMatchObject({ shares: 0 });
		const shareId = await aShare(who[0]!.ctx, groupId);
		world.clock.pass(25 * hour);
		expect(await here()).toMatchObject({ waits: true });
		await inTransaction(world.system, ({ db }) =>
			sql`select set_hidden('share', ${shareId}, now())`.execute(db)
		);
		expect(await here()).toMatchObject({ shares: 0, waits: false });
	});
});
