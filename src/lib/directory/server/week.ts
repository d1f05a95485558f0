import { day } from '#server/clock.ts';
import type { Ctx } from '#server/ctx.ts';
import { read } from '#server/input.ts';
import { dayIn } from '#lib/words/times.ts';
import { DirectoryQuery } from '../inputs.ts';
import type { DayOfListings } from '../week.ts';
import { liveIndex } from './live.ts';
import type { ListingRow } from './rows.ts';
import { dayNumber } from './search/starts.ts';
import { clockOf, momentOf } from './search/zones.ts';
import { plan, type Reader } from './searching.ts';

const days = 7;
/** Named on each day. */
const named = 3;

/** The coming seven days of what a search finds, on the reader's calendar. @throws invalid */
export async function week(
	ctx: Ctx,
	given: DirectoryQuery,
	reader: Reader & { showIn: string }
): Promise<DayOfListings[]> {
	const { query } = await plan(ctx, read(DirectoryQuery, { ...given, cursor: undefined }), reader);
	const now = ctx.now();
	const first = dayNumber(dayIn(now, reader.showIn));
	const calendar = Array.from({ length: days }, (_, i) => (first + i) * day);
	const clock = clockOf(reader.showIn);
	const live = liveIndex(ctx);
	await live.ready();
	const found = live.coming(
		query,
		calendar.map((date) => momentOf(clock, date + day)),
		named + 1
	);
	const ids = [...new Set(found.flatMap((meetings) => meetings.map(({ id }) => id)))];
	const there = await live.rows(ids);
	const rows = new Map(ids.map((id, place) => [id, there[place]]));
	return calendar.map((date, i) => ({
		day: new Date(date).toISOString().slice(0, 10),
		meetings: found[i]!.slice(0, named).flatMap(({ id, at }) => {
			const row = rows.get(id);
			return row ? [meetingOf(row, at)] : [];
		}),
		hasMore: found[i]!.length > named
	}));
}

const meetingOf = (row: ListingRow, at: number): DayOfListings['meetings'][number] => ({
	...{ listingId: row.listing_id, groupId: row.group_id },
	...{ name: row.name, mode: row.mode, at: new Date(at) }
});
