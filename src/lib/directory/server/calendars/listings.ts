import { sql } from 'kysely';
import { say } from '#lib/words/words.ts';
import { asSystem, type Ctx } from '#server/ctx.ts';
import { notFound } from '#server/errors.ts';
import { isId } from '#server/ids.ts';
import type { Joining, MeetingTime, Place } from '../../listing.ts';
import { sequenceOf } from './sequence.ts';
import { writeCalendar, type CalendarEvent, type CalendarException } from './write.ts';

interface Row {
	listing_id: string;
	name: string;
	mode: string;
	place: Place | null;
	place_precision: string;
	joining: Joining;
	times: MeetingTime[];
	exceptions: { ordinal: number; on: string; moved_to: string | null }[];
	changed_at: Date;
}

interface CalendarChoice {
	/** Names in the titles; otherwise every meeting has one neutral title. */
	isNamed: boolean;
}

/** The calendar of one listing, ours or another's. @throws not_found */
export async function listingCalendar(
	ctx: Ctx,
	listingId: string,
	choice: CalendarChoice
): Promise<string> {
	if (!isId(listingId)) throw notFound();
	const rows = await read(ctx, [listingId]);
	if (rows.length === 0) throw notFound();
	return write(ctx, rows, choice);
}

/** One calendar of several listings, in the order given; those that are gone are left out. */
export async function listingsCalendar(
	ctx: Ctx,
	listingIds: readonly string[],
	choice: CalendarChoice
): Promise<string> {
	return write(ctx, await read(ctx, listingIds), choice);
}

function write(ctx: Ctx, rows: readonly Row[], choice: CalendarChoice): string {
	const events = rows.flatMap((row) => eventsOf(row, choice));
	return writeCalendar(say('directory.calendar.name'), events, ctx.now());
}

function eventsOf(row: Row, { isNamed }: CalendarChoice): CalendarEvent[] {
	return row.times.map((time, ordinal) => ({
		uid: `${row.listing_id}-${ordinal}`,
		title: isNamed ? row.name : say('directory.calendar.title'),
		time,
		exceptions: row.exceptions.filter((one) => one.ordinal === ordinal).map(exceptionOf),
		location: whereOf(row),
		conference: row.joining.url,
		changedAt: row.changed_at,
		sequence: sequenceOf(row.changed_at)
	}));
}

const exceptionOf = (one: Row['exceptions'][number]): CalendarException => ({
	on: one.on,
	movedTo: one.moved_to ? new Date(one.moved_to) : null
});

/** A street only where the place is exact; a confidential one has none to tell. */
function whereOf({ mode, place, place_precision }: Row): string | null {
	if (!place || mode === 'online' || mode === 'phone') return null;
	const exact = place_precision === 'exact' ? [place.name, place.street] : [];
	const parts = [...exact, place.postalCode, place.city, place.region, place.country];
	return parts.filter(Boolean).join(', ') || null;
}

/** Rows of the public view, with what moved or was called off and when they last changed. */
async function read(ctx: Ctx, ids: readonly string[]): Promise<Row[]> {
	const { rows } = await asSystem(ctx, 'calendar: when a public listing changed', (system) =>
		sql<Row>`
			select v.listing_id, v.name, v.mode, v.place, v.place_precision, v.joining, v.times,
				coalesce(x.exceptions, '[]') as exceptions,
				coalesce(l.changed_at, greatest(g.created_at, x.made_at)) as changed_at
			from directory_listing v
			left join listing l on l.listing_id = v.listing_id and v.group_id is null
			left join peer_group g on g.group_id = v.group_id
			left join lateral (
				select greatest(max(r.created_at), max(e.made_at)) as made_at,
					jsonb_agg(jsonb_build_object('ordinal', r.ordinal, 'on', e.original_on, 'moved_to', e.moved_to))
						filter (where e.series_id is not null) as exceptions
				from (select s.*, row_number() over (order by s.starts_on, s.series_id) - 1 as ordinal
					from series s where s.group_id = v.group_id) r
				left join series_exception e using (series_id)
			) x on true
			where v.listing_id = any(${ids}::uuid[])
			order by array_position(${ids}::uuid[], v.listing_id)`.execute(system.db)
	);
	return rows;
}
