import { describe, expect, it } from 'vitest';
import { gather } from '#test/support/gathering.ts';
import { openVenue, type LiveClient } from '#test/support/live-client.ts';
import { openWorld } from '#test/support/world.ts';

const world = await openWorld();
const venue = await openVenue(world);

const pass = async (milliseconds: number) => {
	world.clock.pass(milliseconds);
	await venue.gateway.tick();
};

/** A meeting with Fern, Tide and Lark in the check-in round. */
async function round() {
	const gathering = await gather(world, ['Fern', 'Tide', 'Lark']);
	const here = await venue.opened(gathering, 'Fern', 'Tide', 'Lark');
	const [mara, ines, fern, tide, lark] = ['Mara', 'Ines', 'Fern', 'Tide', 'Lark'].map((alias) =>
		here.get(alias)!
	) as [LiveClient, LiveClient, LiveClient, LiveClient, LiveClient];
	for (let from = -1; from < 3; from += 1) await mara.ask({ t: 'next-part', from });
	const id = (alias: string) => gathering.who(alias).membershipId;
	return { gathering, mara, ines, fern, tide, lark, id };
}
type Scene = Awaited<ReturnType<typeof round>>;

/** Ines sits with Fern in the side room; the circle goes on with Mara. */
async function withSideRoom() {
	const scene = await round();
	const { ines, fern, id } = scene;
	expect(await ines.ask({ t: 'ask-aside', who: id('Fern') })).toBe('ok');
	expect(await ines.ask({ t: 'go', to: 'side' })).toBe('ok');
	expect(await fern.ask({ t: 'go', to: 'side' })).toBe('ok');
	return scene;
}

/** Everything said so far has reached everybody who is to hear it: each has an answer after it. */
const settle = (...clients: LiveClient[]) =>
	Promise.all(clients.map((client) => client.ask({ t: 'response', kind: 'ok' })));

const wordsIn = (lines: readonly { t: string; text?: string }[]) =>
	lines.flatMap(({ t, text }) => (t === 'w' ? [text] : []));
const comeAnew = async (scene: Scene, alias: string) =>
	wordsIn((await venue.come(scene.gathering, alias).inside()).lines);

describe('words in the side room', () => {
	it('are heard by those who are there, and the circle’s are not heard there', async () => {
		const { mara, ines, fern, tide, lark } = await withSideRoom();
		expect(await fern.say('Only for Ines.')).toBe('ok');
		await ines.got('w', ({ text }) => text === 'Only for Ines.');
		expect(await mara.say('For the circle.')).toBe('ok');
		await settle(fern, ines, tide, lark, mara);
		expect(fern.heard()).toEqual(['Only for Ines.']);
		expect(ines.heard()).toEqual(['Only for Ines.']);
		for (const each of [mara, tide, lark]) expect(each.heard()).toEqual(['For the circle.']);
	});

	it('do not reach the circle with somebody who comes back to it, nor the circle’s them', async () => {
		const scene = await withSideRoom();
		const { mara, fern } = scene;
		await fern.say('In the side room.');
		await mara.say('In the circle meanwhile.');
		expect(await fern.ask({ t: 'go', to: 'circle' })).toBe('ok');
		await mara.say('In the circle again.');
		expect(await comeAnew(scene, 'Fern')).toEqual(['In the circle again.']);
		expect(await comeAnew(scene, 'Tide')).toEqual([
			'In the circle meanwhile.',
			'In the circle again.'
		]);
	});

	it('are not missed by a reconnection within seconds, and the circle’s are not brought by it', async () => {
		const scene = await withSideRoom();
		const { gathering, mara, ines, fern } = scene;
		await fern.say('First.');
		const cursor = fern.cursor();
		await venue.cut(fern);
		await ines.say('Second.');
		await mara.say('In the circle meanwhile.');
		const back = await venue.come(gathering, 'Fern', cursor).inside();
		expect(wordsIn(back.lines)).toEqual(['Second.']);
	});

	it('nor the circle’s, when the connection is lost so long that one comes back to the circle', async () => {
		const scene = await withSideRoom();
		const { gathering, mara, tide, fern, id } = scene;
		const cursor = fern.cursor();
		await mara.say('While Fern was aside.');
		await venue.cut(fern);
		await pass(11_000);
		await tide.sees((state) =>
			state.people.some((each) => each.id === id('Fern') && each.place === 'away')
		);
		await mara.say('While Fern was away.');
		const back = await venue.come(gathering, 'Fern', cursor).inside();
		expect(wordsIn(back.lines)).toEqual(['While Fern was away.']);
		expect(await comeAnew(scene, 'Fern')).toEqual(['While Fern was away.']);
	});

	it('do not come through resting either, with a cursor or without', async () => {
		const scene = await withSideRoom();
		const { mara, fern } = scene;
		await mara.say('While Fern was aside.');
		expect(await fern.ask({ t: 'go', to: 'resting' })).toBe('ok');
		await mara.say('While Fern rested.');
		expect(await comeAnew(scene, 'Fern')).toEqual(['While Fern rested.']);
	});
});

describe('a circle whose lead is lost while the companion is in the side room', () => {
	it('rests after a minute, the side room does not, and coming back to the circle resumes it', async () => {
		const { mara, ines, fern, tide, lark, id } = await withSideRoom();
		await venue.cut(mara);
		await pass(11_000);
		await tide.sees(({ lead }) => lead === id('Ines'));
		await pass(48_000);
		expect(tide.state.pause).toBeNull();
		await pass(1_000);
		await tide.sees(({ pause }) => pause?.why === 'circle-alone');
		await lark.sees(({ pause }) => pause?.why === 'circle-alone');
		expect(await fern.say('We go on here.')).toBe('ok');
		expect(await tide.ask({ t: 'resume' })).toBe('not-yours-to-do');
		expect(await ines.ask({ t: 'resume' })).toBe('circle-alone');
		const twice = ['circle', 'circle'].map((to) => ines.ask({ t: 'go', to }));
		expect(await Promise.all(twice)).toEqual(['ok', 'ok']);
		await tide.sees(({ pause }) => pause === null);
		await pass(120_000);
		expect(tide.state.pause).toBeNull();
	});
});

describe('words in the calm room', () => {
	it('stay there', async () => {
		const { mara, tide, lark, fern, ines } = await round();
		for (const each of [tide, lark]) expect(await each.ask({ t: 'go', to: 'calm' })).toBe('ok');
		expect(await tide.say('Just the two of us.')).toBe('not-watched');
		expect(await ines.ask({ t: 'go', to: 'calm' })).toBe('ok');
		expect(await tide.say('A cup of tea.')).toBe('ok');
		await mara.say('For the circle.');
		await settle(tide, lark, fern, ines, mara);
		expect(lark.heard()).toEqual(['A cup of tea.']);
		expect(tide.heard()).toEqual(['A cup of tea.']);
		expect(ines.heard()).toEqual(['A cup of tea.']);
		for (const each of [mara, fern]) expect(each.heard()).toEqual(['For the circle.']);
	});

	it('said before somebody came there are not theirs', async () => {
		const scene = await round();
		for (const each of [scene.ines, scene.tide]) await each.ask({ t: 'go', to: 'calm' });
		await scene.tide.say('Before Lark.');
		await scene.lark.ask({ t: 'go', to: 'calm' });
		await scene.tide.say('With Lark.');
		expect(await comeAnew(scene, 'Lark')).toEqual(['With Lark.']);
	});
});

describe('somebody who rests', () => {
	it('loses nothing of the circle, live or after coming back', async () => {
		const scene = await round();
		const { mara, tide } = scene;
		await tide.ask({ t: 'go', to: 'resting' });
		await mara.say('While Tide rests.');
		await tide.got('w', ({ text }) => text === 'While Tide rests.');
		expect(await tide.say('From my rest.')).toBe('not-in-circle');
		expect(await tide.ask({ t: 'go', to: 'circle' })).toBe('ok');
		expect(await comeAnew(scene, 'Tide')).toEqual(['While Tide rests.']);
	});
});

describe('the lobby', () => {
	it('is sent no words, whichever place they are said in, and none of before on coming in', async () => {
		const gathering = await gather(world, ['Fern', 'Tide']);
		const here = await venue.opened(gathering, 'Fern');
		const [mara, ines, fern] = ['Mara', 'Ines', 'Fern'].map((alias) => here.get(alias)!);
		const tide = venue.come(gathering, 'Tide');
		expect(JSON.stringify(await tide.got('welcome'))).not.toContain('lines');
		await mara!.say('For the circle.');
		await ines!.ask({ t: 'ask-aside', who: gathering.who('Fern').membershipId });
		await ines!.ask({ t: 'go', to: 'side' });
		await fern!.ask({ t: 'go', to: 'side' });
		await fern!.say('For the side room.');
		await ines!.ask({ t: 'admit', who: gathering.who('Tide').membershipId });
		const inside = await tide.inside();
		expect(inside.lines).toEqual([]);
		expect(tide.heard()).toEqual([]);
	});
});
