import type { Refusal } from './refusals.ts';
import type { Spot } from './room-events.ts';
import { kindNow, personIn, type RoomState } from './room-state.ts';

/** Characters (UTF-16 units) in one message of the person who holds the piece, or of a facilitator. */
export const WORDS_MAX = 2_000;
/** … and of everyone where all may write. */
export const SHORT_WORDS_MAX = 400;

/** Line ends, tabs and all that people write. Other control characters make words look empty, or grow. */
export const isWritten = (text: string): boolean => !/[^\P{Cc}\n\t]/u.test(text);

/** Silent responses: chosen, not typed, so that they never interrupt. */
export const RESPONSES = ['hear', 'believe', 'with', 'thank', 'ok'] as const;
export type ResponseKind = (typeof RESPONSES)[number];

/** Where words are heard: who is in one of these hears and is heard by those who are there too. */
export type Earshot = Exclude<Spot, 'resting'>;

/** What `who` says is heard there; null when they are nowhere, or rest. */
export function earshotOf(state: RoomState, who: string): Earshot | null {
	const person = personIn(state, who);
	if (person?.place !== 'inside' || person.spot === 'resting') return null;
	return person.spot;
}

const isWatched = (state: RoomState, spot: Spot): boolean =>
	state.people.some(
		(each) => each.role === 'facilitator' && each.place === 'inside' && each.spot === spot
	);

/** Why `who` may not write `length` characters now, or null. Asked for every message: keep it light. */
export function wordsRefusal(state: RoomState, who: string, length: number): Refusal | null {
	if (state.stage === 'ended') return 'ended';
	const person = personIn(state, who);
	if (person?.place !== 'inside') return 'not-inside';
	if (length > WORDS_MAX) return 'too-long';
	if (person.spot === 'resting') return 'not-in-circle';
	if (person.role === 'facilitator') return null;
	// Members talk apart from the circle only where a facilitator hears it.
	if (person.spot !== 'circle' && !isWatched(state, person.spot)) return 'not-watched';
	// With a facilitator one may always speak; that is what the side room is for.
	if (person.spot === 'side') return null;
	if (person.muted) return 'muted';
	if (person.spot === 'calm') return length > SHORT_WORDS_MAX ? 'too-long' : null;
	if (state.pause !== null) return 'resting';
	switch (kindNow(state)) {
		case 'round':
			return state.holder === who ? null : 'not-your-turn';
		case 'together':
			return length > SHORT_WORDS_MAX ? 'too-long' : null;
		default:
			return 'listening';
	}
}

/** Why `who` may not give a silent response now, or null: it is welcome in every part. */
export function responseRefusal(state: RoomState, who: string): Refusal | null {
	if (state.stage === 'ended') return 'ended';
	const person = personIn(state, who);
	if (person?.place !== 'inside') return 'not-inside';
	if (person.spot === 'resting') return 'not-in-circle';
	return state.pause !== null && person.spot === 'circle' ? 'resting' : null;
}
