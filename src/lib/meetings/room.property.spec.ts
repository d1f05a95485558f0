import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Rehearsal } from '#test/support/rehearsal.ts';
import type { Command } from './commands.ts';
import type { ControlEvent, RoomState } from './room.ts';
import { emptyRoom, isInCircle, isInside, reduce, reduceAll, SPOTS, TURN_MODES } from './room.ts';
import { formFor } from '#lib/groups/groups.ts';
import { wordsRefusal } from './speaking.ts';
import type { Audience } from './views.ts';
import { eventFor, stateFor } from './views.ts';

/** Any sequence of what people might do, from a room where most things are possible. */
const facilitators = ['mara', 'ines'];
const members = ['fern', 'tide', 'lark', 'dune'];
const who = fc.constantFrom(...facilitators, ...members);
const call = fc.constantFrom('call-1', 'call-2');
const parts = [...formFor(45)];

const command = (me: string): fc.Arbitrary<Command> =>
	fc.oneof(
		fc.constant<Command>({
			t: 'enter',
			role: facilitators.includes(me) ? 'facilitator' : 'member'
		}),
		fc.constantFrom<Command>(
			{ t: 'leave' },
			{ t: 'open', parts },
			{ t: 'take' },
			{ t: 'finish' },
			{ t: 'pass' },
			{ t: 'want-turn' },
			{ t: 'unwant-turn' },
			{ t: 'defer' },
			{ t: 'open-hour' },
			{ t: 'practise', practice: 'ground-54321' },
			{ t: 'end-practice', practised: 2 },
			{ t: 'time-turns', minutes: 3 },
			{ t: 'pause' },
			{ t: 'resume' }
		),
		who.map<Command>((id) => ({ t: 'admit', who: id })),
		who.map<Command>((id) => ({ t: 'remove', who: id })),
		who.map<Command>((id) => ({ t: 'give', to: id })),
		who.map<Command>((id) => ({ t: 'hand-to', to: id })),
		who.map<Command>((id) => ({ t: 'ask-aside', who: id })),
		who.map<Command>((id) => ({ t: 'mute', who: id, muted: true })),
		who.map<Command>((id) => ({ t: 'swap', lead: id })),
		fc.constantFrom(...SPOTS).map<Command>((to) => ({ t: 'go', to })),
		fc.constantFrom(...TURN_MODES).map<Command>((mode) => ({ t: 'mode', mode })),
		fc.integer({ min: 0, max: 8 }).map<Command>((part) => ({ t: 'shorten', part })),
		fc
			.shuffledSubarray([...facilitators, ...members])
			.map<Command>((circle) => ({ t: 'order', circle })),
		fc
			.tuple(
				fc.integer({ min: -1, max: 8 }),
				fc.shuffledSubarray(parts.filter(({ minutes }) => minutes > 0))
			)
			.map<Command>(([from, coming]) => ({ t: 'plan', from, coming })),
		who.map<Command>((id) => ({ t: 'hand-on', from: id })),
		fc.integer({ min: -1, max: 8 }).map<Command>((from) => ({ t: 'next-part', from })),
		fc.integer({ min: 0, max: 8 }).map<Command>((part) => ({ t: 'extend', part })),
		fc.boolean().map<Command>((locked) => ({ t: 'lock', locked })),
		call.map<Command>((id) => ({ t: 'help', call: id, about: null })),
		call.map<Command>((id) => ({ t: 'take-help', call: id })),
		call.map<Command>((id) => ({ t: 'settle-help', call: id })),
		fc.constant<Command>({ t: 'end' })
	);

type Step = (play: Rehearsal) => void;
const seconds = (min: number, max: number) => fc.integer({ min, max }).map((s) => s * 1_000);

/** Anything anybody might send, most of it refused. */
const anyone: fc.Arbitrary<Step> = who.chain((me) =>
	command(me).map(
		(wanted): Step =>
			(play) =>
				void play.try(me, wanted)
	)
);
/** What moves a meeting along, so that long runs reach its later parts. */
const along: fc.Arbitrary<Step> = fc.oneof(
	fc.constantFrom<Step>(
		(play) => void play.try(play.state.lead ?? 'mara', { t: 'next-part', from: play.state.part }),
		(play) => void play.try(play.state.holder ?? 'fern', { t: 'finish' }),
		(play) => void play.try(play.state.holder ?? 'tide', { t: 'pass' }),
		(play) =>
			void play.try(play.state.lead ?? 'mara', { t: 'hand-on', from: play.state.holder ?? '' }),
		(play) => void play.try('ines', { t: 'resume' }),
		(play) => void play.try('ines', { t: 'take-help', call: play.state.help[0]?.call ?? '' })
	),
	who.map(
		(to): Step =>
			(play) =>
				void play.try(play.state.lead ?? 'mara', { t: 'give', to })
	),
	who.map(
		(me): Step =>
			(play) =>
				void play.try(me, { t: 'take' })
	)
);
const trouble: fc.Arbitrary<Step> = fc.oneof(
	who.map(
		(id): Step =>
			(play) =>
				void play.lose(id)
	),
	fc.constant<Step>((play) => void play.lose('mara').lose('ines')),
	who.map(
		(id): Step =>
			(play) =>
				void play.exclude(id)
	),
	seconds(30, 400).map(
		(time): Step =>
			(play) =>
				void play.wait(time)
	)
);
const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 10, arbitrary: anyone },
	{ weight: 10, arbitrary: along },
	{ weight: 1, arbitrary: trouble },
	{
		weight: 2,
		arbitrary: seconds(1, 20).map(
			(time): Step =>
				(play) =>
					void play.wait(time)
		)
	}
);

const start = fc.constantFrom(
	() => new Rehearsal(),
	() => Rehearsal.opened(...members),
	() => Rehearsal.opened('fern', 'tide').at('sharing')
);

const meeting = fc
	.tuple(start, fc.array(step, { minLength: 20, maxLength: 80, size: 'max' }))
	.map(([begin, steps]) => {
		const play = begin();
		for (const each of steps) each(play);
		return play;
	});

const check = (property: (play: Rehearsal) => void) =>
	fc.assert(fc.property(meeting, property), { numRuns: 150 });

/** Every state the meeting went through, with the event that led to the next. */
function* history(events: ControlEvent[]): Generator<[RoomState, ControlEvent, RoomState]> {
	let before = emptyRoom;
	for (const event of events) {
		const after = reduce(before, event);
		yield [before, event, after];
		before = after;
	}
}

describe('in any meeting', () => {
	it('numbers rise by one and the parts only go forward', () => {
		check(({ events }) => {
			for (const [before, event, after] of history(events)) {
				expect(event.seq).toBe(before.seq + 1);
				expect(after.part).toBeGreaterThanOrEqual(before.part);
			}
		});
	});

	it('who holds the piece is inside, in a round, and the only one', () => {
		check(({ events }) => {
			for (const [, , after] of history(events)) {
				if (after.holder === null) continue;
				expect(isInCircle(after, after.holder)).toBe(true);
				const writing = members.filter(
					(id) => isInCircle(after, id) && wordsRefusal(after, id, 10) === null
				);
				expect(writing.filter((id) => id !== after.holder)).toEqual([]);
			}
		});
	});

	it('only people who were let in are inside, or may write', () => {
		check(({ events }) => {
			const admitted = new Set<string>(facilitators);
			for (const [, event, after] of history(events)) {
				if (event.kind === 'admitted') admitted.add(event.data.who);
				for (const id of [...members, ...facilitators]) {
					if (isInside(after, id)) expect(admitted).toContain(id);
					if (wordsRefusal(after, id, 10) === null) expect(isInside(after, id)).toBe(true);
				}
			}
		});
	});

	it('nobody who was removed comes back', () => {
		check(({ events }) => {
			const removed = new Set<string>();
			for (const [, event, after] of history(events)) {
				if (event.kind === 'removed') removed.add(event.data.who);
				for (const id of removed) expect(isInside(after, id)).toBe(false);
			}
		});
	});

	it('the door opens only with two facilitators inside', () => {
		check(({ events }) => {
			for (const [before, event] of history(events)) {
				if (event.kind !== 'opened') continue;
				expect(facilitators.filter((id) => isInside(before, id))).toHaveLength(2);
			}
		});
	});

	it('nothing happens after the end', () => {
		check(({ events }) => {
			const last = events.findIndex((event) => event.kind === 'ended');
			if (last >= 0) expect(last).toBe(events.length - 1);
		});
	});

	it('a refused command changes nothing', () => {
		fc.assert(
			fc.property(
				meeting,
				who.chain((me) => fc.tuple(fc.constant(me), command(me))),
				(play, [me, c]) => {
					const before = play.state;
					if (play.try(me, c) !== null) expect(play.state).toBe(before);
				}
			)
		);
	});

	it('reducing a part of the events and then the rest gives the same state', () => {
		fc.assert(
			fc.property(meeting, fc.nat(), (play, at) => {
				const cut = play.events.length === 0 ? 0 : at % (play.events.length + 1);
				const first = reduceAll(play.events.slice(0, cut));
				expect(reduceAll(play.events.slice(cut), first)).toEqual(play.state);
				expect(reduceAll(play.events)).toEqual(play.state);
			})
		);
	});
});

describe('whoever looks on', () => {
	const numberless = (state: RoomState) => ({ ...state, seq: 0 });
	it.each<Audience>(['member', 'lead', 'companion'])(
		'as %s, sees the same from the start as after joining at any moment',
		(audience) => {
			check(({ events }) => {
				for (const [before, event, after] of history(events)) {
					const told = eventFor(audience, before, event);
					const shown = stateFor(audience, before);
					const seen = told ? reduce(shown, told) : shown;
					expect(numberless(seen)).toEqual(numberless(stateFor(audience, after)));
				}
			});
		}
	);

	it('as a member, never receives a help call, the door, a removal, or who was muted or asked aside', () => {
		check(({ events }) => {
			for (const [before, event] of history(events)) {
				const kind = eventFor('member', before, event)?.kind ?? '';
				expect(kind).not.toMatch(/^(help_|waiting|admitted|removed|door|muted|asked_aside)/);
			}
		});
	});
});
