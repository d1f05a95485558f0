import { describe, expect, it } from 'vitest';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { newId } from '#server/ids.ts';
import { gather } from '#test/support/gathering.ts';
import { openVenue } from '#test/support/live-client.ts';
import { openOwnWorld } from '#test/support/own-world.ts';

const world = await openOwnWorld();
const venue = await openVenue(world);

/** Fern holds the piece in the check-in. */
async function round() {
	const gathering = await gather(world, ['Fern', 'Tide', 'Wren']);
	const here = await venue.opened(gathering, 'Fern', 'Tide');
	const [mara, ines, fern, tide] = ['Mara', 'Ines', 'Fern', 'Tide'].map((each) => here.get(each)!);
	for (let from = -1; from < 3; from += 1) await mara!.ask({ t: 'next-part', from });
	await mara!.ask({ t: 'give', to: gathering.who('Fern').membershipId });
	return { gathering, mara: mara!, ines: ines!, fern: fern!, tide: tide! };
}

describe('while PostgreSQL is stopped', () => {
	it('the room goes on with what needs no storing, refuses the rest, and works again afterwards', async () => {
		const { gathering, mara, ines, fern, tide } = await round();
		await world.stopDatabase();
		const call = newId();
		const help = { t: 'help', about: 'word', call };
		for (let seconds = 0; seconds < 20; seconds += 1) {
			world.clock.pass(1_000);
			await venue.gateway.tick();
		}
		expect(await fern.say('I can still be heard.')).toBe('ok');
		await tide.got('w', ({ text }) => text === 'I can still be heard.');
		expect(await tide.ask({ t: 'response', kind: 'hear' })).toBe('ok');
		expect(await mara.ask({ t: 'line', text: 'The database is away.' })).toBe('ok');
		expect(await fern.ask({ t: 'finish' })).toBe('not-stored');
		expect(await tide.ask(help)).toBe('not-stored');
		expect(await venue.come(gathering, 'Wren').closed).toBe('restart');
		expect(fern.state.holder).toBe(gathering.who('Fern').membershipId);
		expect(venue.gateway.connected()).toBe(4);

		await world.startDatabase();
		// As browsers do: the same call, until it is stored, and once more because an answer was lost.
		while ((await tide.ask(help)) === 'not-stored') await venue.gateway.tick();
		expect(await tide.ask(help)).toBe('ok');
		await ines.event('help_called');
		await ines.ask({ t: 'take-help', call });
		await ines.ask({ t: 'settle-help', call });
		expect(await tide.ask(help)).toBe('ok');
		const stored = await meetings.readControl(world.system, gathering.meetingId);
		expect(stored.filter(({ kind }) => kind === 'help_called')).toMatchObject([{ data: { call } }]);
		expect(await fern.ask({ t: 'finish' })).toBe('ok');
		expect((await venue.come(gathering, 'Wren').got('welcome')).place).toBe('waiting');
	});

	it('somebody who goes is missed when it is back, and no earlier', async () => {
		const { gathering, mara, fern, tide } = await round();
		await world.stopDatabase();
		await venue.cut(fern);
		world.clock.pass(11_000);
		await venue.gateway.tick();
		expect(tide.state.holder).toBe(gathering.who('Fern').membershipId);
		await world.startDatabase();
		while (tide.state.holder === gathering.who('Fern').membershipId) await venue.gateway.tick();
		await mara.sees((state) => state.holder === gathering.who('Tide').membershipId);
		const state = await meetings.roomState(world.system, gathering.meetingId);
		expect(state.people.map(({ place }) => place)).toEqual(['inside', 'inside', 'away', 'inside']);
	});
});
