import { describe, expect, it } from 'vitest';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { gather, type Gathering } from '#test/support/gathering.ts';
import { openVenue, type Venue } from '#test/support/live-client.ts';
import { openWorld } from '#test/support/world.ts';

const world = await openWorld();
const alerts: { meetingId: string; call: string }[] = [];
let answer: () => Promise<boolean | null> = () => Promise.resolve(true);
const venue = await openVenue(world, {
	onCall: {
		alert({ meetingId }, call) {
			alerts.push({ meetingId, call });
			return answer();
		},
		anybody: () => Promise.resolve(true)
	}
});
const unattended = await openVenue(world);

/** Fern has called for help, and nobody came for three minutes. */
async function unheard(at: Venue) {
	const gathering = await gather(world, ['Fern']);
	const here = await at.opened(gathering, 'Fern');
	const [fern, ines] = [here.get('Fern')!, here.get('Ines')!];
	await fern.ask({ t: 'help', about: 'word' });
	const { call } = await fern.got('help');
	world.clock.pass(179_000);
	await at.gateway.tick();
	expect(await onCallEvents(gathering)).toEqual([]);
	world.clock.pass(1_000);
	return { gathering, call, fern, ines };
}

const onCallEvents = async ({ meetingId }: Gathering) =>
	(await meetings.readControl(world.system, meetingId))
		.filter(({ kind }) => kind === 'help_on_call')
		.map(({ data }) => data);
const alertsFor = (call: string) => alerts.filter((each) => each.call === call);

describe('a call for help that nobody takes in three minutes', () => {
	it('is told once to whoever is on call, also when two seconds overlap', async () => {
		let reached = (_: boolean) => {};
		answer = () => new Promise((resolve) => (reached = resolve));
		const { gathering, call, fern, ines } = await unheard(venue);
		await Promise.all([venue.gateway.tick(), venue.gateway.tick()]);
		world.clock.pass(1_000);
		await venue.gateway.tick();
		expect(alertsFor(call)).toEqual([{ meetingId: gathering.meetingId, call }]);
		reached(true);
		await ines.sees((state) => state.help[0]?.onCall === 'reached');
		world.clock.pass(1_000);
		await venue.gateway.tick();
		expect(alertsFor(call)).toHaveLength(1);
		expect(await onCallEvents(gathering)).toEqual([{ call, reached: true }]);
		expect(JSON.stringify(fern.messages)).not.toContain('help_on_call');
	});

	it('does not hold up the room while somebody is being reached', async () => {
		answer = () => new Promise(() => {});
		const { gathering, ines } = await unheard(venue);
		await venue.gateway.tick();
		expect(await ines.ask({ t: 'next-part', from: -1 })).toBe('not-yours-to-do');
		expect(await ines.ask({ t: 'swap', lead: gathering.who('Ines').membershipId })).toBe('ok');
	});

	it('is tried again when it could not be written', async () => {
		answer = () => Promise.reject(new Error('no way out'));
		const { call, ines } = await unheard(venue);
		await venue.gateway.tick();
		answer = () => Promise.resolve(true);
		while (alertsFor(call).length < 2) await venue.gateway.tick();
		await ines.sees((state) => state.help[0]?.onCall === 'reached');
	});

	it('is tried every minute while whoever is on call cannot be written to, and given up after five', async () => {
		answer = () => Promise.resolve(null);
		const { gathering, call, ines } = await unheard(venue);
		const tickAndSettle = async () => {
			const before = alertsFor(call).length;
			await venue.gateway.tick();
			await new Promise((resolve) => setTimeout(resolve, 50));
			return alertsFor(call).length - before;
		};
		expect(await tickAndSettle()).toBe(1);
		expect(await tickAndSettle()).toBe(0);
		for (let minutes = 1; minutes < 5; minutes += 1) {
			world.clock.pass(60_000);
			expect(await tickAndSettle()).toBe(1);
			expect(await onCallEvents(gathering)).toEqual([]);
		}
		world.clock.pass(60_000);
		await venue.gateway.tick();
		await ines.sees((state) => state.help[0]?.onCall === 'nobody');
	});

	it('says that nobody is on call where there is no roster', async () => {
		const { gathering, call, ines } = await unheard(unattended);
		await unattended.gateway.tick();
		await ines.sees((state) => state.help[0]?.onCall === 'nobody');
		expect(await onCallEvents(gathering)).toEqual([{ call, reached: false }]);
	});

	it('is not told to anybody when a facilitator came', async () => {
		const { call, ines } = await unheard(venue);
		await ines.ask({ t: 'take-help', call });
		await venue.gateway.tick();
		expect(alertsFor(call)).toEqual([]);
	});
});

it('the cockpit says beforehand whether anybody is on call; members are not told', async () => {
	for (const [at, nobodyOnCall] of [
		[venue, false],
		[unattended, true]
	] as const) {
		const gathering = await gather(world, ['Fern']);
		const here = await at.opened(gathering, 'Fern');
		expect((await here.get('Mara')!.inside()).cockpit).toMatchObject({ nobodyOnCall });
		expect(JSON.stringify(await here.get('Fern')!.inside())).not.toContain('nobodyOnCall');
	}
});
