import { isDeepStrictEqual } from 'node:util';
import { NEEDED_PARTS } from '#lib/groups/groups.ts';
import type { Line, ServerMessage } from '#lib/meetings/protocol.ts';
import {
	isInCircle,
	isInside,
	kindNow,
	personIn,
	type ControlEvent,
	type RoomState
} from '#lib/meetings/room.ts';
import { earshotOf, wordsRefusal } from '#lib/meetings/speaking.ts';
import { heldFor } from '#lib/meetings/turns.ts';
import { audienceOf, lobbyView, mineIn, stateFor } from '#lib/meetings/views.ts';
import type { Browser } from './browser.ts';

/**
 * What holds in every meeting, whatever people, networks, gateways and the store do.
 *
 * 1. Events are numbered without gaps, time does not run backwards in them, and nothing follows the end.
 * 2. One person holds the piece at most, in a round, and is in the circle; no other member there may write.
 * 3. Nobody is inside who was not let in. Nobody who was removed, or whose membership ended, comes back,
 *    or is sent anything more of the room.
 * 4. Words reach only people who are where they were said and were there, or rested or stepped out of the
 *    circle, when they were said: never another place, never the lobby.
 * 5. A call for help that was acknowledged is in the stored events, exactly once; nobody has two open.
 * 6. A browser that has caught up shows what its audience may see, its own call for help, and no more. What a
 *    member is sent is numbered without gaps, so that it tells nothing of what they are not sent.
 * 7. Parts only go forward. The parts without which a meeting is not safe were held or are still to come.
 * 8. Members are not in an open room for more than a minute after the last facilitator was there, nor in its
 *    circle after the last one was in it, unless it rests; a circle that rests for want of a facilitator has
 *    none in it; a lead who is gone is replaced in ten seconds.
 * 9. Nobody is shown as inside without a connection for more than ten seconds.
 * 10. Airtime adds up to the time in which the piece was held.
 */
export class Broken extends Error {
	override name = 'Broken';
	constructor(which: number, what: string) {
		super(`invariant ${which}: ${what}`);
	}
}
export function holds(which: number, condition: boolean, what: string): asserts condition {
	if (!condition) throw new Broken(which, what);
}

/** The circle is heard later by who rests in it, and by who stepped out and comes back. */
function mayHear(state: RoomState, id: string, place: Line['in']): boolean {
	const person = personIn(state, id);
	if (!person?.admitted || person.place === 'removed' || person.place === 'waiting') return false;
	if (person.place === 'away') return place === 'circle';
	return person.spot === place || (person.spot === 'resting' && place === 'circle');
}

/** Looks on, and remembers what the state does not. */
export class Witness {
	private readonly removed = new Set<string>();
	private readonly letIn = new Set<string>();
	private readonly calls = new Set<string>();
	private needed: string[] = [];
	private held = 0;
	private lastAt = 0;
	/** Who could hear a line when it was said, by epoch and number. */
	private readonly hearers = new Map<string, ReadonlySet<string>>();

	event = (before: RoomState, event: ControlEvent, after: RoomState): void => {
		holds(1, event.seq === before.seq + 1 && after.seq === event.seq, 'a number is missing');
		holds(1, event.at >= this.lastAt, 'time ran backwards');
		holds(1, before.stage !== 'ended', `${event.kind} after the end`);
		if (before.holder !== null && before.pause === null) this.held += event.at - this.lastAt;
		this.lastAt = event.at;
		this.piece(after);
		this.people(event, after);
		this.help(before, event);
		this.parts(before, event, after);
		const spoken = Object.values(after.spoken).reduce((sum, each) => sum + each.milliseconds, 0);
		const all = spoken + heldFor(after, event.at);
		holds(10, all === this.held, `${all} of ${this.held} ms after ${event.kind}`);
	};

	private piece(state: RoomState): void {
		if (state.holder === null) return;
		holds(2, isInCircle(state, state.holder), 'the holder is not in the circle');
		holds(2, kindNow(state) === 'round', 'somebody holds the piece outside a round');
		const writing = state.people.filter(
			({ id, role }) =>
				role === 'member' && isInCircle(state, id) && wordsRefusal(state, id, 5) === null
		);
		holds(
			2,
			writing.every(({ id }) => id === state.holder),
			'another member may write'
		);
	}

	private people(event: ControlEvent, after: RoomState): void {
		if (event.kind === 'removed') this.removed.add(event.data.who);
		if (event.kind === 'admitted') this.letIn.add(event.data.who);
		for (const { id, role, place } of after.people) {
			const here = place === 'inside' || place === 'waiting';
			holds(3, !here || !this.removed.has(id), 'who was removed is back');
			holds(3, !isInside(after, id) || role === 'facilitator' || this.letIn.has(id), 'not let in');
		}
	}

	private help(before: RoomState, event: ControlEvent): void {
		if (event.kind !== 'help_called') return;
		const { call, who } = event.data;
		holds(5, !this.calls.has(call), 'a call was stored twice');
		holds(5, !before.help.some((each) => each.who === who), 'two open calls of one person');
		this.calls.add(call);
	}

	private parts(before: RoomState, event: ControlEvent, after: RoomState): void {
		if (event.kind === 'opened') {
			const names = after.parts.map(({ name }) => name);
			this.needed = NEEDED_PARTS.filter((name) => names.includes(name));
		}
		holds(7, after.part === before.part || after.part === before.part + 1, 'a part was left out');
		const names = after.parts.map(({ name }) => name as string);
		const past = before.parts.slice(0, before.part + 1).map(({ name }) => name as string);
		holds(
			7,
			past.every((name, i) => names[i] === name),
			'a part that was held has changed'
		);
		const first = this.needed.map((name) => names.indexOf(name));
		const isThere = first.every((place) => place >= 0);
		holds(7, isThere, 'a needed part is gone');
	}

	private readonly numbers = new Map<string, number>();

	/** Something is sent to somebody in this moment. */
	sent(id: string, message: ServerMessage, state: RoomState, epoch: string): void {
		const { t } = message;
		if (t === 'ok' || t === 'refused' || t === 'beat') return;
		const place = personIn(state, id)?.place;
		holds(3, place !== 'removed' || state.ended !== null, `${t} to who was removed`);
		if (t === 'w' || t === 'r') {
			const line = `${epoch} ${message.n}`;
			if (!this.hearers.has(line)) this.hearers.set(line, this.hearersOf(state, message.in));
			this.heard(id, message, state, epoch);
		}
		if (t === 'welcome' && message.place === 'inside') {
			for (const line of message.lines) this.heard(id, line, state, epoch);
		}
		if (t === 'welcome' && message.place === 'inside') this.numbers.set(id, message.room.seq);
		if (t === 'event') {
			const next = (this.numbers.get(id) ?? 0) + 1;
			const isMember = audienceOf(state, id) === 'member';
			holds(6, !isMember || message.e.seq === next, `event ${message.e.seq} instead of ${next}`);
			this.numbers.set(id, message.e.seq);
		}
		if (t === 'event' || t === 'line' || t === 'aside')
			holds(4, place !== 'waiting', `${t} to the lobby`);
	}

	private readonly hearersOf = (state: RoomState, place: Line['in']) =>
		new Set(state.people.flatMap(({ id }) => (mayHear(state, id, place) ? [id] : [])));

	private heard(id: string, line: Line, state: RoomState, epoch: string): void {
		holds(4, isInside(state, id), 'words to somebody who is not inside');
		const isThere = (earshotOf(state, id) ?? 'circle') === line.in;
		holds(4, isThere, `words of ${line.in} to somebody elsewhere`);
		const hearers = this.hearers.get(`${epoch} ${line.n}`);
		holds(4, hearers?.has(id) ?? false, `words of ${line.in} that were not theirs to hear`);
	}

	/** `browser` has taken in all that was sent to it. */
	caughtUp(browser: Browser, state: RoomState): void {
		const { id } = browser;
		const place = personIn(state, id)?.place;
		const open = state.help.find((each) => each.who === id);
		holds(6, (browser.help?.call ?? null) === (open?.call ?? null), 'another state of my call');
		if (place === 'waiting') {
			return holds(6, isDeepStrictEqual(browser.lobby, lobbyView(state)), 'another lobby');
		}
		if (place !== 'inside') return;
		const seen = { ...browser.state, seq: 0 };
		const meant = { ...stateFor(audienceOf(state, id), state), seq: 0 };
		const same = isDeepStrictEqual(seen, meant);
		holds(6, same, same ? '' : `another room: ${differing(seen, meant)}`);
		if (state.ended === null)
			holds(6, isDeepStrictEqual(browser.mine, mineIn(state, id)), 'not what is mine');
	}

	acknowledged(browsers: readonly Browser[], events: readonly ControlEvent[]): void {
		for (const call of browsers.flatMap((each) => each.acknowledged)) {
			const stored = events.filter(
				({ kind, data }) => kind === 'help_called' && data.call === call
			);
			holds(5, stored.length === 1, `${stored.length} stored of a call that was acknowledged`);
		}
	}
}

const differing = (a: RoomState, b: RoomState): string =>
	(Object.keys(b) as (keyof RoomState)[])
		.filter((key) => !isDeepStrictEqual(a[key], b[key]))
		.map((key) => `${key} ${JSON.stringify(a[key])} instead of ${JSON.stringify(b[key])}`)
		.join(', ');
