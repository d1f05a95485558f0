import { sql, type RawBuilder } from 'kysely';
import { after, day } from '#server/clock.ts';
import { inTransaction, type Ctx } from '#server/ctx.ts';
import { knows, say } from '#lib/words/words.ts';
import { SearchInput, type SearchResult, type WeekDay } from '../directory.ts';
import {
	accessNeeds,
	audiences,
	experiences,
	languages,
	pageSize,
	sayLanguage,
	waysToMeet,
	type Meets
} from '../vocabulary.ts';
import { read } from './input.ts';
import { listingsOf, type GroupRow } from './listings.ts';

/** Letters without accents, in small, as the SQL below folds a group's own words. */
const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
const wordsIn = (text: string) => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** A group's own words, folded the same way, each with a space before it. */
const groupWords = sql`' ' || regexp_replace(
	regexp_replace(lower(normalize(concat_ws(' ', g.name, g.purpose, g.what_to_expect, g.place), NFKD)), '[\\u0300-\\u036f]', '', 'g'),
	'[^[:alnum:]]+', ' ', 'g')`;

/** The most words of a search that count. */
const mostWords = 6;

/**
 * Open groups that fit everything that was asked, by the next meeting, twenty a page. Words match the
 * beginnings of words, accents ignored, in what a group says and in the names of what it is for.
 */
export async function search(ctx: Ctx, given: SearchInput): Promise<SearchResult> {
	const input = read(SearchInput, given);
	const page = input.page ?? 1;
	return inTransaction(ctx, async (tx) => {
		const { rows } = await sql<GroupRow & { total: number }>`
			select g.group_id, g.name, g.purpose, g.experience, g.audience, g.languages, g.access_needs,
				g.meets, g.place, g.capacity, g.entry, count(*) over () as total
			from peer_group g
			left join lateral (
				select min(planned_start) as at from meeting m
				where m.group_id = g.group_id and m.status = 'planned' and m.planned_start > ${tx.now()}
			) next on true
			where g.closed_at is null and not g.is_confidential and ${conditions(tx, input, given.timeZone)}
			order by next.at nulls last, g.name, g.group_id
			limit ${pageSize + 1} offset ${(page - 1) * pageSize}`.execute(tx.db);
		const groups = await listingsOf(tx, rows.slice(0, pageSize));
		return { groups, page, hasMore: rows.length > pageSize, total: rows[0]?.total ?? 0 };
	});
}

type Wanted = ReturnType<typeof SearchInput.parse>;

function conditions(tx: Ctx, input: Wanted, timeZone: string): RawBuilder<unknown> {
	const all = wordsIn(input.words).slice(0, mostWords).map(fitsWord);
	if (input.experience) all.push(sql`g.experience in (${input.experience}, 'any')`);
	if (input.meets) all.push(sql`g.meets in (${input.meets}, 'hybrid')`);
	if (input.language) all.push(sql`${input.language} = any(g.languages)`);
	if (input.weekday)
		all.push(sql`exists (
			select from meeting m where m.group_id = g.group_id and m.status = 'planned'
				and m.planned_start between ${tx.now()} and ${after(tx.now(), 35 * day)}
				and extract(isodow from m.planned_start at time zone ${timeZone}) = ${input.weekday})`);
	return all.length > 0 ? sql.join(all, sql` and `) : sql`true`;
}

function fitsWord(word: string): RawBuilder<unknown> {
	const named = (kind: string, codes: readonly string[]) =>
		codes.filter((code) => wordsIn(label(kind, code)).some((one) => one.startsWith(word)));
	const spoken = languages.filter((code) => fold(sayLanguage(code)).startsWith(word));
	return sql`(${groupWords} like ${`% ${word}%`}
		or g.experience = any(${named('experience', experiences)}::text[])
		or g.audience && ${named('audience', audiences)}::text[]
		or g.access_needs && ${named('access', accessNeeds)}::text[]
		or g.meets = any(${named('meets', waysToMeet)}::text[])
		or g.languages && ${spoken}::text[])`;
}

function label(kind: string, code: string): string {
	const key = `groups.${kind}.${code}`;
	return knows(key) ? say(key) : '';
}

/** Meetings named on one day of the week strip; more are only counted. */
const aDay = 4;

/** The meetings of all open groups in seven days from now, by the calendar of the reader's zone. */
export async function week(ctx: Ctx, { timeZone }: { timeZone: string }): Promise<WeekDay[]> {
	return inTransaction(ctx, async (tx) => {
		const { rows } = await sql<{
			day: string;
			meetings: { meeting_id: string; group_id: string; name: string; meets: Meets; at: string }[];
			more: number;
		}>`
			with days as (
				select d::date as day from generate_series(
					(${tx.now()}::timestamptz at time zone ${timeZone})::date,
					(${tx.now()}::timestamptz at time zone ${timeZone})::date + 6, interval '1 day') d
			), coming as (
				select m.meeting_id, m.group_id, g.name, g.meets, m.planned_start as at,
					(m.planned_start at time zone ${timeZone})::date as day,
					row_number() over (partition by (m.planned_start at time zone ${timeZone})::date
						order by m.planned_start, g.name) as place
				from meeting m join peer_group g using (group_id)
				where g.closed_at is null and not g.is_confidential and m.status in ('planned', 'open', 'running', 'paused')
					and m.planned_start > ${tx.now()}::timestamptz - interval '30 minutes'
					and m.planned_start < ${after(tx.now(), 8 * day)}
			)
			select days.day, greatest(count(c.meeting_id) - ${aDay}, 0) as more,
				coalesce(jsonb_agg(to_jsonb(c) order by c.place) filter (where c.place <= ${aDay}), '[]') as meetings
			from days left join coming c using (day)
			group by days.day order by days.day`.execute(tx.db);
		return rows.map(({ day: date, meetings, more }) => ({
			...{ day: date, more },
			meetings: meetings.map((one) => ({
				...{ meetingId: one.meeting_id, groupId: one.group_id, name: one.name },
				...{ meets: one.meets, at: new Date(one.at) }
			}))
		}));
	});
}
