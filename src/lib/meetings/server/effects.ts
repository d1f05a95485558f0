import { sql } from 'kysely';
import type { Ctx } from '#server/ctx.ts';
import type { ControlEvent, EventKind, EventOf, RoomState } from '../room.ts';
import { personIn } from '../room.ts';
import { isCalledOff } from './errors.ts';

/**
 * What a control event leaves behind in the tables, written in its own transaction: the meeting's status
 * and real times, who was there and when, and help calls. Everything else about a room is only in its
 * events. `after` is the state with the event in it.
 */
interface Written {
	tx: Ctx;
	meeting: { meetingId: string; groupId: string };
	after: RoomState;
}
type Effect<K extends EventKind> = (written: Written, event: EventOf<K>) => Promise<unknown>;

/** What a meeting that is over counts as; null for one that never began. */
type HeldAs = 'meeting' | 'open_hour' | 'too_few';
function heldAs(
	{ startedAt, isOpenHour }: RoomState,
	{ why }: EventOf<'ended'>['data']
): HeldAs | null {
	if (why === 'too-few') return 'too_few';
	if (why === 'cancelled' || startedAt === null) return null;
	return isOpenHour ? 'open_hour' : 'meeting';
}

const at = (milliseconds: number) => new Date(milliseconds);

const setMeeting = (
	{ tx, meeting }: Written,
	values: {
		status?: string;
		opened_at?: Date;
		started_at?: Date;
		ended_at?: Date;
		lead_id?: string | null;
		companion_id?: string | null;
		held_as?: HeldAs | null;
	}
) => tx.db.updateTable('meeting').set(values).where('meeting_id', '=', meeting.meetingId).execute();

function comeIn({ tx, meeting, after }: Written, event: EventOf<'entered'>) {
	const { who, role } = event.data;
	const as = role === 'member' ? 'member' : after.lead === who ? 'lead' : 'companion';
	return tx.db
		.insertInto('attendance')
		.values({
			meeting_id: meeting.meetingId,
			group_id: meeting.groupId,
			membership_id: who,
			role: as,
			in_at: at(event.at)
		})
		.execute();
}

/** Closes the open stay of `who`, or of everyone. Nobody is out before they were in. */
const goOut = ({ tx, meeting }: Written, since: number, who?: string) =>
	tx.db
		.updateTable('attendance')
		.set({ out_at: sql`greatest(in_at, ${at(since)}::timestamptz)` })
		.where('meeting_id', '=', meeting.meetingId)
		.where('out_at', 'is', null)
		.$if(who !== undefined, (query) => query.where('membership_id', '=', who ?? ''))
		.execute();

async function open(written: Written, event: EventOf<'opened'>) {
	const { lead, companion } = event.data;
	const planned = await written.tx.db
		.selectFrom('meeting')
		.select('status')
		.where('meeting_id', '=', written.meeting.meetingId)
		.forUpdate()
		.executeTakeFirst();
	if (!planned || planned.status === 'cancelled') throw isCalledOff();
	await setMeeting(written, {
		status: 'open',
		opened_at: at(event.at),
		lead_id: lead,
		companion_id: companion
	});
	await written.tx.db
		.updateTable('attendance')
		.set({ role: 'lead' })
		.where('meeting_id', '=', written.meeting.meetingId)
		.where('membership_id', '=', lead)
		.execute();
}

const firstPart = (written: Written, event: EventOf<'part_started'>) =>
	written.after.startedAt === event.at
		? setMeeting(written, { status: 'running', started_at: at(event.at) })
		: Promise.resolve();

const resumed = (written: Written) =>
	setMeeting(written, { status: written.after.startedAt === null ? 'open' : 'running' });

const called = ({ tx, meeting }: Written, event: EventOf<'help_called'>) =>
	tx.db
		.insertInto('help_call')
		.values({
			help_call_id: event.data.call,
			meeting_id: meeting.meetingId,
			group_id: meeting.groupId,
			membership_id: event.data.who,
			called_at: at(event.at)
		})
		.execute();

const taken = ({ tx }: Written, event: EventOf<'help_taken'>) =>
	tx.db
		.updateTable('help_call')
		.set({ taken_at: at(event.at), taken_by: event.data.by })
		.where('help_call_id', '=', event.data.call)
		.execute();

async function end(written: Written, event: EventOf<'ended'>) {
	await goOut(written, event.data.since);
	const { startedAt, openedAt } = written.after;
	const earliest = startedAt ?? openedAt ?? event.at;
	await setMeeting(written, {
		status: event.data.why === 'cancelled' ? 'cancelled' : 'ended',
		ended_at: at(Math.max(earliest, event.data.since)),
		held_as: heldAs(written.after, event.data)
	});
}

const effects: { [K in EventKind]?: Effect<K> } = {
	entered: comeIn,
	went: (written, event) => goOut(written, event.data.since, event.data.who),
	removed: (written, event) =>
		personIn(written.after, event.data.who)?.admitted
			? goOut(written, event.at, event.data.who)
			: Promise.resolve(),
	opened: open,
	part_started: firstPart,
	paused: (written) => setMeeting(written, { status: 'paused' }),
	resumed,
	led_by: (written, event) =>
		setMeeting(written, { lead_id: event.data.lead, companion_id: event.data.companion }),
	help_called: called,
	help_taken: taken,
	ended: end
};

/** Writes what `event` means for the tables. */
export async function writeEffect(written: Written, event: ControlEvent): Promise<void> {
	const effect = effects[event.kind] as Effect<EventKind> | undefined;
	await effect?.(written, event as EventOf<EventKind>);
}
