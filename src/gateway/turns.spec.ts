import { describe, expect, it } from 'vitest';
import { gather } from '#test/support/gathering.ts';
import { openVenue, type LiveClient } from '#test/support/live-client.ts';
import { openWorld } from '#test/support/world.ts';

const world = await openWorld();
const venue = await openVenue(world);

/** Fern, Tide and Lark in the check-in round, which nobody has begun. */
async function round() {
	const gathering = await gather(world, ['Fern', 'Tide', 'Lark']);
	const here = await venue.opened(gathering, 'Fern', 'Tide', 'Lark');
	const [mara, ines, fern, tide, lark] = ['Mara', 'Ines', 'Fern', 'Tide', 'Lark'].map((alias) =>
		here.get(alias)!
	) as [LiveClient, LiveClient, LiveClient, LiveClient, LiveClient];
	for (let from = -1; from < 3; from += 1) await mara.ask({ t: 'next-part', from });
	const id = (alias: string) => gathering.who(alias).membershipId;
	const give = (alias: string) => mara.ask({ t: 'give', to: id(alias) });
	return { gathering, mara, ines, fern, tide, lark, id, give };
}

const events = (client: LiveClient, kind: string) =>
	client.messages.filter((each) => each.t === 'event' && each.e.kind === kind);

describe('coming back to somebody in a go-round', () => {
	it('gives the piece on and comes to them at the end', async () => {
		const { fern, tide, lark, ines, id, give } = await round();
		await give('Fern');
		expect(await fern.ask({ t: 'defer' })).toBe('ok');
		await tide.sees(({ holder }) => holder === id('Tide'));
		expect(await tide.ask({ t: 'finish' })).toBe('ok');
		expect(await lark.ask({ t: 'finish' })).toBe('ok');
		await ines.sees(({ holder }) => holder === id('Ines'));
		expect(await ines.ask({ t: 'finish' })).toBe('ok');
		await tide.sees(({ holder }) => holder === id('Fern'));
	});

	it('pressed twice, and at once, is one', async () => {
		const { tide, lark, fern, give } = await round();
		await give('Fern');
		const presses = [tide, tide, lark].map((each) => each.ask({ t: 'defer' }));
		expect(await Promise.all(presses)).toEqual(['ok', 'ok', 'ok']);
		await fern.ask({ t: 'response', kind: 'ok' });
		expect(events(fern, 'deferred')).toHaveLength(2);
	});

	it('is not for who is elsewhere, nor for other ways of taking turns', async () => {
		const { mara, fern, tide, give } = await round();
		await give('Tide');
		await fern.ask({ t: 'go', to: 'calm' });
		expect(await fern.ask({ t: 'defer' })).toBe('not-in-circle');
		expect(await mara.ask({ t: 'mode', mode: 'open' })).toBe('ok');
		expect(await tide.ask({ t: 'defer' })).toBe('no-round');
	});
});

describe('the holder who chooses the next', () => {
	it('hands the piece to that person, once', async () => {
		const { mara, fern, tide, lark, id, give } = await round();
		const to = (alias: string) => ({ t: 'hand-to', to: id(alias) });
		await give('Fern');
		expect(await fern.ask(to('Lark'))).toBe('not-yours-to-do');
		await mara.ask({ t: 'mode', mode: 'popcorn' });
		expect(await tide.ask(to('Tide'))).toBe('not-your-turn');
		expect(await fern.ask(to('Fern'))).toBe('nobody-there');
		const twice = [fern.ask(to('Lark')), fern.ask(to('Tide'))];
		expect(await Promise.all(twice)).toEqual(['ok', 'not-your-turn']);
		expect((await lark.sees(({ holder }) => holder !== id('Fern'))).holder).toBe(id('Lark'));
	});

	it('cannot hand it to who passed, rests or is in another group', async () => {
		const { mara, fern, tide, lark, id, give } = await round();
		await give('Fern');
		await mara.ask({ t: 'mode', mode: 'popcorn' });
		await tide.ask({ t: 'pass' });
		await lark.ask({ t: 'go', to: 'resting' });
		const stranger = (await gather(world, ['Wren'])).who('Wren').membershipId;
		for (const to of [id('Tide'), id('Lark'), stranger])
			expect(await fern.ask({ t: 'hand-to', to })).toBe('nobody-there');
	});
});

describe('what only the lead may change', () => {
	const coming = [
		{ name: 'sharing', minutes: 20 },
		{ name: 'closing', minutes: 5 },
		{ name: 'grounding', minutes: 5 }
	];

	it('is refused to members and to the companion', async () => {
		const { mara, ines, fern } = await round();
		const { circle, part } = mara.state;
		for (const message of [
			{ t: 'mode', mode: 'open' },
			{ t: 'order', circle },
			{ t: 'plan', from: part, coming }
		]) {
			expect(await fern.ask(message)).toBe('not-yours-to-do');
			expect(await ines.ask(message)).toBe('not-yours-to-do');
		}
		expect(await fern.ask({ t: 'swap', lead: fern.state.circle[2] })).toBe('not-yours-to-do');
	});

	it('the way of taking turns: the same twice is nothing, and of two at once the later holds', async () => {
		const { mara, fern } = await round();
		const set = (mode: string) => mara.ask({ t: 'mode', mode });
		expect(await Promise.all([set('open'), set('open'), set('popcorn')])).toEqual([
			'ok',
			'ok',
			'ok'
		]);
		await fern.sees(({ mode }) => mode === 'popcorn');
		expect(events(fern, 'mode_set')).toHaveLength(2);
		expect(await set('auction')).toBe('not-understood');
	});

	it('the order: everybody once, or it is looked at again', async () => {
		const { mara, fern, id } = await round();
		const circle = [...mara.state.circle];
		const turned = [circle[0]!, ...circle.slice(1).reverse()];
		expect(await mara.ask({ t: 'order', circle: turned })).toBe('ok');
		await fern.sees((state) => state.circle.join() === turned.join());
		expect(await mara.ask({ t: 'order', circle: turned.slice(1) })).toBe('moved-on');
		expect(await mara.ask({ t: 'order', circle: [...turned.slice(1), id('Fern')] })).toBe(
			'moved-on'
		);
	});

	it('what is to come: once from the part that runs, with what no meeting goes without', async () => {
		const { mara, fern } = await round();
		const { part } = mara.state;
		expect(await mara.ask({ t: 'plan', from: part, coming: coming.slice(0, 1) })).toBe(
			'needed-part'
		);
		const plan = mara.ask({ t: 'plan', from: part, coming });
		const onward = mara.ask({ t: 'next-part', from: part });
		const late = mara.ask({ t: 'plan', from: part, coming });
		expect(await Promise.all([plan, onward, late])).toEqual(['ok', 'ok', 'moved-on']);
		const seen = await fern.sees((state) => state.part === part + 1);
		expect(seen.parts.slice(part + 1)).toEqual(coming);
	});
});

describe('lead and companion', () => {
	it('swap with one action, by either, and pressed by both it is done once', async () => {
		const { mara, ines, fern, id } = await round();
		const swap = { t: 'swap', lead: id('Ines') };
		expect(await Promise.all([mara.ask(swap), ines.ask(swap)])).toEqual(['ok', 'ok']);
		await fern.sees(({ lead, companion }) => lead === id('Ines') && companion === id('Mara'));
		expect(events(fern, 'led_by')).toHaveLength(1);
		expect(await mara.ask({ t: 'mode', mode: 'open' })).toBe('not-yours-to-do');
		expect(await ines.ask({ t: 'mode', mode: 'open' })).toBe('ok');
	});

	it('never make a member lead, nor a facilitator who is not there', async () => {
		const { mara, ines, id } = await round();
		expect(await mara.ask({ t: 'swap', lead: id('Fern') })).toBe('nobody-there');
		ines.send({ t: 'leave' });
		await ines.closed;
		expect(await mara.ask({ t: 'swap', lead: id('Ines') })).toBe('nobody-there');
	});
});
