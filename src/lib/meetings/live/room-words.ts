import { say } from '#lib/words/words.ts';
import type { Person as Drawn } from '#ui/Circle.svelte';
import type { IconName } from '#ui/icons.ts';
import { readMark } from '#ui/marks.ts';
import type { Answer } from './live-link.ts';
import type { Face, Line } from '../protocol.ts';
import type { RoomState, Spot } from '../room.ts';
import { personIn } from '../room.ts';
import type { ResponseKind } from '../speaking.ts';
import { nextTurn } from '../turn-order.ts';
import { minutesLeft, turnOf } from '../turns.ts';

/** What the words below are about: the room as it is shown to somebody. */
export interface Shown {
	room: RoomState;
	faces: ReadonlyMap<string, Face>;
	me: { id: string } | null;
	now: number;
}

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });
/** "Fern, Tide and Lark". */
export const together = (names: readonly string[]): string => list.format(names);

export const isMe = (shown: Shown, id: string | null): boolean =>
	id !== null && id === shown.me?.id;

export function nameOf(shown: Pick<Shown, 'faces' | 'me'>, id: string | null): string {
	if (id !== null && id === shown.me?.id) return say('meetings.you');
	return aliasOf(shown, id);
}

/** The alias also of myself, for sentences about "Fern" that would read oddly with "You". */
export const aliasOf = (shown: Pick<Shown, 'faces'>, id: string | null): string =>
	(id === null ? undefined : shown.faces.get(id)?.alias) ?? say('meetings.someone');

export const markOf = (shown: Pick<Shown, 'faces'>, id: string | null) =>
	readMark(id === null ? null : shown.faces.get(id)?.mark);

export function partName(room: RoomState, index = room.part): string {
	const part = room.parts[index];
	return say(part ? `meetings.part.${part.name}` : 'meetings.part.before');
}

export function partAbout(room: RoomState): string {
	const part = room.parts[room.part];
	return say(part ? `meetings.about.${part.name}` : 'meetings.about.before');
}

export const refusalWords = (answer: Exclude<Answer, 'ok'>): string =>
	say(`meetings.refused.${answer}`);

export const responseWords = (kind: ResponseKind): string => say(`meetings.response.${kind}`);

/** Who sits in the circle now, clockwise from the lead. */
export const seated = (room: RoomState): string[] =>
	room.circle.filter((id) => {
		const place = personIn(room, id)?.place;
		return place === 'inside' || place === 'away';
	});

/** How somebody in the circle stands now, as words and a shape show it. */
type Standing =
	'holds' | 'next' | 'passed' | 'later' | 'asking' | 'away' | 'listening' | 'side_leads' | Apart;
type Apart = Exclude<Spot, 'circle'>;

function standingOf(room: RoomState, id: string, next: string | null): Standing {
	const person = personIn(room, id);
	if (person?.place !== 'inside') return 'away';
	if (person.spot === 'side' && person.role === 'facilitator') return 'side_leads';
	if (person.spot !== 'circle') return person.spot;
	if (room.holder === id) return 'holds';
	if (id === next) return 'next';
	if (room.passed.includes(id)) return 'passed';
	if (room.deferred.includes(id)) return 'later';
	return room.asking.includes(id) ? 'asking' : 'listening';
}

const SIGNS = {
	next: 'arrow-right',
	passed: 'skip-forward',
	later: 'undo-2',
	asking: 'hand',
	resting: 'moon',
	side: 'heart-handshake',
	side_leads: 'heart-handshake',
	calm: 'leaf',
	away: 'door-open'
} as const satisfies Partial<Record<Standing, IconName>>;

const stateOf = (is: Standing): Drawn['state'] => {
	if (is === 'away' || is === 'next') return is;
	return is === 'resting' || is === 'side' || is === 'side_leads' || is === 'calm'
		? 'apart'
		: 'here';
};

const nextIn = (room: RoomState): string | null => (room.roundBegun ? nextTurn(room) : null);

export function drawn(shown: Shown): Drawn[] {
	const { room } = shown;
	const next = nextIn(room);
	return seated(room).map((id) => {
		const is = standingOf(room, id, next);
		const noted = is === 'holds' || is === 'listening' ? null : is;
		return {
			id,
			name: nameOf(shown, id),
			...markOf(shown, id),
			isMe: isMe(shown, id),
			holdsPiece: is === 'holds',
			state: stateOf(is),
			...(noted && { sign: SIGNS[noted], note: say(`meetings.circle.note.${noted}`) })
		};
	});
}

/** The circle in sentences, for those who do not see it. */
export function circleWords(shown: Shown): string {
	const { room, now } = shown;
	const sentences = [say('meetings.circle.people', { count: seated(room).length })];
	if (room.holder) {
		const you = isMe(shown, room.holder);
		sentences.push(say('meetings.circle.holds', { who: nameOf(shown, room.holder), you }));
	} else if (room.roundBegun) sentences.push(say('meetings.circle.free'));
	const next = nextIn(room);
	if (next) sentences.push(say('meetings.circle.next', { who: nameOf(shown, next) }));
	const left = minutesLeft(room, now);
	if (left !== null) {
		sentences.push(
			say(left > 0 ? 'meetings.circle.left' : 'meetings.circle.over', { minutes: left })
		);
	}
	return sentences.join(' ');
}

/** Each person in the circle with what is to know about them. */
export function circleList(shown: Shown): string[] {
	const next = nextIn(shown.room);
	return seated(shown.room).map((id) => {
		const is = standingOf(shown.room, id, next);
		const words = say(`meetings.circle.is.${is}`, { you: isMe(shown, id) });
		return say('meetings.circle.in_words', { who: nameOf(shown, id), is: words });
	});
}

/** The words in the middle of the circle. */
export function middle(shown: Shown): string[] {
	const { room, now } = shown;
	const name = partName(room);
	if (room.pause) return [name, say('meetings.circle.resting')];
	const minutes = minutesLeft(room, now);
	if (minutes === null) return [name];
	if (minutes === 0) return [name, say('meetings.circle.time_over')];
	return [
		name,
		say('meetings.circle.minutes', { minutes }),
		say('meetings.circle.minutes_left', { minutes })
	];
}

/** What is next in the meeting, for everyone, in one line. */
export function nextPart(room: RoomState): string {
	const next = room.parts[room.part + 1];
	if (!next) return say('meetings.next.last');
	return say('meetings.next.part', {
		part: partName(room, room.part + 1),
		minutes: next.minutes
	});
}

/** Where I stand in the round, in a sentence. */
export function turnWords(shown: Shown): string {
	const { room, me } = shown;
	const turn = turnOf(room, me?.id ?? '');
	const isPopcorn = room.mode === 'popcorn';
	if (isPopcorn && turn.is === 'may-ask') return say('meetings.turn.chosen');
	if (isPopcorn && turn.is === 'passed') return say('meetings.turn.passed_popcorn');
	if (turn.is !== 'after') return say(`meetings.turn.${turn.is}`);
	const who = nameOf(shown, turn.who);
	const isLater = turn.between > 0;
	if (room.mode === 'open') {
		const key = isLater ? 'meetings.turn.asked_later' : 'meetings.turn.asked';
		return say(key, { who: isLater ? nameOf(shown, room.holder) : who, count: turn.between });
	}
	if (me && room.deferred.includes(me.id)) return say('meetings.turn.comes_back');
	return say(turn.between > 1 ? 'meetings.turn.later' : 'meetings.turn.after', { who });
}

/** Silent responses as sentences, one for each kind: "Fern and Tide: I hear you." */
export function responsesIn(shown: Shown, lines: readonly Line[]): string[] {
	const by = new Map<ResponseKind, Set<string>>();
	for (const line of lines) {
		if (line.t !== 'r') continue;
		by.set(line.kind, (by.get(line.kind) ?? new Set()).add(line.who));
	}
	return [...by].map(([kind, ids]) =>
		say('meetings.response.line', {
			who: together([...ids].map((id) => nameOf(shown, id))),
			response: responseWords(kind)
		})
	);
}
