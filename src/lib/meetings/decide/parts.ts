import { MAX_PART_MINUTES, NEEDED_PARTS, type Part } from '#lib/groups/groups.ts';
import { MAX_EXTENSION, MAX_PARTS, STEP_MINUTES } from '../limits.ts';
import type { Refusal } from '../refusals.ts';
import type { RoomState } from '../room-state.ts';
import { events, refused, type DecisionRulesOf } from './rules.ts';

const MINUTE = 60_000;

/** Without these a meeting is not safe: those that were not held yet have to come, in their order. */
function planRefusal(state: RoomState, coming: readonly Part[]): Refusal | null {
	const held = state.parts.slice(0, state.part + 1).map(({ name }) => name);
	if (held.length + coming.length > MAX_PARTS) return 'too-many-parts';
	const whole = (minutes: number) =>
		Number.isInteger(minutes) && minutes > 0 && minutes <= MAX_PART_MINUTES;
	if (!coming.every(({ minutes }) => whole(minutes))) return 'not-understood';
	const needed = NEEDED_PARTS.filter(
		(name) => !held.includes(name) && state.parts.some((part) => part.name === name)
	);
	const places = needed.map((name) => coming.findLastIndex((part) => part.name === name));
	if (places.includes(-1)) return 'needed-part';
	return places.every((place, i) => i === 0 || place > places[i - 1]!) ? null : 'needed-part';
}

/** The parts of the meeting and its clock: the lead's. */
export const partRules: DecisionRulesOf<
	'next-part' | 'extend' | 'shorten' | 'plan' | 'pause' | 'resume'
> = {
	'next-part': ({ state }, { from }) => {
		if (state.stage === 'before') return refused('not-open');
		if (state.pause) return refused('resting');
		if (from !== state.part) return refused('moved-on');
		const index = state.part + 1;
		const part = state.parts[index];
		return part
			? events({ kind: 'part_started', data: { index, minutes: part.minutes } })
			: refused('last-part');
	},

	extend: ({ state }, { part }) => {
		const now = state.parts[state.part];
		if (!now || part !== state.part) return refused('moved-on');
		const planned = (state.partStartedAt ?? 0) + now.minutes * MINUTE;
		const grown = (state.partEndsAt ?? 0) + STEP_MINUTES * MINUTE - planned;
		return grown > MAX_EXTENSION
			? refused('long-enough')
			: events({ kind: 'part_extended', data: { minutes: STEP_MINUTES } });
	},

	shorten: ({ state, now }, { part }) => {
		if (!state.parts[state.part] || part !== state.part) return refused('moved-on');
		const left = (state.partEndsAt ?? 0) - (state.pause?.at ?? now);
		return left < STEP_MINUTES * MINUTE
			? refused('short-enough')
			: events({ kind: 'part_extended', data: { minutes: -STEP_MINUTES } });
	},

	plan: ({ state }, { from, coming }) => {
		if (state.stage === 'before') return refused('not-open');
		if (from !== state.part) return refused('moved-on');
		const reason = planRefusal(state, coming);
		return reason ? refused(reason) : events({ kind: 'parts_planned', data: { coming } });
	},

	pause: ({ state, me }) => {
		if (state.stage === 'before') return refused('not-open');
		return state.pause
			? refused('resting')
			: events({ kind: 'paused', data: { why: 'lead', by: me } });
	},

	resume: ({ state, me }) => {
		if (!state.pause) return refused('not-resting');
		// It would rest again in the next second: going back to the circle is what resumes it.
		if (state.circleAlone !== null) return refused('circle-alone');
		return events({ kind: 'resumed', data: { by: me } });
	}
};
