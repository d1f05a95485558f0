import { describe, expect, it } from 'vitest';
import { inTransaction } from '#server/ctx.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { gather } from '#test/support/gathering.ts';
import { openVenue, type LiveClient } from '#test/support/live-client.ts';
import { openWorld } from '#test/support/world.ts';

const world = await openWorld();
const venue = await openVenue(world);

async function opened(...more: string[]) {
	const aliases = ['Fern', 'Tide', 'Lark', ...more];
	const gathering = await gather(world, aliases);
	const here = await venue.opened(gathering, ...aliases);
	const [mara, ines, fern, tide, lark] = ['Mara', 'Ines', 'Fern', 'Tide', 'Lark'].map((alias) =>
		here.get(alias)!
	) as [LiveClient, LiveClient, LiveClient, LiveClient, LiveClient];
	const id = (alias: string) => gathering.who(alias).membershipId;
	return { gathering, here, mara, ines, fern, tide, lark, id };
}
const settle = (...clients: LiveClient[]) =>
	Promise.all(clients.map((client) => client.ask({ t: 'response', kind: 'ok' })));

describe('being muted', () => {
	it('is told to that person and the facilitators, to nobody else', async () => {
		const { gathering, mara, ines, fern, tide, id } = await opened();
		expect(await ines.ask({ t: 'mute', who: id('Fern'), muted: true })).toBe('ok');
		expect(await fern.got('mine')).toMatchObject({ muted: true, askedAside: false });
		expect(await fern.say('Hello?')).toBe('muted');
		await mara.event('muted');
		await settle(tide, fern);
		for (const each of [tide, fern])
			expect(each.messages.some((m) => m.t === 'event' && m.e.kind === 'muted')).toBe(false);
		expect(tide.messages.some((m) => m.t === 'mine')).toBe(false);
		expect((await venue.come(gathering, 'Fern').inside()).mine.muted).toBe(true);
		expect((await venue.come(gathering, 'Tide').inside()).mine.muted).toBe(false);
	});

	it('twice is once, at once is once, and no member may', async () => {
		const { mara, ines, fern, tide, id } = await opened();
		const mute = { t: 'mute', who: id('Fern'), muted: true };
		expect(await Promise.all([mara.ask(mute), ines.ask(mute)])).toEqual(['ok', 'ok']);
		expect(await ines.ask(mute)).toBe('ok');
		await settle(fern);
		expect(fern.messages.filter((m) => m.t === 'mine')).toHaveLength(1);
		expect(await tide.ask({ ...mute, muted: false })).toBe('not-yours-to-do');
		expect(await ines.ask({ ...mute, who: id('Mara') })).toBe('not-yours-to-do');
		expect(await fern.say('Still?')).toBe('muted');
	});
});

describe('being asked aside', () => {
	it('is told to that person alone, and opens the side room to them alone', async () => {
		const { ines, fern, tide, id } = await opened();
		expect(await fern.ask({ t: 'go', to: 'side' })).toBe('not-asked-aside');
		expect(await tide.ask({ t: 'ask-aside', who: id('Fern') })).toBe('not-yours-to-do');
		expect(await ines.ask({ t: 'ask-aside', who: id('Fern') })).toBe('ok');
		expect(await fern.got('mine')).toMatchObject({ askedAside: true });
		expect(await ines.ask({ t: 'ask-aside', who: id('Fern') })).toBe('ok');
		expect(await tide.ask({ t: 'go', to: 'side' })).toBe('not-asked-aside');
		const twice = [fern.ask({ t: 'go', to: 'side' }), fern.ask({ t: 'go', to: 'side' })];
		expect(await Promise.all(twice)).toEqual(['ok', 'ok']);
		await settle(tide);
		const told = tide.messages.filter((m) => m.t === 'event').map(({ e }) => e);
		expect(told.filter(({ kind }) => kind === 'asked_aside')).toEqual([]);
		expect(told.filter(({ kind }) => kind === 'moved')).toHaveLength(1);
	});

	it('leaves a facilitator with the circle, also when both go at once', async () => {
		const { mara, ines } = await opened();
		const both = [mara, ines].map((each) => each.ask({ t: 'go', to: 'side' }));
		expect((await Promise.all(both)).sort()).toEqual(['ok', 'one-stays']);
		expect(await mara.ask({ t: 'go', to: 'roof' })).toBe('not-understood');
	});
});

describe('practising together', () => {
	it('is counted, once for each person, and names nobody', async () => {
		const { gathering, here, mara, ines, fern, tide, lark, id } = await opened(
			...['Wren', 'Heron', 'Dune']
		);
		expect(await fern.ask({ t: 'practised' })).toBe('no-practice');
		expect(await fern.ask({ t: 'practise', practice: 'breathing' })).toBe('not-yours-to-do');
		expect(await mara.ask({ t: 'next-part', from: -1 })).toBe('ok');
		expect(await mara.ask({ t: 'practise', practice: 'breathing' })).toBe('ok');
		expect(await mara.ask({ t: 'practise', practice: 'walking' })).toBe('practising');
		// A facilitator who practises along is not counted: everybody sees that they do.
		const along = [fern, tide, fern, fern, here.get('Wren')!, ines, mara];
		const presses = along.map((each) => each.ask({ t: 'practised' }));
		expect(new Set(await Promise.all(presses))).toEqual(new Set(['ok']));
		expect(await lark.ask({ t: 'end-practice' })).toBe('not-yours-to-do');
		expect(await mara.ask({ t: 'end-practice' })).toBe('ok');
		const { e } = await lark.event('practice_ended');
		expect(e.data).toEqual({ practised: 3, by: id('Mara') });
		expect(await mara.ask({ t: 'end-practice' })).toBe('no-practice');
		const stored = JSON.stringify(
			(await meetings.readControl(world.system, gathering.meetingId)).filter(({ kind }) =>
				kind.startsWith('practice')
			)
		);
		for (const who of ['Fern', 'Tide', 'Wren']) expect(stored).not.toContain(id(who));
	});

	it('says no number where it would tell who, to nobody, and stores none', async () => {
		const { gathering, mara, fern, tide, lark } = await opened();
		await mara.ask({ t: 'next-part', from: -1 });
		await mara.ask({ t: 'practise', practice: 'breathing' });
		for (const each of [fern, tide, lark]) await each.ask({ t: 'practised' });
		await mara.ask({ t: 'end-practice' });
		for (const each of [fern, mara])
			expect((await each.event('practice_ended')).e.data).toMatchObject({ practised: null });
		const { practised } = await meetings.roomState(world.system, gathering.meetingId);
		expect(practised).toEqual([{ id: 'breathing', many: null }]);
	});

	it('begins to count from nothing with the next practice', async () => {
		const { here, mara, fern, tide } = await opened('Wren', 'Heron', 'Dune');
		await mara.ask({ t: 'next-part', from: -1 });
		await mara.ask({ t: 'practise', practice: 'one' });
		for (const each of [fern, tide, here.get('Wren')!]) await each.ask({ t: 'practised' });
		await mara.ask({ t: 'end-practice' });
		await mara.ask({ t: 'practise', practice: 'two' });
		await mara.ask({ t: 'end-practice' });
		const state = await fern.sees(({ practised }) => practised.length === 2);
		expect(state.practised).toEqual([
			{ id: 'one', many: 3 },
			{ id: 'two', many: null }
		]);
	});
});

describe('the card for late-comers', () => {
	const words = 'We are in the first round.';

	it('is a facilitator’s, reaches who comes in after the beginning, and never the lobby', async () => {
		const gathering = await gather(world, ['Fern', 'Tide', 'Lark']);
		const here = await venue.opened(gathering, 'Fern');
		const [mara, ines, fern] = ['Mara', 'Ines', 'Fern'].map((alias) => here.get(alias)!);
		expect(await fern!.ask({ t: 'card', text: words })).toBe('not-yours-to-do');
		expect(await ines!.ask({ t: 'card', text: 'x'.repeat(501) })).toBe('not-understood');
		expect(await ines!.ask({ t: 'card', text: words })).toBe('ok');
		expect(await venue.come(gathering, 'Fern').inside()).toMatchObject({ card: null });
		await mara!.ask({ t: 'next-part', from: -1 });
		const tide = venue.come(gathering, 'Tide');
		expect(JSON.stringify(await tide.got('welcome'))).not.toContain(words);
		await ines!.ask({ t: 'admit', who: gathering.who('Tide').membershipId });
		const at = world.clock.now().getTime();
		expect((await tide.inside()).card).toEqual({ text: words, at });
		expect(await ines!.ask({ t: 'card', text: '  ' })).toBe('ok');
		expect((await venue.come(gathering, 'Tide').inside()).card).toBeNull();
	});

	it('is the newest that was written, is nowhere stored, and goes with the meeting', async () => {
		const { gathering, mara, ines } = await opened();
		await mara.ask({ t: 'next-part', from: -1 });
		expect(
			await Promise.all([
				mara.ask({ t: 'card', text: 'From Mara.' }),
				ines.ask({ t: 'card', text: 'planted-card' })
			])
		).toEqual(['ok', 'ok']);
		await ines.ask({ t: 'card', text: 'planted-card' });
		expect((await venue.come(gathering, 'Fern').inside()).card?.text).toBe('planted-card');
		expect((await venue.come(gathering, 'Mara').inside()).card?.text).toBe('planted-card');
		expect(
			JSON.stringify(await meetings.readControl(world.system, gathering.meetingId))
		).not.toContain('planted-card');
		await ines.ask({ t: 'end' });
		expect(await ines.ask({ t: 'card', text: 'Too late.' })).toBe('ended');
	});

	it('is gone when the gateway starts again', async () => {
		const { gathering, mara } = await opened();
		await mara.ask({ t: 'next-part', from: -1 });
		await mara.ask({ t: 'card', text: words });
		await venue.restart();
		expect((await venue.come(gathering, 'Fern').inside()).card).toBeNull();
	});
});

describe('silent responses', () => {
	const offered = async (responses: string[]) => {
		const gathering = await gather(world, []);
		await inTransaction(world.system, ({ db }) =>
			db
				.updateTable('peer_group')
				.set({ responses })
				.where('group_id', '=', gathering.groupId)
				.execute()
		);
		return (await venue.come(gathering, 'Mara').inside()).responses;
	};

	it('are those the group uses, and all five in a group that uses others', async () => {
		expect(await offered(['thank', 'hear', 'strength'])).toEqual(['hear', 'thank', 'ok']);
		expect(await offered(['strength'])).toEqual(['hear', 'believe', 'with', 'thank', 'ok']);
	});
});
