import type { ControlEvent, RoomState } from './room.ts';
import { emptyRoom, reduce } from './room.ts';

/** How long each person has held the talking piece, in milliseconds, by membership id. */
export type Airtime = Readonly<Record<string, number>>;

/** Adds what ended with `event`; `before` is the state in which it happened. Facilitators only. */
export function addAirtime(airtime: Airtime, before: RoomState, event: ControlEvent): Airtime {
	const after = reduce(before, event);
	const { holder, holderSince } = before;
	if (holder === null || holderSince === null || after.holder === holder) return airtime;
	const until = before.pause ? before.pause.at : event.at;
	const held = Math.max(0, until - holderSince);
	const so = new Map(Object.entries(airtime));
	return Object.fromEntries(so.set(holder, (so.get(holder) ?? 0) + held));
}

export function airtimeOf(events: Iterable<ControlEvent>): Airtime {
	let airtime: Airtime = {};
	let state = emptyRoom;
	for (const event of events) {
		airtime = addAirtime(airtime, state, event);
		state = reduce(state, event);
	}
	return airtime;
}
