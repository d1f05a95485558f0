import { after, day, minute } from '#server/clock.ts';
import type { Ctx } from '#server/ctx.ts';
import { dayIn } from '#lib/words/times.ts';
import { read } from '#server/input.ts';
import { DirectoryQuery } from '../inputs.ts';
import type { DayOfListings } from '../week.ts';
import { fitsDay } from './guided.ts';
import type { Query } from './search/query.ts';
import { liveIndex } from './live.ts';
import { nextOf } from './present.ts';
import type { ListingRow } from './rows.ts';
import { find, plan, type Reader } from './searching.ts';
import { slots } from './slots.ts';

const days = 7;
/** Named on each day; enough are looked at that those can be the soonest. */
const most = { named: 3, looked: 12 };

/** The coming seven days of what a search finds, on the reader's calendar. @throws invalid */
export async function week(
	ctx: Ctx,
	given: DirectoryQuery,
	reader: Reader & { showIn: string }
): Promise<DayOfListings[]> {
	const { query } = await plan(ctx, read(DirectoryQuery, { ...given, cursor: undefined }), reader);
	const now = ctx.now();
	const calendar = Array.from({ length: days }, (_, i) =>
		dayIn(after(now, i * day), reader.showIn)
	);
	const end = after(now, (days + 1) * day);
	const ids = await foundIn(ctx, query);
	const meetings = (await liveIndex(ctx).rows(ids))
		.flatMap((row) => startsOf(row, now).map((at) => ({ at, row })))
		.filter(({ at }) => at < end && fitsDay(at, query))
		.filter(
			({ at }) => query.startsWithin === null || at <= after(now, query.startsWithin * minute)
		)
		.sort((a, b) => a.at.getTime() - b.at.getTime());
	return calendar.map((date) => {
		const today = meetings.filter(({ at }) => dayIn(at, reader.showIn) === date);
		return {
			day: date,
			meetings: today.slice(0, most.named).map(({ at, row }) => ({
				...{ at, listingId: row.listing_id, groupId: row.group_id },
				...{ name: row.name, mode: row.mode }
			})),
			hasMore: today.length > most.named
		};
	});
}

/** The nearest ones are few and known; of many, those of each weekday are asked for one by one. */
async function foundIn(ctx: Ctx, query: Query): Promise<string[]> {
	const asked = { ...query, counted: false };
	const each = query.weekdays.length > 0 ? query.weekdays : [0, 1, 2, 3, 4, 5, 6];
	const queries: Query[] =
		query.nearest === null
			? each.map((weekday) => ({
					...{ ...asked, weekdays: [weekday], sort: 'next', limit: most.looked }
				}))
			: [{ ...asked, limit: 100 }];
	const found = await Promise.all(queries.map((one) => find(ctx, one)));
	return [...new Set(found.flatMap(({ hits }) => hits.map(({ id }) => id)))];
}

/** Of our own groups what is planned counts, not what is usual. */
const startsOf = (row: ListingRow, now: Date): readonly Date[] =>
	row.group_id ? nextOf(row, now) : slots(row, now).map(({ at }) => at);
