import { expect, it } from 'vitest';
import { group, personNotCalled } from '#test/support/groups.ts';
import { openWorld } from '#test/support/world.ts';
import * as groups from './groups.ts';

const world = await openWorld();

it('who was removed once needs a facilitator’s yes each time, also after coming back and leaving', async () => {
	const { groupId, facilitators, versions, member } = await group(world, { entry: 'open' });
	const [mara] = facilitators;
	const fern = await member('Fern');
	const comes = (alias: string) =>
		groups.join(fern.ctx, { groupId, alias, ...versions, agree: true });
	await groups.leave(fern.ctx, { groupId });
	const again = await comes('Fern');
	expect(again.status).toBe('member');
	const { membershipId } = again as { membershipId: string };
	await groups.remove(mara.ctx, { groupId, membershipId, reason: 'It was unkind.' });
	for (const alias of ['Wren', 'Lark']) {
		const joined = await comes(alias);
		expect(joined.status).toBe('waiting');
		const { requestId } = joined as { requestId: string };
		await groups.approve(mara.ctx, { groupId, requestId });
		await groups.leave(fern.ctx, { groupId });
	}
});

it('who was removed from one group joins another like anybody', async () => {
	const [first, second] = [
		await group(world, { entry: 'open' }),
		await group(world, { entry: 'open' })
	];
	const fern = await personNotCalled(world, 'Fern');
	const comes = ({ groupId, versions }: typeof first) =>
		groups.join(fern.ctx, { groupId, alias: 'Fern', ...versions, agree: true });
	const { membershipId } = (await comes(first)) as { membershipId: string };
	const { groupId, facilitators } = first;
	await groups.remove(facilitators[0].ctx, { groupId, membershipId, reason: 'It was unkind.' });
	expect((await comes(second)).status).toBe('member');
	expect((await comes(first)).status).toBe('waiting');
});
