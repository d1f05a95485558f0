import { expect, test } from 'vitest';
import { person } from '#test/support/accounts.ts';
import { group, personNotCalled, type MadeGroup } from '#test/support/groups.ts';
import { openWorld } from '#test/support/world.ts';
import { asSystem } from '#server/ctx.ts';
import { forgetAnswered } from './jobs.ts';
import * as groups from './groups.ts';
import { day } from '#server/clock.ts';

const world = await openWorld();
const code = (error: string) => expect.objectContaining({ code: error });

async function waiting(made: MadeGroup, alias = 'Wren') {
	const who = await personNotCalled(world, alias);
	const joined = await groups.join(who.ctx, {
		...{ groupId: made.groupId, alias, ...made.versions, adult: true, agree: true }
	});
	if (joined.status !== 'waiting') throw new Error('came in at once');
	return { who, requestId: joined.requestId };
}

test('facilitators see the alias and since when, and nothing else', async () => {
	const made = await group(world);
	const { requestId } = await waiting(made);
	const [mara] = made.facilitators;
	expect(await groups.requests(mara.ctx, made.groupId)).toEqual([
		{ requestId, alias: 'Wren', mark: expect.any(String), askedAt: world.clock.now() }
	]);
});

test('only the facilitators of that very group see and decide', async () => {
	const made = await group(world);
	const elsewhere = await group(world);
	const { requestId, who } = await waiting(made);
	const wren = await made.member('Robin');
	for (const ctx of [wren.ctx, elsewhere.facilitators[0].ctx, made.coordinator.ctx, who.ctx]) {
		await expect(groups.requests(ctx, made.groupId)).rejects.toEqual(code('not_found'));
		await expect(groups.approve(ctx, { requestId })).rejects.toEqual(code('not_found'));
		const no = groups.decline(ctx, { requestId, reason: 'No seat for now.' });
		await expect(no).rejects.toEqual(code('not_found'));
	}
});

test('two facilitators decide at the same moment, and it is decided once', async () => {
	const made = await group(world);
	const { requestId, who } = await waiting(made);
	const [mara, ines] = made.facilitators;
	const answers = await Promise.allSettled([
		groups.approve(mara.ctx, { requestId }),
		groups.decline(ines.ctx, { requestId, reason: 'No seat for now.' })
	]);
	expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
	const { groups: mine, answers: told } = await groups.mine(who.ctx);
	expect(mine.length + told.length).toBe(1);
	await expect(groups.approve(mara.ctx, { requestId })).rejects.toEqual(code('request_decided'));
});

test('the last seat is given once, also by two yeses at the same moment', async () => {
	const made = await group(world, { capacity: 3 });
	await made.member('Robin');
	await made.member('Lark');
	const [one, two] = [await waiting(made, 'Heron'), await waiting(made, 'Tern')];
	const [mara, ines] = made.facilitators;
	const answers = await Promise.allSettled([
		groups.approve(mara.ctx, { requestId: one.requestId }),
		groups.approve(ines.ctx, { requestId: two.requestId })
	]);
	const refused = answers.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
	expect(refused.map(({ reason }) => reason)).toEqual([code('group_full')]);
});

test('a no is told in the words of the facilitator, which lie encrypted', async () => {
	const made = await group(world);
	const { requestId, who } = await waiting(made);
	const reason = 'We have met outside. Please ask the Thursday group.';
	await groups.decline(made.facilitators[0].ctx, { requestId, reason });
	const { answers } = await groups.mine(who.ctx);
	expect(answers).toMatchObject([{ kind: 'declined', groupId: made.groupId, reason }]);
	const kept = await asSystem(world.system, 'test', (tx) =>
		tx.db
			.selectFrom('join_request')
			.select('reason_box')
			.where('request_id', '=', requestId)
			.executeTakeFirstOrThrow()
	);
	expect(kept.reason_box!.includes('Thursday')).toBe(false);
});

test('who asks can take it back, once, and nobody else can', async () => {
	const made = await group(world);
	const { requestId, who } = await waiting(made);
	const other = await person(world);
	await expect(groups.withdraw(other.ctx, { requestId })).rejects.toEqual(code('not_found'));
	await groups.withdraw(who.ctx, { requestId });
	await expect(groups.withdraw(who.ctx, { requestId })).rejects.toEqual(code('request_decided'));
	await expect(groups.approve(made.facilitators[0].ctx, { requestId })).rejects.toEqual(
		code('request_decided')
	);
});

test('answered requests are forgotten after 30 days, waiting ones are not', async () => {
	const made = await group(world);
	const { requestId } = await waiting(made);
	const { requestId: stays } = await waiting(made, 'Tern');
	await groups.decline(made.facilitators[0].ctx, { requestId, reason: 'Not now, sorry.' });
	world.clock.pass(31 * day);
	await forgetAnswered(world.system);
	const left = await asSystem(world.system, 'test', (tx) =>
		tx.db
			.selectFrom('join_request')
			.select('request_id')
			.where('group_id', '=', made.groupId)
			.execute()
	);
	expect(left).toEqual([{ request_id: stays }]);
});
