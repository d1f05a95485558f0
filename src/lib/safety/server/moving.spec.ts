import { describe, expect, test } from 'vitest';
import * as groups from '#lib/groups/server/groups.ts';
import * as shares from '#lib/shares/server/shares.ts';
import { day } from '#server/clock.ts';
import { newId } from '#server/ids.ts';
import { group } from '#test/support/groups.ts';
import { aSpace, code } from '#test/support/moderation.ts';
import { openWorld } from '#test/support/world.ts';
import { finishMoves } from './moving.ts';
import * as safety from './safety.ts';

const world = await openWorld();
/** People sign up first in each of these, which takes its time. */
const unhurried = { timeout: 60_000 };
const tell = 'The other group meets in the morning.';

/** A coordinator offers Tide another group. */
async function offered() {
	const space = await aSpace(world);
	const { groupId, made, fern, tide, report } = space;
	const other = await group(world, { name: 'Morning harbour' });
	const move = async (toGroup: string) => {
		const reportId = await report(fern.ctx, 'person', tide.membershipId);
		return safety.decideReport(made.coordinator.ctx, {
			...{ groupId: null, reportId, decision: 'moved', why: 'Because.', tell, toGroup }
		});
	};
	await move(other.groupId);
	const [mine] = await safety.myDecisions(tide.ctx);
	const goes = async () => {
		await finishMoves(world.system);
		await finishMoves(world.system);
	};
	const joins = () =>
		groups.join(tide.ctx, {
			...{ groupId: other.groupId, alias: 'Heron', ...other.versions, agree: true }
		});
	const isIn = async (id: string) =>
		(await groups.mine(tide.ctx)).groups.some((one) => one.groupId === id);
	return { ...space, groupId, other, mine: mine!, move, goes, joins, isIn };
}

describe('moving to another group', unhurried, () => {
	test('is offered, and changes nothing until whoever it concerns has come in there', async () => {
		const { groupId, other, mine, goes, joins, isIn, fern, shareId, tide } = await offered();
		expect(mine).toMatchObject({
			...{ step: 'moved', told: tell, canAppeal: false },
			move: { groupId: other.groupId, groupName: 'Morning harbour', isOpen: true }
		});
		await goes();
		expect(await isIn(groupId)).toBe(true);
		expect(await joins()).toMatchObject({ status: 'member' });
		await Promise.all([goes(), goes()]);
		expect([await isIn(groupId), await isIn(other.groupId)]).toEqual([false, true]);
		expect((await safety.myDecisions(tide.ctx))[0]!.move).toMatchObject({ isOpen: false });
		const { share } = await shares.find(fern.ctx, { groupId, shareId });
		expect(share.author.alias).toBe('Tide');
	});

	test('is not taken by whoever stays, twice as well', async () => {
		const { groupId, mine, goes, joins, isIn, tide, fern } = await offered();
		const { decisionId } = mine;
		expect(await code(safety.stay(fern.ctx, { decisionId }))).toBe('not_found');
		expect(await code(safety.stay(world.nobody, { decisionId }))).toBe('sign_in_first');
		expect(await code(safety.stay(tide.ctx, { decisionId: newId() }))).toBe('not_found');
		await Promise.all([1, 2].map(() => safety.stay(tide.ctx, { decisionId })));
		// The door is no longer held: they ask as anybody does, and lose nothing here.
		expect(await joins()).toMatchObject({ status: 'waiting' });
		await goes();
		expect(await isIn(groupId)).toBe(true);
	});

	test('is over after two weeks', async () => {
		const { mine, joins, tide } = await offered();
		world.clock.pass(14 * day + 1000);
		const { decisionId } = mine;
		expect(await code(safety.stay(tide.ctx, { decisionId }))).toBe('move_gone');
		expect(await joins()).toMatchObject({ status: 'waiting' });
	});

	test('is offered by coordinators alone, to a group that is open and not theirs', async () => {
		const { groupId, made, mara, fern, tide, report, move, other } = await offered();
		for (const id of ['', groupId, newId()]) expect(await code(move(id))).toBe('invalid');
		await groups.close(other.coordinator.ctx, { groupId: other.groupId });
		expect(await code(move(other.groupId))).toBe('invalid');
		const reportId = await report(fern.ctx, 'person', tide.membershipId);
		const decided = { reportId, decision: 'moved', why: 'Because.', tell } as const;
		const toGroup = (await group(world)).groupId;
		expect(await code(safety.decideReport(mara.ctx, { groupId, toGroup, ...decided }))).toBe(
			'invalid'
		);
		expect(
			await code(safety.decideReport(made.coordinator.ctx, { groupId: null, toGroup, ...decided }))
		).toBe('done');
	});

	test('is nothing to appeal', async () => {
		const { mine, tide } = await offered();
		const given = { decisionId: mine.decisionId, words: 'No.' };
		expect(await code(safety.appeal(tide.ctx, given))).toBe('not_found');
	});
});
