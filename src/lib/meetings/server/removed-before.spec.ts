import { describe, expect, it } from 'vitest';
import * as groups from '#lib/groups/server/groups.ts';
import * as notices from '#lib/notices/server/notices.ts';
import { after, minute } from '#server/clock.ts';
import { inTransaction } from '#server/ctx.ts';
import { person, type Person } from '#test/support/accounts.ts';
import { group } from '#test/support/groups.ts';
import { openWorld } from '#test/support/world.ts';
import { seekCover } from './cover-asked.ts';
import * as meetings from './meetings.ts';
import { canStepIn } from './policy.ts';
import { keepStandIns } from './substitutes.ts';

const world = await openWorld();
const trained = () => person(world, { roles: ['facilitator'], certified: true });
const says = (who: Person, meetingId: string, alias: string) =>
	meetings.stepIn(who.ctx, { meetingId, alias });
const code = (promise: Promise<unknown>) =>
	promise.then(
		() => 'done',
		(error: { code?: string }) => error.code
	);
const asked = async (who: Person, meetingId: string) =>
	(await notices.mine(who.ctx)).some(
		({ kind, href }) => kind === 'cover' && href.includes(meetingId)
	);

describe('stepping in', () => {
	const free = {
		isCurrent: true,
		isMember: false,
		stepsIn: false,
		isKnown: true,
		wasRemoved: false
	};
	it.each([
		[{}, true],
		[{ isCurrent: false }, false],
		[{ isMember: true }, false],
		[{ isKnown: false }, false],
		[{ stepsIn: true, isCurrent: false }, true],
		[{ wasRemoved: true }, false],
		[{ wasRemoved: true, stepsIn: true }, false]
	])('with %j: %s', (change, may) => expect(canStepIn({ ...free, ...change })).toBe(may));
});

describe('somebody whom a facilitator once removed from the group', () => {
	/** A facilitator elsewhere who was a member here, was removed, and was let in and left again since. */
	async function onceRemoved() {
		const made = await group(world);
		const { groupId } = made;
		const [mara, ines] = made.facilitators;
		const [joan, tom] = [await trained(), await trained()];
		const asks = async (alias: string) => {
			const joined = await groups.join(joan.ctx, {
				...{ groupId, alias, ...made.versions, agree: true }
			});
			if (joined.status === 'waiting') await groups.approve(mara.ctx, { ...joined, groupId });
			const { groups: mine } = await groups.mine(joan.ctx);
			return { joined, membershipId: mine.find((one) => one.groupId === groupId)!.membershipId };
		};
		const { membershipId } = await asks('Heron');
		const [next] = await meetings.upcoming(mara.ctx, groupId, 1);
		const { meetingId } = next!;
		await meetings.answer(ines.ctx, { meetingId, answer: 'not' });
		return { ...{ joan, tom, asks, membershipId, groupId, mara, meetingId }, start: next!.start };
	}

	it('is not asked, and may not step in, whatever came after', async () => {
		const { joan, tom, asks, membershipId, groupId, mara, meetingId } = await onceRemoved();
		await groups.remove(mara.ctx, { groupId, membershipId, reason: 'It was unkind.' });
		await asks('Wren');
		await groups.leave(joan.ctx, { groupId });
		await seekCover(world.system);
		expect([await asked(tom, meetingId), await asked(joan, meetingId)]).toEqual([true, false]);
		expect(await code(meetings.coverPage(joan.ctx, meetingId))).toBe('not_found');
		const twice = await Promise.all(
			[says(joan, meetingId, 'Lark'), says(joan, meetingId, 'Lark')].map(code)
		);
		expect(twice).toEqual(['not_found', 'not_found']);
		expect(await says(tom, meetingId, 'Cedar')).toBeUndefined();
	});

	it('does not go in on an earlier yes', async () => {
		const { joan, membershipId, groupId, meetingId, start } = await onceRemoved();
		const begin = world.clock.now();
		await groups.leave(joan.ctx, { groupId });
		await says(joan, meetingId, 'Cedar');
		await inTransaction(world.system, ({ db }) =>
			db
				.updateTable('membership')
				.set({ ended_why: 'removed' })
				.where('membership_id', '=', membershipId)
				.execute()
		);
		world.clock.set(after(new Date(start), -30 * minute));
		expect(await code(meetings.goIn(joan.ctx, { meetingId }))).toBe('not_found');
		await keepStandIns(world.system);
		expect(await code(meetings.find(joan.ctx, meetingId))).toBe('not_found');
		expect(await meetings.myCovers(joan.ctx)).toEqual([]);
		world.clock.set(begin);
	});
});
