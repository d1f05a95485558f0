import { describe, expect, it } from 'vitest';
import * as groups from '#lib/groups/server/groups.ts';
import * as notices from '#lib/notices/server/notices.ts';
import { day, hour } from '#server/clock.ts';
import type { Ctx } from '#server/ctx.ts';
import { group, personNotCalled, type MadeGroup } from '#test/support/groups.ts';
import { openWorld } from '#test/support/world.ts';
import { tellPeople } from './tell-people.ts';

const world = await openWorld();

/** What somebody finds on Home after the clock looked, several times and at once. */
async function told(ctx: Ctx): Promise<string[]> {
	await Promise.all([1, 2, 3].map(() => tellPeople.run(world.system)));
	await tellPeople.run(world.system);
	return (await notices.mine(ctx)).map(({ kind, href }) => `${kind} ${href}`);
}
async function asks(made: MadeGroup, alias: string) {
	const who = await personNotCalled(world, alias);
	const { groupId, versions } = made;
	const asking = { groupId, alias, ...versions, agree: true } as const;
	const joined = await groups.join(who.ctx, asking);
	if (joined.status !== 'waiting') throw new Error('waits');
	return { ...who, requestId: joined.requestId, groupId };
}

describe('whoever asks to come in', () => {
	it('is let in and told so, until they leave; the facilitators hear of all who ask at once', async () => {
		const made = await group(world);
		const [mara, ines] = made.facilitators;
		const heron = await asks(made, 'Heron');
		const requests = `asked /groups/${made.groupId}/requests`;
		expect(await told(mara.ctx)).toEqual([requests]);
		const wren = await asks(made, 'Wren');
		expect(await told(ines.ctx)).toEqual([requests]);
		expect(await told(heron.ctx)).toEqual([]);
		await groups.approve(mara.ctx, heron);
		expect(await told(heron.ctx)).toEqual([`let_in /groups/${made.groupId}`]);
		expect(await told(ines.ctx)).toEqual([requests]);
		await groups.withdraw(wren.ctx, wren);
		expect(await told(ines.ctx)).toEqual([]);
		await groups.leave(heron.ctx, made);
		expect(await told(heron.ctx)).toEqual([]);
	});

	it('and is not, is told that there is an answer, for a week', async () => {
		const made = await group(world);
		const heron = await asks(made, 'Heron');
		const other = await made.member('Wren');
		await groups.decline(made.facilitators[0].ctx, { ...heron, reason: 'Not now.' });
		expect(await told(heron.ctx)).toEqual(['answer /home#answers']);
		expect(await told(other.ctx)).toEqual([`let_in /groups/${made.groupId}`]);
		world.clock.pass(7 * day);
		expect(await told(heron.ctx)).toEqual([]);
	});
});

describe('whoever waits for a seat', () => {
	it('hears that one is held for them, as long as it is', async () => {
		const made = await group(world, { entry: 'open', capacity: 3 });
		const wren = await made.member('Wren');
		for (const alias of ['Robin', 'Lark']) await made.member(alias);
		const heron = await personNotCalled(world, 'Heron');
		const { groupId, versions } = made;
		const asking = { groupId, alias: 'Heron', ...versions, agree: true } as const;
		await groups.join(heron.ctx, { ...asking, wait: 'yes' });
		expect(await told(heron.ctx)).toEqual([]);
		await groups.leave(wren.ctx, { groupId });
		const [wait] = await groups.waits(heron.ctx);
		expect(await told(heron.ctx)).toEqual([`seat /home#seat-${wait!.waitingId}`]);
		world.clock.pass(hour);
		await groups.takeOffer(heron.ctx, { waitingId: wait!.waitingId });
		expect(await told(heron.ctx)).toEqual([]);
	});
});
