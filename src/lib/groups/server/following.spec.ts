import { expect, test } from 'vitest';
import { person } from '#test/support/accounts.ts';
import { group } from '#test/support/groups.ts';
import { openWorld } from '#test/support/world.ts';
import { hour } from '#server/clock.ts';
import { newId } from '#server/ids.ts';
import { inTransaction } from '#server/ctx.ts';
import { mostFollowed } from '../waiting-list.ts';
import * as groups from './groups.ts';

const world = await openWorld();
const code = (error: string) => expect.objectContaining({ code: error });

test('a followed group says on Home whether a seat is free, and that it closed', async () => {
	const who = await person(world);
	const made = await group(world, { entry: 'open', capacity: 3 });
	const wren = await made.member('Wren');
	await made.member('Robin');
	await made.member('Lark');
	await groups.follow(who.ctx, made);
	await groups.follow(who.ctx, made);
	expect(await groups.isFollowing(who.ctx, made.groupId)).toBe(true);
	const known = { groupId: made.groupId, name: 'Evening harbour', timesChanged: false };
	expect(await groups.followed(who.ctx)).toEqual([{ ...known, isClosed: false, hasSeat: false }]);
	await groups.leave(wren.ctx, made);
	expect(await groups.followed(who.ctx)).toEqual([{ ...known, isClosed: false, hasSeat: true }]);
	await groups.close(made.coordinator.ctx, made);
	expect(await groups.followed(who.ctx)).toEqual([{ ...known, isClosed: true, hasSeat: false }]);
	await groups.unfollow(who.ctx, made);
	await groups.unfollow(who.ctx, made);
	expect(await groups.followed(who.ctx)).toEqual([]);
});

test('a change of its times is told until it was seen', async () => {
	const who = await person(world);
	const made = await group(world);
	const { ctx } = made.coordinator;
	await groups.follow(who.ctx, made);
	const isTold = async () => (await groups.followed(who.ctx))[0]!.timesChanged;
	const [, second] = (await groups.comingMeetings(ctx, made.groupId)).meetings;
	const changes = [
		() => groups.cancelMeeting(ctx, { ...made, ...second! }),
		() => groups.restoreMeeting(ctx, { ...made, ...second! }),
		() =>
			groups.changeSeries(ctx, {
				groupId: made.groupId,
				series: {
					...{ rule: { freq: 'weekly', interval: 1, weekdays: [4] }, startsOn: '2026-12-03' },
					...{ localTime: '20:00', timeZone: 'Europe/Berlin', minutes: 90 }
				}
			})
	];
	for (const change of changes) {
		expect(await isTold()).toBe(false);
		world.clock.pass(hour);
		await change();
		expect(await isTold()).toBe(true);
		await groups.seenTimes(who.ctx, made);
	}
	expect(await isTold()).toBe(false);
});

test('nobody but the person follows, sees or stops it', async () => {
	const who = await person(world);
	const made = await group(world);
	const [mara] = made.facilitators;
	await groups.follow(who.ctx, made);
	await expect(groups.follow(world.nobody, made)).rejects.toEqual(code('sign_in_first'));
	await expect(groups.followed(world.nobody)).rejects.toEqual(code('sign_in_first'));
	await expect(groups.unfollow(world.nobody, made)).rejects.toEqual(code('sign_in_first'));
	expect(await groups.isFollowing(world.nobody, made.groupId)).toBeNull();
	for (const ctx of [mara.ctx, made.coordinator.ctx, world.system]) {
		const seen = await inTransaction(ctx, ({ db }) =>
			db.selectFrom('following').select('group_id').execute()
		);
		expect(seen).toEqual([]);
	}
	await groups.unfollow(mara.ctx, made);
	await expect(groups.seenTimes(mara.ctx, made)).rejects.toEqual(code('not_found'));
	expect(await groups.followed(who.ctx)).toHaveLength(1);
	await expect(groups.follow(who.ctx, { groupId: newId() })).rejects.toEqual(code('not_found'));
	await expect(groups.follow(who.ctx, { groupId: 'no-id' })).rejects.toEqual(code('not_found'));
	await groups.close(made.coordinator.ctx, made);
	await expect(groups.follow(mara.ctx, made)).rejects.toEqual(code('not_found'));
});

test('whoever is removed hears nothing more of the group, until they are a member again', async () => {
	const made = await group(world);
	const wren = await made.member('Wren');
	const robin = await made.member('Robin');
	const [mara] = made.facilitators;
	const removing = { groupId: made.groupId, reason: 'It was not safe for others.' };
	for (const { ctx } of [wren, robin]) await groups.follow(ctx, made);
	await groups.remove(mara.ctx, { ...removing, membershipId: wren.membershipId });
	expect(await groups.followed(wren.ctx)).toEqual([]);
	const kept = await inTransaction(wren.ctx, ({ db }) =>
		db.selectFrom('following').select('group_id').execute()
	);
	expect(kept).toEqual([]);
	await expect(groups.follow(wren.ctx, made)).rejects.toEqual(code('not_for_removed'));
	expect(await groups.isFollowing(wren.ctx, made.groupId)).toBeNull();
	expect((await groups.publicPage(wren.ctx, made.groupId)).name).toBe('Evening harbour');
	expect(await groups.followed(robin.ctx)).toHaveLength(1);

	const asked = { ...made.versions, agree: true as const, alias: 'Wren' };
	const back = await groups.join(wren.ctx, { groupId: made.groupId, ...asked });
	await groups.approve(mara.ctx, { ...(back as { requestId: string }), groupId: made.groupId });
	expect(await groups.isFollowing(wren.ctx, made.groupId)).toBe(false);
	await groups.follow(wren.ctx, made);
	expect(await groups.followed(wren.ctx)).toHaveLength(1);
	await groups.leave(robin.ctx, made);
	expect(await groups.followed(robin.ctx)).toHaveLength(1);
});

test('a follow that is written while its person is removed tells nothing', async () => {
	const made = await group(world);
	const wren = await made.member('Wren');
	const [mara] = made.facilitators;
	await Promise.allSettled([
		groups.follow(wren.ctx, made),
		groups.remove(mara.ctx, {
			...{ groupId: made.groupId, membershipId: wren.membershipId },
			reason: 'It was not safe for others.'
		})
	]);
	expect(await groups.followed(wren.ctx)).toEqual([]);
});

test(`nobody follows more than ${mostFollowed}, however many they try at once`, async () => {
	const who = await person(world);
	const made = await group(world);
	const many = [];
	for (let n = 0; n < mostFollowed + 3; n++) {
		const details = await groups.details(made.coordinator.ctx, made.groupId);
		const { series, facilitators, agreement: _, ...about } = details;
		const leads = facilitators.map(({ accountId, alias }) => ({ accountId, alias }));
		many.push(
			await groups.create(made.coordinator.ctx, { ...about, series: series!, facilitators: leads })
		);
	}
	const answers = await Promise.allSettled(many.map((one) => groups.follow(who.ctx, one)));
	const refused = answers.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
	expect(refused.map(({ reason }) => reason)).toEqual(Array(3).fill(code('follows_many')));
	const [one] = await groups.followed(who.ctx);
	await groups.follow(who.ctx, one!);
	expect(await groups.followed(who.ctx)).toHaveLength(mostFollowed);
});
