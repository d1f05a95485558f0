import { expect, test } from 'vitest';
import { person } from '#test/support/accounts.ts';
import { counted } from '#test/support/counted.ts';
import { aGroup, group, personNotCalled, type MadeGroup } from '#test/support/groups.ts';
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
		...{ groupId: made.groupId, alias, ...made.versions, agree: true }
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
		await expect(groups.approve(ctx, { ...made, requestId })).rejects.toEqual(code('not_found'));
		const no = groups.decline(ctx, { ...made, requestId, reason: 'No seat for now.' });
		await expect(no).rejects.toEqual(code('not_found'));
	}
});

test('a request of one group is unknown on the page of another, also to who facilitates both', async () => {
	const made = await group(world);
	const both = made.facilitators[0];
	const second = await groups.create(made.coordinator.ctx, {
		...aGroup,
		facilitators: [both, made.facilitators[1]].map(({ accountId, alias }) => ({ accountId, alias }))
	});
	const { requestId } = await waiting(made);
	const elsewhere = { groupId: second.groupId, requestId };
	await expect(groups.approve(both.ctx, elsewhere)).rejects.toEqual(code('not_found'));
	const no = groups.decline(both.ctx, { ...elsewhere, reason: 'No seat for now.' });
	await expect(no).rejects.toEqual(code('not_found'));
	await groups.approve(both.ctx, { ...made, requestId });
});

test('answers of many groups are read in as many statements as the answer of one', async () => {
	const who = await personNotCalled(world, 'Wren');
	const counts: number[] = [];
	for (const times of [1, 2]) {
		for (let n = 0; n < times; n++) {
			const made = await group(world);
			const joined = await groups.join(who.ctx, {
				...{ groupId: made.groupId, alias: 'Wren', ...made.versions, agree: true }
			});
			if (joined.status !== 'waiting') throw new Error('came in at once');
			const given = { ...made, ...joined, reason: `No seat, ${n}.` };
			await groups.decline(made.facilitators[0].ctx, given);
		}
		const { ctx, statements } = counted(who.ctx);
		const { answers } = await groups.mine(ctx);
		expect(answers.map(({ reason }) => reason)).toContain(`No seat, ${times - 1}.`);
		counts.push(statements());
	}
	expect(counts[0]).toBeGreaterThan(0);
	expect(counts[1]).toBe(counts[0]);
});

test('two facilitators decide at the same moment, and it is decided once', async () => {
	const made = await group(world);
	const { requestId, who } = await waiting(made);
	const [mara, ines] = made.facilitators;
	const answers = await Promise.allSettled([
		groups.approve(mara.ctx, { ...made, requestId }),
		groups.decline(ines.ctx, { ...made, requestId, reason: 'No seat for now.' })
	]);
	expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
	const { groups: mine, answers: told } = await groups.mine(who.ctx);
	expect(mine.length + told.length).toBe(1);
	await expect(groups.approve(mara.ctx, { ...made, requestId })).rejects.toEqual(
		code('request_decided')
	);
});

test('the last seat is given once, also by two yeses at the same moment, and the other waits for one', async () => {
	const made = await group(world, { capacity: 3 });
	await made.member('Robin');
	await made.member('Lark');
	const [one, two] = [await waiting(made, 'Heron'), await waiting(made, 'Tern')];
	const [mara, ines] = made.facilitators;
	const answers = await Promise.allSettled([
		groups.approve(mara.ctx, { ...made, requestId: one.requestId }),
		groups.approve(ines.ctx, { ...made, requestId: two.requestId })
	]);
	const kinds = answers.map((answer) => answer.status === 'fulfilled' && answer.value.status);
	expect(kinds.toSorted()).toEqual(['listed', 'member']);
});

test('a no is told in the words of the facilitator, which lie encrypted', async () => {
	const made = await group(world);
	const { requestId, who } = await waiting(made);
	const reason = 'We have met outside. Please ask the Thursday group.';
	await groups.decline(made.facilitators[0].ctx, { ...made, requestId, reason });
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
	await expect(groups.approve(made.facilitators[0].ctx, { ...made, requestId })).rejects.toEqual(
		code('request_decided')
	);
});

test('answered requests are forgotten after 30 days, waiting ones are not', async () => {
	const made = await group(world);
	const { requestId } = await waiting(made);
	const { requestId: stays } = await waiting(made, 'Tern');
	await groups.decline(made.facilitators[0].ctx, { ...made, requestId, reason: 'Not now, sorry.' });
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
