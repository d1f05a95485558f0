import { describe, expect, it } from 'vitest';
import type { CommandName } from '#lib/meetings/commands.ts';
import { ClientMessage } from '#lib/meetings/inputs.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { newId } from '#server/ids.ts';
import { gather, type Gathering } from '#test/support/gathering.ts';
import { openVenue } from '#test/support/live-client.ts';
import { openWorld } from '#test/support/world.ts';

const world = await openWorld();
const often = { burst: 1e6, perSecond: 1e6 };
const venue = await openVenue(world, { limits: { commands: often } });

/** Every message with a body that would be good, were its sender somebody who may. */
const bodies = (gathering: Gathering): Record<string, Record<string, unknown>> => {
	const [fern, tide] = ['Fern', 'Tide'].map((alias) => gathering.who(alias).membershipId);
	const mara = gathering.who('Mara').membershipId;
	return {
		...{ response: { kind: 'hear' }, leave: {}, open: {}, admit: { who: tide } },
		...{ remove: { who: tide }, lock: { locked: true }, 'next-part': { from: 3 } },
		...{ extend: { part: 3 }, shorten: { part: 3 }, give: { to: fern }, 'hand-on': { from: mara } },
		...{ 'hand-to': { to: tide }, mute: { who: tide, muted: true }, 'ask-aside': { who: tide } },
		...{ go: { to: 'side' }, swap: { lead: fern }, 'open-hour': {}, mode: { mode: 'open' } },
		...{ plan: { from: 3, coming: [{ name: 'grounding', minutes: 5 }] }, 'end-practice': {} },
		...{ 'time-turns': { minutes: 2 }, order: { circle: [tide, fern] }, defer: {}, take: {} },
		...{ 'unwant-turn': {}, practise: { practice: 'ground-54321' }, practised: {}, finish: {} },
		...{ pass: {}, 'want-turn': {}, pause: {}, resume: {}, help: { about: null }, end: {} },
		...{ 'take-help': { call: newId() }, 'settle-help': { call: newId() } },
		...{ rating: { when: 'arriving', value: 4 }, line: { text: 'Hello' }, card: { text: 'Here' } },
		...{ word: { word: null }, felt: { practice: 'ground-54321', when: 'before', value: 4 } },
		aside: { call: newId(), text: 'Hello' }
	};
};
const KINDS = ClientMessage.options.map((option) => option.shape.t.value);

const FOR_FACILITATORS: ReadonlySet<string> = new Set<CommandName | 'line' | 'card'>([
	...(['open', 'admit', 'remove', 'lock', 'mute', 'ask-aside', 'swap', 'open-hour'] as const),
	...(['next-part', 'extend', 'shorten', 'plan', 'mode', 'time-turns', 'order', 'give'] as const),
	...(['hand-on', 'practise', 'end-practice', 'pause', 'resume', 'take-help'] as const),
	...(['settle-help', 'end', 'line', 'card'] as const)
]);
const FOR_THE_LEAD: ReadonlySet<string> = new Set<CommandName>([
	...(['open-hour', 'next-part', 'extend', 'shorten', 'plan', 'mode', 'time-turns'] as const),
	...(['order', 'give', 'hand-on', 'practise', 'end-practice'] as const)
]);
const WHILE_WAITING: ReadonlySet<string> = new Set([
	...['leave', 'help', 'rating', 'word', 'felt', 'practised']
]);

/** The check-in has begun; the lead holds the piece. */
async function round() {
	const gathering = await gather(world, ['Fern', 'Tide', 'Wren']);
	const here = await venue.opened(gathering, 'Fern', 'Tide');
	const mara = here.get('Mara')!;
	for (let from = -1; from < 3; from += 1) await mara.ask({ t: 'next-part', from });
	await mara.ask({ t: 'take' });
	return { gathering, mara, ines: here.get('Ines')!, fern: here.get('Fern')! };
}
const stored = async ({ meetingId }: Gathering) =>
	(await meetings.readControl(world.system, meetingId)).length;

describe('whoever sends what is not theirs to send', () => {
	it('is tried with every message there is', async () => {
		const gathering = await gather(world, ['Fern', 'Tide']);
		expect(Object.keys(bodies(gathering)).sort()).toEqual([...KINDS].sort());
	});

	it('as a member is refused, and nothing is stored', async () => {
		const { gathering, fern } = await round();
		const before = await stored(gathering);
		for (const t of FOR_FACILITATORS)
			expect([t, await fern.ask({ t, ...bodies(gathering)[t] })]).toEqual([t, 'not-yours-to-do']);
		expect(await fern.ask({ t: 'go', to: 'side' })).toBe('not-asked-aside');
		expect(await fern.ask({ t: 'finish' })).toBe('not-your-turn');
		expect(await fern.ask({ t: 'take' })).toBe('piece-held');
		expect(await stored(gathering)).toBe(before);
	});

	it('as the companion cannot do what is the lead’s', async () => {
		const { gathering, ines } = await round();
		const before = await stored(gathering);
		for (const t of FOR_THE_LEAD)
			expect([t, await ines.ask({ t, ...bodies(gathering)[t] })]).toEqual([t, 'not-yours-to-do']);
		expect(await stored(gathering)).toBe(before);
	});

	it('from the lobby can call for help and leave, and nothing else', async () => {
		const { gathering } = await round();
		const wren = venue.come(gathering, 'Wren');
		await wren.got('welcome');
		const before = await stored(gathering);
		for (const t of KINDS.filter((each) => !WHILE_WAITING.has(each))) {
			const answer = await wren.ask({ t, ...bodies(gathering)[t] });
			expect([t, answer]).not.toEqual([t, 'ok']);
		}
		expect(await wren.say('Is anybody there?')).toBe('not-inside');
		expect(await stored(gathering)).toBe(before);
		expect(wren.heard()).toEqual([]);
	});

	it('cannot speak out of turn, in a part for listening, while the meeting rests, or after it', async () => {
		const { gathering, mara, fern, ines } = await round();
		expect(await fern.say('Let me.')).toBe('not-your-turn');
		await ines.ask({ t: 'mute', who: gathering.who('Fern').membershipId, muted: true });
		expect(await fern.say('Let me.')).toBe('muted');
		await ines.ask({ t: 'mute', who: gathering.who('Fern').membershipId, muted: false });
		await mara.ask({ t: 'pause' });
		expect(await fern.say('And now?')).toBe('resting');
		await mara.ask({ t: 'end' });
		await fern.event('ended');
		expect(await fern.say('And now?')).toBe('ended');
		expect(mara.heard()).toEqual([]);
	});
});
