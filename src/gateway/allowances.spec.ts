import { describe, expect, it } from 'vitest';
import { gather, type Gathering } from '#test/support/gathering.ts';
import { openVenue, type Venue } from '#test/support/live-client.ts';
import { openWorld } from '#test/support/world.ts';
import { LIMITS } from './limits.ts';

const world = await openWorld();
const venue = await openVenue(world);

async function checkIn(at: Venue): Promise<{ gathering: Gathering }> {
	const gathering = await gather(world, ['Fern', 'Tide']);
	const here = await at.opened(gathering, 'Fern', 'Tide');
	const mara = here.get('Mara')!;
	for (let from = -1; from < 2; from += 1) await mara.ask({ t: 'next-part', from });
	return { gathering };
}

describe('who comes back again and again', () => {
	it('has to wait a little, and is then let in as before; others are not kept waiting', async () => {
		const { gathering } = await checkIn(venue);
		for (let times = 1; times < LIMITS.arrivals.burst; times += 1)
			await venue.come(gathering, 'Fern').inside();
		expect(await venue.come(gathering, 'Fern').closed).toBe('restart');
		expect((await venue.come(gathering, 'Tide').inside()).place).toBe('inside');
		world.clock.pass(2_000);
		expect((await venue.come(gathering, 'Fern').inside()).place).toBe('inside');
	});

	it('may not say more for it', async () => {
		const { gathering } = await checkIn(venue);
		const says = async () => {
			const fern = venue.come(gathering, 'Fern');
			await fern.inside();
			const answers = await Promise.all(
				Array.from({ length: LIMITS.responses.burst }, () =>
					fern.ask({ t: 'response', kind: 'hear' })
				)
			);
			return answers.filter((answer) => answer !== 'too-fast').length;
		};
		expect(await says()).toBe(LIMITS.responses.burst);
		expect(await says()).toBeLessThanOrEqual(2);
	});
});

it('whoever floods the room with words that are refused is let go', async () => {
	const { gathering } = await checkIn(venue);
	const fern = venue.come(gathering, 'Fern');
	await fern.inside();
	for (let times = 0; times < 60; times += 1) fern.send({ t: 'words', text: 'again' });
	expect(await fern.closed).toBe('abuse');
});

it.each(['\u0001\u0002', 'a\u0007b', '\u0000'])(
	'words of control characters are not words: %j',
	async (text) => {
		const { gathering } = await checkIn(venue);
		const mara = venue.come(gathering, 'Mara');
		await mara.inside();
		expect(await mara.say(text)).toBe('not-understood');
		expect(await mara.ask({ t: 'line', text: `${text} x` })).toBe('not-understood');
		expect(await mara.say('two\nlines\tand a tab')).toBe('ok');
	}
);
