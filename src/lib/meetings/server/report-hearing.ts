import { sql } from 'kysely';
import { accountOf, inTransaction, type Ctx } from '#server/ctx.ts';
import { notFound, signInFirst } from '#server/errors.ts';
import { isId } from '#server/ids.ts';
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

/** Somebody as they report on a meeting. */
export interface Reporter {
	groupId: string;
	/** The membership that reports. */
	reporter: string;
	/** All under which they were in the meeting, and the current one. */
	own: string[];
	/** That membership has ended. */
	isFormer: boolean;
	/** When the meeting was planned to be over, in milliseconds since 1970. */
	plannedEnd: number;
}

/**
 * As whom I report on a meeting: as who I was in it, also when that membership has ended since, because whoever
 * was put out of a group may have most to say. Who never was let in reports as who they are now.
 * @throws sign_in_first, not_found for those who are not in the group and were not in the meeting
 */
export async function reporterIn(ctx: Ctx, meetingId: string): Promise<Reporter> {
	const accountId = accountOf(ctx);
	if (!accountId) throw signInFirst();
	if (!isId(meetingId)) throw notFound();
	const rows = await inTransaction(ctx, async ({ db }) => {
		const { rows } = await sql<{
			group_id: string;
			membership_id: string;
			is_current: boolean;
			planned_end: Date;
		}>`
			select t.group_id, m.membership_id, m.ended_at is null as is_current,
				t.planned_start + make_interval(mins => t.minutes) as planned_end
			from meeting t join membership m using (group_id)
			cross join lateral (select exists (select from attendance a
				where a.meeting_id = t.meeting_id and a.membership_id = m.membership_id) as was_in) as i
			where t.meeting_id = ${meetingId} and m.account_id = ${accountId} and (i.was_in or m.ended_at is null)
				and (m.only_meeting is null or m.only_meeting = t.meeting_id)
			order by i.was_in desc, is_current desc, m.joined_at desc, m.membership_id desc`.execute(db);
		return rows;
	});
	const [first] = rows;
	if (!first) throw notFound();
	return {
		groupId: first.group_id,
		reporter: first.membership_id,
		own: rows.map((row) => row.membership_id),
		isFormer: !first.is_current,
		plannedEnd: first.planned_end.getTime()
	};
}

/** For a report by somebody who was there as one of `own`; reads the events of the meeting, which hold no word of it. */
export async function reportable(
	ctx: Ctx,
	meetingId: string,
	own: readonly string[]
): Promise<Reportable> {
	const events = await readControl(ctx, meetingId);
	const all = own.map((who) => staysOf(events, who));
	const isOurs = verifies(ctx.keys, meetingId);
	const ended = events.findLast(({ kind }) => kind === 'ended');
	const came = (event: ControlEvent) =>
		event.kind === 'entered' || event.kind === 'waiting' ? [event.data.who] : [];
	return {
		wasThere: events.some((event) => came(event).some((who) => own.includes(who))),
		endedAt: ended?.at ?? null,
		people: new Set(events.flatMap((event) => (event.kind === 'entered' ? event.data.who : []))),
		accepts: (line) => isOurs(line) && all.some((stays) => couldHear(stays, line))
	};
}
