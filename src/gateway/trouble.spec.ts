import { describe, expect, it } from 'vitest';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { heldFor } from '#lib/meetings/turns.ts';
import { hour, minute, second } from '#server/clock.ts';
import { inTransaction } from '#server/ctx.ts';
import { gather, type Gathering } from '#test/support/gathering.ts';
import { openVenue, type LiveClient } from '#test/support/live-client.ts';
import { openWorld } from '#test/support/world.ts';

const world = await openWorld();
const venue = await openVenue(world);
const id = (gathering: Gathering, alias: string) => gathering.who(alias).membershipId;

/** Fern and Tide are in, and the check-in has begun. */
async function round() {
	const gathering = await gather(world, ['Fern', 'Tide']);
	const here = await venue.opened(gathering, 'Fern', 'Tide');
	const [mara, ines, fern, tide] = ['Mara', 'Ines', 'Fern', 'Tide'].map((each) => here.get(each)!);
	for (let from = -1; from < 3; from += 1) await mara!.ask({ t: 'next-part', from });
	return { gathering, mara: mara!, ines: ines!, fern: fern!, tide: tide! };
}

/** Lets time pass as the gateway sees it, looking every few seconds. */
async function pass(milliseconds: number) {
	for (let left = milliseconds; left > 0; left -= 5 * second) {
		world.clock.pass(Math.min(left, 5 * second));
		await venue.gateway.tick();
	}
}
const stored = ({ meetingId }: Gathering) => meetings.roomState(world.system, meetingId);
const placeOf = async (gathering: Gathering, alias: string) =>
	(await stored(gathering)).people.find((each) => each.id === id(gathering, alias))?.place;

describe('a network that is gone', () => {
	it('for 5 seconds is noticed by nobody', async () => {
		const { gathering, fern, tide, mara } = await round();
		const cursor = fern.cursor();
		await venue.cut(fern);
		await pass(5 * second);
		await mara.say('Said in between.');
		const back = await venue.come(gathering, 'Fern', cursor).inside();
		expect(back.lines).toMatchObject([{ text: 'Said in between.' }]);
		await pass(10 * second);
		expect(await placeOf(gathering, 'Fern')).toBe('inside');
		expect(tide.messages.filter((m) => m.t === 'event' && m.e.kind === 'went')).toEqual([]);
	});

	it('for 50 seconds passes the piece on, keeps the seat, and loses no words', async () => {
		const { gathering, mara, fern, tide } = await round();
		await mara.ask({ t: 'give', to: id(gathering, 'Fern') });
		await fern.sees((state) => state.holder === id(gathering, 'Fern'));
		const before = fern.state.circle;
		await venue.cut(fern);
		await pass(50 * second);
		await tide.sees((state) => state.holder === id(gathering, 'Tide'));
		expect(await tide.say('I go on.')).toBe('ok');
		const welcome = await venue.come(gathering, 'Fern', fern.cursor()).inside();
		expect(welcome.lines).toMatchObject([{ text: 'I go on.' }]);
		expect(welcome.room.circle).toEqual(before);
	});

	it('for 5 minutes, for everybody, has the meeting rest, and the first facilitator back resumes it', async () => {
		const { gathering, mara, ines, fern, tide } = await round();
		await venue.cut(mara, ines, fern, tide);
		await pass(5 * minute);
		expect((await stored(gathering)).pause?.why).toBe('facilitators-lost');
		const back = venue.come(gathering, 'Fern', fern.cursor());
		expect((await back.inside()).room.pause).not.toBeNull();
		await venue.come(gathering, 'Ines').inside();
		const resumed = await back.sees((state) => state.pause === null);
		expect(resumed).toMatchObject({ lead: id(gathering, 'Ines'), stage: 'running' });
	});
});

describe('a laptop that slept for an hour', () => {
	it('comes back to its seat while the meeting goes on', async () => {
		const { gathering, fern } = await round();
		await venue.cut(fern);
		await pass(hour);
		expect(await placeOf(gathering, 'Fern')).toBe('away');
		const welcome = await venue.come(gathering, 'Fern', fern.cursor()).inside();
		expect(welcome).toMatchObject({ gap: 'none', room: { stage: 'running' } });
	});

	it('finds the meeting over when it is', async () => {
		const { gathering, fern, mara } = await round();
		await venue.cut(fern);
		await mara.ask({ t: 'end' });
		await pass(hour);
		expect(await venue.come(gathering, 'Fern', fern.cursor()).closed).toBe('ended');
	});
});

describe('a clock that jumps an hour forward and back', () => {
	it('puts nobody out, and leaves no time that is less than none', async () => {
		const { gathering, mara, fern, tide } = await round();
		await mara.ask({ t: 'give', to: id(gathering, 'Fern') });
		world.clock.pass(hour);
		await venue.gateway.tick();
		expect(await fern.say('I am still here.')).toBe('ok');
		await fern.ask({ t: 'finish' });
		await fern.sees((state) => state.holder === id(gathering, 'Tide'));
		world.clock.pass(-hour);
		await venue.gateway.tick();
		expect(await tide.say('So am I.')).toBe('ok');
		expect(await tide.ask({ t: 'pass' })).toBe('ok');
		expect(await fern.ask({ t: 'help', about: null })).toBe('ok');
		const state = await stored(gathering);
		expect(state).toMatchObject({ stage: 'running', pause: null });
		expect(state.people.map(({ place }) => place)).toEqual(Array(4).fill('inside'));
		expect(heldFor(state, world.clock.now().getTime())).toBeGreaterThanOrEqual(0);
		for (const each of Object.values(state.spoken))
			expect(each.milliseconds).toBeGreaterThanOrEqual(0);
		await mara.ask({ t: 'end' });
		const stays = await inTransaction(world.system, ({ db }) =>
			db
				.selectFrom('attendance')
				.select(['in_at', 'out_at'])
				.where('meeting_id', '=', gathering.meetingId)
				.execute()
		);
		for (const stay of stays) expect(stay.out_at! >= stay.in_at).toBe(true);
	});
});

describe('events from the past', () => {
	it.each([
		['before anything happened', { seq: 0, words: 0 }, 1],
		['from a future that never was', { seq: 90_000, words: 90_000 }, 0]
	])('a cursor %s shows the room as it is', async (_, claimed, lines) => {
		const { gathering, mara, fern } = await round();
		await mara.say('Welcome.');
		await venue.cut(fern);
		const { epoch } = fern.cursor();
		const back = venue.come(gathering, 'Fern', { ...claimed, epoch });
		const welcome = await back.inside();
		expect(welcome.lines).toHaveLength(lines);
		expect(welcome.room.part).toBe(3);
		await mara.ask({ t: 'take' });
		expect((await back.sees((state) => state.holder !== null)).holder).toBe(id(gathering, 'Mara'));
	});

	it('a cursor of another epoch is told that earlier words are gone', async () => {
		const { gathering, fern } = await round();
		await venue.cut(fern);
		const old = { ...fern.cursor(), epoch: 'another' };
		expect((await venue.come(gathering, 'Fern', old).inside()).gap).toBe('restarted');
	});

	it('a command that was meant for an earlier moment does not skip what came since', async () => {
		const { gathering, mara } = await round();
		expect(await mara.ask({ t: 'next-part', from: 2 })).toBe('moved-on');
		await mara.ask({ t: 'give', to: id(gathering, 'Fern') });
		expect(await mara.ask({ t: 'hand-on', from: id(gathering, 'Tide') })).toBe('moved-on');
	});
});

describe('two tabs of one person', () => {
	it('that open in the same moment leave one connected', async () => {
		const { gathering, fern } = await round();
		const tabs = [1, 2, 3].map(() => venue.come(gathering, 'Fern'));
		await Promise.all(tabs.map((tab) => tab.got('welcome')));
		expect(await fern.closed).toBe('elsewhere');
		const open = async (tab: LiveClient) => (await tab.ask({ t: 'response', kind: 'ok' })) === 'ok';
		const gone = await Promise.all(
			tabs.map((tab) => Promise.race([tab.closed, open(tab).then((ok) => ok && 'open')]))
		);
		expect(gone.filter((each) => each === 'open')).toHaveLength(1);
	});

	it('of whom one was removed are both out, and stay out', async () => {
		const { gathering, ines, fern } = await round();
		const second = venue.come(gathering, 'Fern');
		await second.inside();
		expect(await fern.closed).toBe('elsewhere');
		const third = venue.come(gathering, 'Fern');
		await ines.ask({ t: 'remove', who: id(gathering, 'Fern') });
		expect(['removed', 'elsewhere']).toContain(await second.closed);
		expect(await third.closed).toBe('removed');
		expect(await venue.come(gathering, 'Fern', fern.cursor()).closed).toBe('removed');
		expect(await placeOf(gathering, 'Fern')).toBe('removed');
	});
});

describe('a deploy', () => {
	it('takes less than three seconds, and sends nobody to the sign-in page', async () => {
		const { gathering, mara, ines, fern, tide } = await round();
		const everybody = { Mara: mara, Ines: ines, Fern: fern, Tide: tide };
		const began = performance.now();
		await venue.gateway.pauseRooms();
		const closed = await Promise.all(Object.values(everybody).map((each) => each.closed));
		expect(closed).toEqual(Array(4).fill('restart'));
		await venue.restart();
		const back = Object.entries(everybody).map(([alias, client]) =>
			venue.come(gathering, alias, client.cursor())
		);
		await Promise.all(back.map((each) => each.inside()));
		await Promise.all(back.map((each) => each.sees((state) => state.pause === null)));
		expect(performance.now() - began).toBeLessThan(3_000);
		expect(await back[0]!.ask({ t: 'give', to: id(gathering, 'Fern') })).toBe('ok');
	});
});
