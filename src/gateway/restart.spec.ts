import { describe, expect, it } from 'vitest';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { gather } from '#test/support/gathering.ts';
import { openVenue } from '#test/support/live-client.ts';
import { openWorld } from '#test/support/world.ts';

const world = await openWorld();
const venue = await openVenue(world);

describe('a gateway that stops and starts again', () => {
	it('has every meeting rest, resumes it with a facilitator, and says that earlier words are gone', async () => {
		const gathering = await gather(world, ['Fern']);
		const here = await venue.opened(gathering, 'Fern');
		const [mara, fern] = [here.get('Mara'), here.get('Fern')];
		if (!mara || !fern) throw new Error('they came in');
		await mara.ask({ t: 'next-part', from: -1 });
		await mara.say('Gone with the process.');
		await fern.got('w');
		const cursor = fern.cursor();
		const before = await fern.sees((state) => state.part === 0);

		await venue.gateway.pauseRooms();
		expect(await fern.closed).toBe('restart');
		await venue.restart();
		const rests = await meetings.roomState(world.system, gathering.meetingId);
		expect(rests.pause?.why).toBe('server-stop');

		world.clock.pass(30_000);
		const back = venue.come(gathering, 'Fern', cursor);
		const welcome = await back.inside();
		expect(welcome).toMatchObject({ gap: 'restarted', lines: [] });
		expect(welcome.epoch).not.toBe(cursor.epoch);
		expect(welcome.room.pause?.why).toBe('server-stop');

		venue.come(gathering, 'Mara');
		const resumed = await back.sees((state) => state.pause === null);
		expect(resumed).toMatchObject({ part: 0, circle: before.circle, lead: before.lead });
		expect((resumed.endsBy ?? 0) - (before.endsBy ?? 0)).toBe(30_000);
	});

	it('goes on after a crash as if nothing had been, but for the words', async () => {
		const gathering = await gather(world, ['Fern']);
		const here = await venue.opened(gathering, 'Fern');
		await here.get('Mara')?.ask({ t: 'next-part', from: -1 });
		await venue.restart();
		const back = venue.come(gathering, 'Fern');
		expect((await back.inside()).room).toMatchObject({ stage: 'running', pause: null, part: 0 });
		for (const alias of ['Mara', 'Ines']) await venue.come(gathering, alias).inside();
		world.clock.pass(11_000);
		await venue.gateway.tick();
		expect(back.state.people.map((each) => each.place)).toEqual(['inside', 'inside', 'inside']);
	});

	it('lets those go who do not come back', async () => {
		const gathering = await gather(world, ['Fern']);
		await venue.opened(gathering, 'Fern');
		await venue.restart();
		world.clock.pass(11_000);
		await venue.gateway.tick();
		const state = await meetings.roomState(world.system, gathering.meetingId);
		expect(state.people.map((each) => each.place)).toEqual(['away', 'away', 'away']);
	});
});
