import { describe, expect, it } from 'vitest';
import { Rehearsal } from '#test/support/rehearsal.ts';
import { onCallDue, toldOnCall } from './clock.ts';
import { MAX_PARTS } from './limits.ts';
import type { Part } from '#lib/groups/groups.ts';

const MINUTE = 60_000;
const SECOND = 1_000;
const sharing = () => Rehearsal.opened('fern', 'tide', 'lark').at('sharing');
const coming = (play: Rehearsal): Part[] => play.state.parts.slice(play.state.part + 1);
const plan = (play: Rehearsal, parts: Part[]) =>
	play.try('mara', { t: 'plan', from: play.state.part, coming: parts });
const names = (play: Rehearsal) => coming(play).map(({ name }) => name);

describe('the run of show while the meeting runs', () => {
	it('takes in a pause or a grounding, leaves out a skill, and changes the order', () => {
		const play = sharing();
		const rest = coming(play).filter(({ name }) => name !== 'skill');
		expect(plan(play, [{ name: 'grounding', minutes: 5 }, ...rest])).toBeNull();
		expect(names(play)).toEqual(['grounding', 'pause', 'closing', 'grounding']);
		play.do('mara', { t: 'next-part', from: play.state.part });
		expect(play.state.parts[play.state.part]).toEqual({ name: 'grounding', minutes: 5 });
		expect(play.state.partEndsAt).toBe(play.now + 5 * MINUTE);
	});

	it('keeps what makes a meeting safe, in its order', () => {
		const play = sharing();
		const without = (name: string) => coming(play).filter((part) => part.name !== name);
		expect(plan(play, without('closing'))).toBe('needed-part');
		expect(plan(play, without('grounding'))).toBe('needed-part');
		expect(plan(play, [...coming(play)].reverse())).toBe('needed-part');
		expect(plan(Rehearsal.opened('fern'), [{ name: 'closing', minutes: 5 }])).toBe('needed-part');
	});

	it('has its bounds', () => {
		const play = sharing();
		const many = Array.from({ length: MAX_PARTS }, (): Part => ({ name: 'pause', minutes: 1 }));
		expect(plan(play, [...many, ...coming(play)])).toBe('too-many-parts');
		expect(plan(play, [{ name: 'pause', minutes: 0 }, ...coming(play)])).toBe('not-understood');
		expect(plan(play, [{ name: 'pause', minutes: 1.5 }, ...coming(play)])).toBe('not-understood');
	});

	it('is the lead’s, and changes once when two press at once', () => {
		const play = sharing();
		const from = play.state.part - 1;
		expect(play.try('mara', { t: 'plan', from, coming: coming(play) })).toBe('moved-on');
		const again = { t: 'plan', from: from + 1, coming: coming(play) } as const;
		expect(play.try('ines', again)).toBe('not-yours-to-do');
		expect(play.try('fern', again)).toBe('not-yours-to-do');
	});

	it('makes a part shorter, but never over before it is', () => {
		const play = sharing();
		const before = play.state.partEndsAt ?? 0;
		play.do('mara', { t: 'shorten', part: play.state.part });
		expect(before - (play.state.partEndsAt ?? 0)).toBe(2 * MINUTE);
		play.wait(32 * MINUTE);
		expect(play.try('mara', { t: 'shorten', part: play.state.part })).toBe('short-enough');
	});
});

describe('when too few come', () => {
	it('it can go on as an open hour', () => {
		const play = Rehearsal.opened('fern', 'tide').do('mara', { t: 'open-hour' });
		expect(play.state.isOpenHour).toBe(true);
		expect(sharing().try('mara', { t: 'open-hour' })).toBe('enough-came');
	});

	it('it can end kindly before it began, and says why', () => {
		const play = Rehearsal.opened('fern').do('mara', { t: 'end' });
		expect(play.state.ended?.why).toBe('too-few');
		expect(sharing().do('mara', { t: 'end' }).state.ended?.why).toBe('closed');
	});
});

describe('handing over', () => {
	it('is one press of either facilitator, and there is always one lead', () => {
		const play = sharing().do('ines', { t: 'swap', lead: 'ines' });
		expect(play.state).toMatchObject({ lead: 'ines', companion: 'mara' });
		expect(play.try('ines', { t: 'swap', lead: 'ines' })).toBeNull();
		expect(play.events.filter(({ kind }) => kind === 'led_by')).toHaveLength(1);
		expect(play.try('fern', { t: 'swap', lead: 'fern' })).toBe('not-yours-to-do');
		expect(play.try('ines', { t: 'swap', lead: 'fern' })).toBe('nobody-there');
	});
});

describe('a call that nobody takes', () => {
	it('is shown to the lead after a minute and due for whoever is on call after three, once', () => {
		const play = sharing().do('fern', { t: 'help', call: 'a', about: 'word' });
		expect(play.wait(59 * SECOND).state.help[0]?.told).toBe(false);
		expect(play.wait(SECOND).state.help[0]?.told).toBe(true);
		expect(onCallDue(play.wait(119 * SECOND).state, play.now)).toEqual([]);
		play.wait(SECOND);
		expect(onCallDue(play.state, play.now).map(({ call }) => call)).toEqual(['a']);
		const told = toldOnCall(play.state, 'a', false);
		expect(told).toEqual({
			events: [{ kind: 'help_on_call', data: { call: 'a', reached: false } }]
		});
	});

	it('is open again when whoever took it is gone, and its time has run on', () => {
		const play = sharing().do('fern', { t: 'help', call: 'a', about: null });
		play
			.do('ines', { t: 'take-help', call: 'a' })
			.wait(3 * MINUTE)
			.lose('ines');
		expect(play.state.help[0]?.takenBy).toBeNull();
		expect(onCallDue(play.state, play.now).map(({ call }) => call)).toEqual(['a']);
		expect(play.try('mara', { t: 'take-help', call: 'a' })).toBeNull();
	});

	it('is due for nobody once it was taken', () => {
		const play = sharing().do('fern', { t: 'help', call: 'a', about: null });
		play.do('ines', { t: 'take-help', call: 'a' }).wait(4 * MINUTE);
		expect(onCallDue(play.state, play.now)).toEqual([]);
	});
});

describe('practising together', () => {
	const skill = (...more: string[]) =>
		Rehearsal.opened('fern', 'tide', 'lark', ...more).at('skill');

	it('is led by the lead, by the server’s clock, and tells only how many', () => {
		const six = ['fern', 'tide', 'lark', 'dune', 'wren', 'heron'];
		const play = Rehearsal.opened(...six).at('skill');
		play.do('mara', { t: 'practise', practice: 'ground-54321' });
		expect(play.state.practice).toEqual({ id: 'ground-54321', at: play.now });
		expect(play.try('mara', { t: 'practise', practice: 'breath-box' })).toBe('practising');
		play.do('mara', { t: 'end-practice', practised: 3 });
		expect(play.state).toMatchObject({
			practice: null,
			practised: [{ id: 'ground-54321', many: 3 }]
		});
	});

	it('tells no number where it would tell who: nobody, one or two did, or did not', () => {
		const of = (practised: number, ...away: string[]) => {
			const play = skill('dune', 'wren', 'heron').do('mara', { t: 'practise', practice: 'one' });
			for (const who of away) play.do(who, { t: 'go', to: 'resting' });
			return play.do('mara', { t: 'end-practice', practised }).state.practised[0]?.many;
		};
		expect([0, 1, 2, 3, 4, 5, 6].map((many) => of(many))).toEqual([
			...[null, null, null, 3, null, null, null]
		]);
		// Who is elsewhere is seen not to practise.
		expect(of(3, 'fern')).toBeNull();
	});

	it('waits while the meeting rests', () => {
		const play = skill().do('mara', { t: 'practise', practice: 'ground-54321' });
		const began = play.state.practice?.at ?? 0;
		play.do('ines', { t: 'pause' }).wait(MINUTE).do('ines', { t: 'resume' });
		expect(play.state.practice?.at).toBe(began + MINUTE);
	});

	it('does not go with a round, and is not the members’ to begin', () => {
		const practise = { t: 'practise', practice: 'ground-54321' } as const;
		expect(sharing().try('mara', practise)).toBe('no-practice');
		expect(skill().try('fern', practise)).toBe('not-yours-to-do');
		expect(skill().try('mara', { t: 'end-practice', practised: 2 })).toBe('no-practice');
	});
});
