import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import * as accounts from '#lib/accounts/server/accounts.ts';
import * as groups from '#lib/groups/server/groups.ts';
import * as notices from '#lib/notices/server/notices.ts';
import { day, hour, minute } from '#server/clock.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';
import { group, type Belonging, type MadeGroup } from '#test/support/groups.ts';
import { aReply, aShare } from '#test/support/shares.ts';
import { openWorld } from '#test/support/world.ts';
import * as shares from './shares.ts';

const world = await openWorld();
let made: MadeGroup;
let groupId: string;
let fern: Belonging;
let tide: Belonging;

/** Noon of a new day: far from anybody's night. */
let noon = new Date('2026-11-23T12:00:00Z');
beforeEach(async () => {
	noon = new Date(noon.getTime() + 40 * day);
	world.clock.set(noon);
	made = await group(world);
	groupId = made.groupId;
	[fern, tide] = [await made.member('Fern'), await made.member('Tide')];
});

/** What somebody is told of shares after the clock looked, several times and at once. */
async function told({ ctx }: { ctx: Ctx }): Promise<string[]> {
	await Promise.all([1, 2, 3].map(() => shares.bringUnheard(world.system)));
	return (await notices.mine(ctx))
		.filter(({ kind }) => kind.startsWith('unheard'))
		.map(({ kind, href }) => `${kind} ${href}`);
}
const never = { quietFrom: '00:00', quietUntil: '00:00', timeZone: 'UTC' };
const likes = (who: { ctx: Ctx }, aDay: number, quiet = never) =>
	shares.chooseAnswering(who.ctx, { aDay, ...quiet });
const asMember = 'unheard /answering';
const asLead = 'unheard_lead /answering';
const asCoordinator = 'unheard_day /programme#answering';

describe('a share that asks and has no answer', () => {
	it('comes to members who like to answer after four hours, and to nobody else', async () => {
		await likes(tide, 2);
		const other = await made.member('Reed');
		const shareId = await aShare(fern.ctx, groupId, 'Is anyone there?', 'believe');
		world.clock.pass(4 * hour - minute);
		expect(await told(tide)).toEqual([]);
		world.clock.pass(minute);
		expect(await told(tide)).toEqual([asMember]);
		for (const who of [fern, other, made.facilitators[0], made.coordinator])
			expect(await told(who)).toEqual([]);
		expect(await shares.waitingForMe(tide.ctx)).toMatchObject([
			{ shareId, groupId, groupName: 'Evening harbour', need: 'believe', author: { alias: 'Fern' } }
		]);
		expect(await shares.waitingForMe(other.ctx)).toEqual([]);
	});

	it('comes to the facilitators after twelve, and to the coordinator after a day', async () => {
		await aShare(fern.ctx, groupId);
		world.clock.set(new Date(noon.getTime() + 12 * hour));
		for (const who of [...made.facilitators, made.coordinator]) await likes(who, 0);
		expect(await told(made.facilitators[0])).toEqual([asLead]);
		expect(await told(made.facilitators[1])).toEqual([asLead]);
		expect(await told(made.coordinator)).toEqual([]);
		world.clock.pass(12 * hour);
		expect(await told(made.coordinator)).toEqual([asCoordinator]);
		// The coordinator learns that one waits, and not which.
		expect(await shares.waitingForMe(made.coordinator.ctx)).toEqual([]);
	});

	it('is told once to each, also when they have seen it', async () => {
		await likes(tide, 2);
		await aShare(fern.ctx, groupId);
		world.clock.pass(5 * hour);
		await told(tide);
		world.clock.pass(minute);
		await notices.see(tide.ctx, { upTo: world.clock.now().toISOString() });
		await told(tide);
		expect(await notices.unseen(tide.ctx)).toBe(0);
	});

	it.each(['listen', 'ideas', 'practical'] as const)('that is: %s', async (need) => {
		await likes(tide, 2);
		await aShare(fern.ctx, groupId, 'Words.', need);
		world.clock.pass(5 * hour);
		expect(await told(tide)).toEqual([asMember]);
	});

	it.each(['who wrote it', 'who would answer'])(
		'does not come to somebody who is kept apart from its author, asked for by %s',
		async (by) => {
			await likes(tide, 2);
			const reed = await made.member('Reed');
			await likes(reed, 2);
			const [one, other] = by === 'who wrote it' ? [fern, tide] : [tide, fern];
			const label = { alias: 'A', groupName: 'B', groupId, membershipId: '' };
			await inTransaction(one.ctx, (tx) =>
				accounts.keepApart(tx, { of: other.accountId, groupId, label })
			);
			await aShare(fern.ctx, groupId);
			world.clock.pass(5 * hour);
			expect(await told(tide)).toEqual([]);
			expect(await told(reed)).toEqual([asMember]);
		}
	);

	it('comes to them in a group for which nobody asked that', async () => {
		await likes(tide, 2);
		const label = { alias: 'A', groupName: 'B', groupId, membershipId: '' };
		await inTransaction(fern.ctx, (tx) =>
			accounts.keepApart(tx, { of: tide.accountId, groupId: newId(), label })
		);
		await aShare(fern.ctx, groupId);
		world.clock.pass(5 * hour);
		expect(await told(tide)).toEqual([asMember]);
	});

	it('is none that asks for nothing', async () => {
		await likes(tide, 2);
		const nothing = { need: null, text: 'I slept.' };
		for (const kind of ['win', 'strategy'] as const)
			await shares.share(fern.ctx, groupId, { once: newId(), kind, ...nothing });
		world.clock.pass(25 * hour);
		for (const who of [tide, made.facilitators[0], made.coordinator])
			expect(await told(who)).toEqual([]);
	});

	it('and is for the facilitators alone comes to them first, and to no member', async () => {
		const [mara] = made.facilitators;
		await likes(tide, 5);
		await likes(mara, 0);
		const words = { kind: 'facilitators', need: 'listen', text: 'For you.' } as const;
		await shares.share(fern.ctx, groupId, { once: newId(), ...words });
		world.clock.pass(5 * hour);
		expect(await told(mara)).toEqual([asLead]);
		world.clock.pass(25 * hour);
		expect(await told(tide)).toEqual([]);
		expect(await shares.waitingForMe(mara.ctx)).toHaveLength(1);
	});

	it('is not shown to whoever would rather not meet its author', async () => {
		await likes(tide, 5);
		await aShare(fern.ctx, groupId);
		world.clock.pass(5 * hour);
		await told(tide);
		await shares.fold(tide.ctx, groupId, { membershipId: fern.membershipId, wanted: true });
		expect(await shares.waitingForMe(tide.ctx)).toEqual([]);
	});

	it('is no news after two weeks', async () => {
		await likes(tide, 2);
		await aShare(fern.ctx, groupId);
		world.clock.pass(5 * hour);
		expect(await told(tide)).toEqual([asMember]);
		world.clock.pass(14 * day);
		expect(await told(tide)).toEqual([]);
	});
});

describe('it is taken back', () => {
	let shareId: string;
	beforeEach(async () => {
		await likes(tide, 5);
		shareId = await aShare(fern.ctx, groupId);
		world.clock.pass(5 * hour);
		expect(await told(tide)).toEqual([asMember]);
	});

	it('once somebody wrote an answer, and not by what the author adds', async () => {
		await aReply(fern.ctx, groupId, shareId, 'Still here.');
		expect(await told(tide)).toEqual([asMember]);
		await aReply(made.facilitators[0].ctx, groupId, shareId);
		expect(await told(tide)).toEqual([]);
		expect(await shares.waitingForMe(tide.ctx)).toEqual([]);
	});
	it('once somebody said a response, and comes again when that is taken back', async () => {
		const input = { shareId, kind: 'hear' };
		await shares.respond(tide.ctx, groupId, { ...input, wanted: true });
		expect(await told(tide)).toEqual([]);
		await shares.respond(tide.ctx, groupId, { ...input, wanted: false });
		expect(await told(tide)).toEqual([asMember]);
	});
	it('when the share is gone', async () => {
		await shares.remove(fern.ctx, { groupId, shareId });
		expect(await told(tide)).toEqual([]);
	});
	it('when a decision hides it, and is back when that is taken back', async () => {
		const hide = (at: Date | null) =>
			inTransaction(world.system, ({ db }) =>
				sql`select set_hidden('share', ${shareId}, ${at}::timestamptz)`.execute(db)
			);
		await hide(world.clock.now());
		expect(await told(tide)).toEqual([]);
		expect(await shares.waitingForMe(tide.ctx)).toEqual([]);
		await hide(null);
		expect(await told(tide)).toEqual([asMember]);
	});
	it('when its author left', async () => {
		await groups.leave(fern.ctx, { groupId });
		expect(await told(tide)).toEqual([]);
	});
	it('when whoever was asked left', async () => {
		await groups.leave(tide.ctx, { groupId });
		expect(await told(tide)).toEqual([]);
		expect(await shares.waitingForMe(tide.ctx)).toEqual([]);
	});
	it('when they like to be asked no more', async () => {
		await likes(tide, 0);
		expect(await told(tide)).toEqual([]);
	});
	it('when the group closes', async () => {
		await groups.close(made.coordinator.ctx, { groupId });
		expect(await told(tide)).toEqual([]);
	});
});

describe('how much comes to somebody', () => {
	it('is what they chose, the longest wait first, however many look at once', async () => {
		await likes(tide, 2);
		const ids: string[] = [];
		for (const text of ['One.', 'Two.', 'Three.']) {
			ids.push(await aShare(fern.ctx, groupId, text));
			world.clock.pass(minute);
		}
		world.clock.pass(5 * hour);
		expect(await told(tide)).toHaveLength(2);
		const waiting = await shares.waitingForMe(tide.ctx);
		expect(waiting.map((share) => share.shareId)).toEqual(ids.slice(0, 2));
		// An answer makes no room for more on the same day.
		await aReply(tide.ctx, groupId, ids[0]!);
		expect(await told(tide)).toHaveLength(1);
		world.clock.pass(day);
		expect(await told(tide)).toHaveLength(2);
	});

	it('waits for the end of their night, in their zone', async () => {
		const night = { quietFrom: '22:00', quietUntil: '07:00', timeZone: 'Asia/Tokyo' };
		await likes(tide, 2, night);
		// Five hours from now it is two in the morning there.
		await aShare(fern.ctx, groupId);
		world.clock.pass(5 * hour);
		expect(await told(tide)).toEqual([]);
		world.clock.pass(5 * hour - minute);
		expect(await told(tide)).toEqual([]);
		world.clock.pass(minute);
		expect(await told(tide)).toEqual([asMember]);
		// What was told stays through the next night.
		world.clock.pass(18 * hour);
		expect(await told(tide)).toEqual([asMember]);
	});

	it('waits for the end of the night for whoever chose nothing', async () => {
		world.clock.pass(11 * hour);
		await aShare(fern.ctx, groupId);
		// A day later the twelve hours are over, and the night has an hour gone; it ends at seven.
		world.clock.pass(24 * hour);
		expect(await told(made.facilitators[0])).toEqual([]);
		world.clock.pass(8 * hour - minute);
		expect(await told(made.facilitators[0])).toEqual([]);
		world.clock.pass(minute);
		expect(await told(made.facilitators[0])).toEqual([asLead]);
	});
});

describe('what can be chosen', () => {
	it('is off, with quiet nights, until somebody chooses', async () => {
		expect(await shares.answering(tide.ctx)).toEqual({
			...{ aDay: 0, quietFrom: '22:00', quietUntil: '07:00', timeZone: 'UTC' }
		});
		const wanted = { aDay: 3, quietFrom: '20:30', quietUntil: '09:00', timeZone: 'Asia/Kolkata' };
		await Promise.all([1, 2].map(() => shares.chooseAnswering(tide.ctx, wanted)));
		expect(await shares.answering(tide.ctx)).toEqual(wanted);
		expect(await shares.answering(fern.ctx)).toMatchObject({ aDay: 0 });
	});
	it('is nobody’s who is not signed in, and in no zone that is none', async () => {
		const code = 'sign_in_first';
		await expect(shares.answering(world.nobody)).rejects.toMatchObject({ code });
		await expect(likes({ ctx: world.nobody }, 1)).rejects.toMatchObject({ code });
		await expect(shares.waitingForMe(world.nobody)).rejects.toMatchObject({ code });
		await expect(likes(tide, 1, { ...never, timeZone: 'Nowhere/Land' })).rejects.toMatchObject({
			code: 'invalid'
		});
	});
	it('is gone with the account', async () => {
		await likes(tide, 3);
		await accounts.prove(tide.ctx, { passphrase: tide.passphrase, address: '192.0.2.9' });
		await accounts.endAccount(tide.ctx);
		const left = await world.db
			.selectFrom('answering')
			.selectAll()
			.where('account_id', '=', tide.accountId)
			.execute();
		expect(left).toEqual([]);
	});

	it('is for a group what its facilitators say, also for shares that are there', async () => {
		await likes(tide, 2);
		await aShare(fern.ctx, groupId);
		const [mara] = made.facilitators;
		expect(await shares.answerTime(mara.ctx, groupId)).toMatchObject({ hours: 4 });
		await Promise.all([1, 2].map(() => shares.setAnswerTime(mara.ctx, groupId, { hours: 8 })));
		expect(await shares.answerTime(mara.ctx, groupId)).toMatchObject({ hours: 8 });
		world.clock.pass(7 * hour);
		expect(await told(tide)).toEqual([]);
		world.clock.pass(hour);
		expect(await told(tide)).toEqual([asMember]);
	});
	it('is for a group nobody else’s', async () => {
		const elsewhere = await group(world, { name: 'Quiet orchard' });
		for (const { ctx } of [fern, made.coordinator, elsewhere.facilitators[0]]) {
			const gone = { code: 'not_found' };
			await expect(shares.answerTime(ctx, groupId)).rejects.toMatchObject(gone);
			await expect(shares.setAnswerTime(ctx, groupId, { hours: 3 })).rejects.toMatchObject(gone);
		}
	});
});

it('only the clock brings', async () => {
	await expect(shares.bringUnheard(made.coordinator.ctx)).rejects.toMatchObject({
		code: 'not_found'
	});
	await expect(shares.forgetBrought(tide.ctx)).rejects.toMatchObject({ code: 'not_found' });
});
