import { describe, expect, test } from 'vitest';
import { day, hour } from '#server/clock.ts';
import type { Ctx } from '#server/ctx.ts';
import * as notices from '#lib/notices/server/notices.ts';
import { aSpace, code } from '#test/support/moderation.ts';
import { aShare } from '#test/support/shares.ts';
import { openWorld } from '#test/support/world.ts';
import { mostOpened } from '../caring.ts';
import * as safety from './safety.ts';

const world = await openWorld();
type Space = Awaited<ReturnType<typeof aSpace>>;
const told = async (ctx: Ctx) =>
	(await notices.mine(ctx)).filter(({ kind }) => kind === 'to_review').length;

describe('somebody who decides', () => {
	test('rests, and is told of nothing until it is over', async () => {
		const { groupId, mara, ines, fern, shareId, report } = await aSpace(world);
		await safety.chooseReviewing(mara.ctx, { groupId, days: '3' });
		expect((await safety.myReviewing(mara.ctx, groupId)).breakUntil).toEqual(
			new Date(world.clock.now().getTime() + 3 * day)
		);
		await report(fern.ctx, 'share', shareId);
		expect([await told(mara.ctx), await told(ines.ctx)]).toEqual([0, 1]);
		world.clock.pass(3 * day + hour);
		expect((await safety.myReviewing(mara.ctx, groupId)).breakUntil).toBeNull();
		await report(fern.ctx, 'share', shareId);
		expect(await told(mara.ctx)).toBe(1);
	});

	test('is not told of what they would rather not read, and of the rest', async () => {
		const { groupId, mara, fern, shareId, report } = await aSpace(world);
		await safety.chooseReviewing(mara.ctx, { groupId, off: ['sexual'] });
		await report(fern.ctx, 'share', shareId, { reason: 'sexual' });
		expect(await told(mara.ctx)).toBe(0);
		await report(fern.ctx, 'share', shareId, { reason: 'threat' });
		expect(await told(mara.ctx)).toBe(1);
		// Chosen twice it is as chosen last.
		await safety.chooseReviewing(mara.ctx, { groupId, off: [] });
		expect(await safety.myReviewing(mara.ctx, groupId)).toMatchObject({ off: [] });
	});

	test('is told where nobody else is there', async () => {
		const own = await openWorld();
		const { groupId, mara, ines, made, fern, shareId, report } = await aSpace(own);
		for (const { ctx } of [mara, ines]) await safety.chooseReviewing(ctx, { groupId, days: '7' });
		await safety.chooseReviewing(made.coordinator.ctx, { groupId: null, days: '7' });
		await report(fern.ctx, 'share', shareId);
		expect([await told(mara.ctx), await told(ines.ctx)]).toEqual([1, 1]);
	});

	test('is a facilitator of the group or a coordinator: nobody else has anything to choose', async () => {
		const { groupId, fern, made } = await aSpace(world);
		const elsewhere = await aSpace(world);
		for (const who of [fern.ctx, elsewhere.mara.ctx, world.nobody])
			for (const of of [groupId, null]) {
				expect(await code(safety.chooseReviewing(who, { groupId: of, days: '1' }))).toBe(
					'not_found'
				);
				expect(await code(safety.myReviewing(who, of))).toBe('not_found');
			}
		const wrong = { groupId: null, off: ['rain'] };
		expect(await code(safety.chooseReviewing(made.coordinator.ctx, wrong))).toBe('invalid');
	});
});

describe('nobody reads too much in a day', () => {
	/** So many reports, each of another share. */
	const reported = async ({ groupId, tide, fern, report }: Space, many: number) => {
		const ids: string[] = [];
		for (let i = 0; i < many; i++) {
			ids.push(await report(fern.ctx, 'share', await aShare(tide.ctx, groupId)));
			world.clock.pass(hour);
		}
		return ids;
	};
	test('but what comes first can always be opened, and so can what was opened', async () => {
		const space = await aSpace(world);
		const { groupId, mara, ines, lark, tide, report } = space;
		const ids = await reported(space, mostOpened + 1);
		const open = (ctx: Ctx, reportId: string) =>
			code(safety.openReport(ctx, { groupId, reportId }));
		for (const id of ids.slice(0, mostOpened)) expect(await open(mara.ctx, id)).toBe('done');
		expect(await open(mara.ctx, ids.at(-1)!)).toBe('review_enough_today');
		expect(await open(mara.ctx, ids[0]!)).toBe('done');
		const first = await report(lark.ctx, 'person', tide.membershipId, { reason: 'threat' });
		expect(await open(mara.ctx, first)).toBe('done');
		expect(await open(ines.ctx, ids.at(-1)!)).toBe('done');
		world.clock.pass(day);
		expect(await open(mara.ctx, ids.at(-1)!)).toBe('done');
	});
});

test('coordinators see who carries how much, and nobody else does', async () => {
	const { groupId, made, mara, fern, tide, shareId, report } = await aSpace(world);
	const reportId = await report(fern.ctx, 'share', shareId);
	await safety.openReport(mara.ctx, { groupId, reportId });
	await safety.decideReport(mara.ctx, {
		...{ groupId, reportId, decision: 'no_step', why: 'Nothing here.' }
	});
	const loads = await safety.loads(made.coordinator.ctx);
	expect(loads).toContainEqual(expect.objectContaining({ openedToday: 1, decidedThisWeek: 1 }));
	for (const who of [mara.ctx, tide.ctx, world.nobody])
		expect(await code(safety.loads(who))).toBe('not_found');
});
