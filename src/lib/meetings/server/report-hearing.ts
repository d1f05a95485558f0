import type { Ctx } from '#server/ctx.ts';
import type { ControlEvent, RoomState } from '../room.ts';
import { emptyRoom, personIn, reduce } from '../room.ts';
import type { Earshot } from '../speaking.ts';
import { readControl } from './control.ts';
import { verifies, type TaggedLine } from './report-tags.ts';

/** The tables know of a change a moment before the room follows it; milliseconds to either side. */
const MOMENT = 2_000;

interface Stay {
	from: number;
	/** Where what was said could be heard; null where nothing could. */
	hears: Earshot | null;
	isAway: boolean;
}

function stayIn(state: RoomState, who: string, from: number): Stay {
	const person = personIn(state, who);
	const isAway = person?.place === 'away';
	if (!person?.admitted || person.place === 'removed') return { from, hears: null, isAway: false };
	// Who rests hears the circle. Who is away hears nothing, unless they come back to it.
	const place = person.spot === 'resting' ? 'circle' : person.spot;
	return { from, hears: isAway ? null : place, isAway };
}

/** Where somebody was in a meeting, from its beginning to its end. */
function staysOf(events: readonly ControlEvent[], who: string): Stay[] {
	const stays: Stay[] = [];
	let state: RoomState = emptyRoom;
	for (const event of events) {
		state = reduce(state, event);
		const stay = stayIn(state, who, event.at);
		const last = stays.at(-1);
		if (last?.isAway && stay.hears === 'circle') last.hears = 'circle';
		if (last?.hears !== stay.hears || last.isAway !== stay.isAway) stays.push(stay);
	}
	return stays;
}

const couldHear = (stays: readonly Stay[], { at, in: place }: Pick<TaggedLine, 'at' | 'in'>) =>
	stays.some(
		({ from, hears }, i) =>
			hears === place && from <= at + MOMENT && (stays[i + 1]?.from ?? Infinity) >= at - MOMENT
	);

/** What somebody can say of a meeting that they were in. */
export interface Reportable {
	/** They were let in, or waited at the door. */
	wasThere: boolean;
	/** When the meeting ended; null while it goes on. */
	endedAt: number | null;
	/** Everybody who was let in. */
	people: ReadonlySet<string>;
	/** Whether the server passed on this very line, and they could hear it. */
	accepts: (line: TaggedLine) => boolean;
}

/** For a report by the membership `who`; reads the events of the meeting, which hold no word of it. */
export async function reportable(ctx: Ctx, meetingId: string, who: string): Promise<Reportable> {
	const events = await readControl(ctx, meetingId);
	const stays = staysOf(events, who);
	const isOurs = verifies(ctx.keys, meetingId);
	const ended = events.findLast(({ kind }) => kind === 'ended');
	const came = (event: ControlEvent) =>
		event.kind === 'entered' || event.kind === 'waiting' ? [event.data.who] : [];
	return {
		wasThere: events.some((event) => came(event).includes(who)),
		endedAt: ended?.at ?? null,
		people: new Set(events.flatMap((event) => (event.kind === 'entered' ? event.data.who : []))),
		accepts: (line) => isOurs(line) && couldHear(stays, line)
	};
}
