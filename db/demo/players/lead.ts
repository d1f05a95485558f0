import { isInside, kindNow } from '#lib/meetings/room.ts';
import { deserted, whileWaiting, type Scene } from '../script/script.ts';
import { answering } from './companion.ts';
import { letIn } from './door.ts';
import { whoIsNext } from './who-is-next.ts';
import { minute, saying, second, toRead, type Move } from './move.ts';
import type { View } from './view.ts';

/** A visitor may look around in the lobby, and say how they arrive. */
const TIME_IN_THE_LOBBY = 25 * second;
/** Without anybody who came to look, the others wait so long and then go home. */
const WAITS_FOR_VISITORS = 4 * minute;
/** A visitor may be silent with the piece for this long before the lead says a word, and goes on. */
const SAYS_A_WORD_AFTER = 75 * second;
const GOES_ON_AFTER = 4 * minute;

/** The room is opened for a visitor who waits, unless that visitor leads. */
export function opening(view: View): Move[] {
	const { room, me } = view;
	const someoneElse = room.people.some(
		({ id, role, place }) => id !== me && role === 'facilitator' && place === 'inside'
	);
	if (!someoneElse || view.visitorLeads || view.visitors.length === 0) return [];
	return [{ key: 'open', after: TIME_IN_THE_LOBBY, send: [{ t: 'open' }] }];
}

/** The lead goes through the parts, at a pace in which a visitor can read, think and write. */
export function withTheGroup(view: View, scene: Scene): Move[] {
	const { room } = view;
	if (view.visitors.length === 0) {
		const send: Move['send'] = [{ t: 'words', text: deserted }, { t: 'end' }];
		return [{ key: `deserted:${room.seq}`, after: WAITS_FOR_VISITORS, send }];
	}
	if (room.pause) return resuming(view);
	const companionIsIn = isInside(room, room.companion);
	return [
		...(companionIsIn ? [] : [...answering(view), ...letIn(view)]),
		...speaking(view, scene),
		...onward(view, scene)
	];
}

/** A rest that a visitor began is theirs to end, for a while. */
function resuming({ room }: View): Move[] {
	return [{ key: `resume:${room.pause?.at}`, after: 3 * minute, send: [{ t: 'resume' }] }];
}

const linesOf = ({ part }: View, scene: Scene): readonly string[] =>
	part ? scene.lead[part.name] : scene.welcome;

function speaking(view: View, scene: Scene): Move[] {
	const lines = linesOf(view, scene);
	return lines.map((text, i) => {
		const before = lines[i - 1];
		return saying(`lead:${view.room.part}:${i}`, text, before ? toRead(before) : 0);
	});
}

function onward(view: View, scene: Scene): Move[] {
	const { room, inPart } = view;
	const read = toRead(linesOf(view, scene).at(-1) ?? '');
	if (room.part === -1) {
		const waits = room.people.some(({ place }) => place === 'waiting');
		const inside = room.people.filter(({ place }) => place === 'inside').length;
		return waits ? [] : [nextPart(view, `${inside}`, 16 * second)];
	}
	switch (kindNow(room)) {
		case 'round':
			return passingRound(view);
		case 'together':
			return [nextPart(view, `${inPart.length}`, read + 14 * second)];
		case 'quiet':
			return [nextPart(view, 'quiet', 25 * second)];
		default:
			return [nextPart(view, 'led', read + 3 * second)];
	}
}

/** After the last part comes the end. `when` names what the wait begins anew with. */
function nextPart({ room }: View, when: string, after: number): Move {
	const isLast = room.part === room.parts.length - 1;
	const send: Move['send'] = isLast ? [{ t: 'end' }] : [{ t: 'next-part', from: room.part }];
	return { key: `onward:${room.part}:${when}`, after, send };
}

function passingRound(view: View): Move[] {
	const { room } = view;
	const { holder, done, passed } = room;
	if (holder === null) {
		const next = whoIsNext(view);
		const so = `${done.length}:${passed.length}`;
		if (next === null) return [nextPart(view, so, 8 * second)];
		const send: Move['send'] = [{ t: 'give', to: next }];
		return [{ key: `give:${room.part}:${so}:${next}`, after: 3 * second, send }];
	}
	const turn = `${room.part}:${room.holderSince}`;
	const handOn = { t: 'hand-on', from: holder } as const;
	if (!view.isVisitor(holder)) return [{ key: `on:${turn}`, after: 2 * minute, send: [handOn] }];
	return waitingFor(view, holder, turn, handOn);
}

/** The visitor’s turn takes as long as it takes; each line they write begins the patience anew. */
function waitingFor(
	{ inTurn }: View,
	holder: string,
	turn: string,
	handOn: Move['send'][number]
): Move[] {
	const written = inTurn.filter(({ t, who }) => t === 'w' && who === holder).length;
	const word = written === 0 ? whileWaiting.nudge : whileWaiting.afterWords;
	const goesOn: Move['send'] = [{ t: 'words', text: whileWaiting.handOn }, handOn];
	return [
		{ ...saying(`nudge:${turn}:${Math.min(written, 1)}`, word), after: SAYS_A_WORD_AFTER },
		{ key: `hand-on:${turn}:${written}`, after: GOES_ON_AFTER - SAYS_A_WORD_AFTER, send: goesOn }
	];
}
