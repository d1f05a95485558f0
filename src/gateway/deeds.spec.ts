import { describe, expect, it } from 'vitest';
import { DEED_EVERY, DEEDS_AT_ONCE } from '#lib/meetings/limits.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { gather } from '#test/support/gathering.ts';
import { openVenue, type LiveClient } from '#test/support/live-client.ts';
import { openWorld } from '#test/support/world.ts';

const world = await openWorld();
const often = { burst: 1e9, perSecond: 1e9 };
// The bound of a connection is lifted: what is left is the bound of the person.
const venue = await openVenue(world, { limits: { commands: often, strikes: often } });

/** A meeting in the check-in round, in which nobody looks at the clock but these tests. */
async function round() {
	const gathering = await gather(world, ['Fern', 'Tide']);
	const here = await venue.opened(gathering, 'Fern', 'Tide');
	const [mara, ines, fern] = ['Mara', 'Ines', 'Fern'].map((alias) => here.get(alias)!) as [
		LiveClient,
		LiveClient,
		LiveClient
	];
	for (let from = -1; from < 3; from += 1) await mara.ask({ t: 'next-part', from });
	const eventsOf = async (alias: string) => {
		const id = gathering.who(alias).membershipId;
		const all = await meetings.readControl(world.system, gathering.meetingId);
		return all.filter(({ data }) => 'who' in data && data.who === id).length;
	};
	return { gathering, mara, ines, fern, eventsOf };
}
const goes = (client: LiveClient, to: string) => client.ask({ t: 'go', to });

/** Comes back to the circle as often as that is possible, and rests again each time. */
async function backAndForth(client: LiveClient): Promise<number> {
	for (let times = 0; ; times += 1) {
		expect(await goes(client, 'resting')).toBe('ok');
		const answer = await goes(client, 'circle');
		if (answer === 'too-often') return times;
		expect(answer).toBe('ok');
	}
}

describe('going back and forth', () => {
	it('is bounded for a person, and never keeps anybody from resting, calling for help and leaving', async () => {
		const { fern, eventsOf } = await round();
		// Coming in was the first.
		expect(await backAndForth(fern)).toBe(DEEDS_AT_ONCE - 1);
		for (const to of ['circle', 'calm']) expect(await goes(fern, to)).toBe('too-often');
		const stored = await eventsOf('Fern');
		expect(await goes(fern, 'resting')).toBe('ok');
		expect(await eventsOf('Fern')).toBe(stored);
		expect(await fern.ask({ t: 'help', about: 'word' })).toBe('ok');
		world.clock.pass(DEED_EVERY);
		expect(await goes(fern, 'circle')).toBe('ok');
		expect(await goes(fern, 'resting')).toBe('ok');
		expect(await goes(fern, 'circle')).toBe('too-often');
		fern.send({ t: 'leave' });
		expect(await fern.closed).toBe('left');
	});

	it('counts on with a new connection, and another person’s is another count', async () => {
		const { gathering, fern } = await round();
		await backAndForth(fern);
		const anew = venue.come(gathering, 'Fern');
		await anew.inside();
		expect(await goes(anew, 'circle')).toBe('too-often');
		const tide = venue.come(gathering, 'Tide');
		await tide.inside();
		expect(await goes(tide, 'calm')).toBe('ok');
	});

	it('at once is counted like one after the other', async () => {
		const { fern, eventsOf } = await round();
		const before = await eventsOf('Fern');
		const asked = Array.from({ length: 60 }, (_, i) => goes(fern, i % 2 ? 'circle' : 'calm'));
		const done = (await Promise.all(asked)).filter((answer) => answer === 'ok');
		expect(await eventsOf('Fern')).toBe(before + DEEDS_AT_ONCE - 1);
		expect(done.length).toBeGreaterThanOrEqual(DEEDS_AT_ONCE - 1);
	});
});

describe('wishing for a turn', () => {
	it('and letting it go is bounded too; letting go is free', async () => {
		const { mara, fern, eventsOf } = await round();
		await mara.ask({ t: 'mode', mode: 'open' });
		await mara.ask({ t: 'take' });
		for (;;) {
			const answer = await fern.ask({ t: 'want-turn' });
			expect(await fern.ask({ t: 'unwant-turn' })).toBe('ok');
			if (answer === 'too-often') break;
		}
		expect(await eventsOf('Fern')).toBeLessThanOrEqual(2 * DEEDS_AT_ONCE + 3);
		expect(await fern.ask({ t: 'pass' })).toBe('ok');
	});
});

describe('leaving and coming in again', () => {
	it('is bounded: who overdoes it comes in a little later, by themselves', async () => {
		const { gathering, fern } = await round();
		await backAndForth(fern);
		fern.send({ t: 'leave' });
		await fern.closed;
		expect(await venue.come(gathering, 'Fern').closed).toBe('restart');
		world.clock.pass(DEED_EVERY);
		expect((await venue.come(gathering, 'Fern').inside()).place).toBe('inside');
	});
});

it('facilitators are not counted: they keep the meeting going', async () => {
	const { ines } = await round();
	for (let times = 0; times <= DEEDS_AT_ONCE; times += 1)
		for (const to of ['side', 'circle']) expect(await goes(ines, to)).toBe('ok');
});
