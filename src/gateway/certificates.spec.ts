import { expect, it } from 'vitest';
import { TEMPLATES } from '#lib/groups/groups.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { inTransaction } from '#server/ctx.ts';
import { gather, type Gathering } from '#test/support/gathering.ts';
import { openVenue } from '#test/support/live-client.ts';
import { openWorld } from '#test/support/world.ts';

const world = await openWorld();
// Nobody is put out between two questions: the door itself is asked.
const venue = await openVenue(world, { sweepEvery: 600_000 });

const withdraw = ({ who }: Gathering, alias: string, at: Date | null) =>
	inTransaction(world.system, ({ db }) =>
		db
			.updateTable('certificate')
			.set({ withdrawn_at: at })
			.where('account_id', '=', who(alias).accountId)
			.execute()
	);

it('keeps the door closed while somebody who is in to lead may not lead today', async () => {
	const gathering = await gather(world, [], { startsIn: 5 });
	const [mara, ines] = [venue.come(gathering, 'Mara'), venue.come(gathering, 'Ines')];
	await Promise.all([mara.inside(), ines.inside()]);
	await withdraw(gathering, 'Ines', world.clock.now());
	expect(await mara.ask({ t: 'open' })).toBe('two-facilitators');
	expect(await ines.ask({ t: 'open' })).toBe('two-facilitators');
	await withdraw(gathering, 'Ines', null);
	expect(await mara.ask({ t: 'open' })).toBe('ok');
});

it('lets nobody in to lead whose certificate does not cover the day', async () => {
	const gathering = await gather(world, ['Fern'], { startsIn: 5 });
	await withdraw(gathering, 'Ines', world.clock.now());
	expect(await venue.come(gathering, 'Ines').closed).toBe('not-found');
	const mara = venue.come(gathering, 'Mara');
	await mara.inside();
	expect(await mara.ask({ t: 'open' })).toBe('two-facilitators');
});

it('opens with the run of show as it is then, also when it was changed after they came in', async () => {
	const gathering = await gather(world, [], { startsIn: 5 });
	const [mara, ines] = [venue.come(gathering, 'Mara'), venue.come(gathering, 'Ines')];
	await Promise.all([mara.inside(), ines.inside()]);
	const { ctx } = gathering.who('Ines');
	const parts = [...TEMPLATES.check_in];
	await meetings.planMeeting(ctx, { meetingId: gathering.meetingId, parts });
	expect(await mara.ask({ t: 'open' })).toBe('ok');
	const { parts: held } = await mara.sees(({ stage }) => stage === 'open');
	expect(held.map(({ name }) => name)).not.toContain('sharing');
});
