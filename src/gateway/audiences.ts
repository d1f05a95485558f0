import type { Cursor, Face, HelpStatus, ServerMessage, Welcome } from '#lib/meetings/protocol.ts';
import { PROTOCOL } from '#lib/meetings/protocol.ts';
import type { ControlEvent, RoomState } from '#lib/meetings/room.ts';
import { personIn } from '#lib/meetings/room.ts';
import { earshotOf, type ResponseKind } from '#lib/meetings/speaking.ts';
import type { Part } from '#lib/groups/groups.ts';
import type { Audience } from '#lib/meetings/views.ts';
import { audienceOf, eventFor, lobbyView, mineIn, stateFor } from '#lib/meetings/views.ts';
import type { Guest, Shown } from './connection.ts';
import { frame } from './frames.ts';
import type { Talk } from './talk.ts';

/** What `id` is to be shown in `state`, or null when they have no business on a connection. */
export function shownTo(state: RoomState, id: string): Shown | null {
	const place = personIn(state, id)?.place;
	if (place === 'waiting') return 'lobby';
	return place === 'inside' ? audienceOf(state, id) : null;
}

/** One batch of events as frames, made at most once for each audience. */
export class Telling {
	private readonly made = new Map<Audience, Buffer[]>();
	private readonly batch: readonly { before: RoomState; event: ControlEvent }[];
	private readonly faces: ReadonlyMap<string, Face>;

	constructor(
		batch: readonly { before: RoomState; event: ControlEvent }[],
		faces: ReadonlyMap<string, Face>
	) {
		this.batch = batch;
		this.faces = faces;
	}

	for(audience: Audience): Buffer[] {
		const known = this.made.get(audience);
		if (known) return known;
		const made = this.batch.flatMap(({ before, event }) => {
			const e = eventFor(audience, before, event);
			return e ? [frame(this.message(e))] : [];
		});
		this.made.set(audience, made);
		return made;
	}

	private message(e: ControlEvent): ServerMessage {
		const brings = e.kind === 'entered' || e.kind === 'waiting';
		const face = brings ? this.faces.get(e.data.who) : undefined;
		return face ? { t: 'event', e, face } : { t: 'event', e };
	}
}

/** The state of my own call for help, as I may know it. */
export function myHelp(state: RoomState, me: string): HelpStatus | null {
	const mine = state.help.find((each) => each.who === me);
	if (!mine) return null;
	return { call: mine.call, status: mine.takenBy ? 'taken' : 'sent', by: mine.takenBy };
}

/** The snapshot somebody gets on coming in, coming back, or being shown something else. */
export function welcome(
	shown: Shown,
	room: {
		state: RoomState;
		talk: Talk;
		faces: ReadonlyMap<string, Face>;
		parts: readonly Part[];
		responses: readonly ResponseKind[];
		nobodyOnCall: boolean;
	},
	guest: Guest,
	now: number,
	cursor: Cursor | undefined
): Welcome {
	const { state, talk } = room;
	const base = {
		t: 'welcome',
		v: PROTOCOL,
		me: { id: guest.id, role: guest.role },
		now,
		epoch: talk.epoch,
		help: myHelp(state, guest.id)
	} as const;
	if (shown === 'lobby') return { ...base, place: 'waiting', lobby: lobbyView(state) };
	const seen = stateFor(shown, state);
	const myCalls = state.help
		.filter((each) => each.who === guest.id || each.takenBy === guest.id)
		.map((each) => each.call);
	return {
		...base,
		place: 'inside',
		audience: shown,
		mine: mineIn(state, guest.id),
		responses: [...room.responses],
		card: shown !== 'member' || state.startedAt !== null ? talk.card() : null,
		room: seen,
		people: seen.people.flatMap(({ id }) => room.faces.get(id) ?? []),
		...talk.since(guest.id, earshotOf(state, guest.id) ?? 'circle', cursor),
		asides: talk.asidesOf(myCalls),
		cockpit:
			shown === 'member'
				? null
				: {
						...{ line: talk.privateLines(), parts: [...room.parts] },
						nobodyOnCall: room.nobodyOnCall
					}
	};
}
