import type { Ctx } from '#server/ctx.ts';
import { read } from '#server/input.ts';
import type { FoundListing, Guided, GuidedQuestion, Reason } from '../found.ts';
import { dayParts, GuidedAnswers } from '../guided.ts';
import { DirectoryQuery, type ReadQuery } from '../inputs.ts';
import { count, find, plan, presentAll, type Reader } from './searching.ts';
import type { Query } from './search/query.ts';
import { clockOf, offsetAt } from './search/zones.ts';

const most = 5;
const day = 86_400_000;
/** "Near" in the guided match, unless it says otherwise: an hour's way. */
const usualKm = 50;

type Answers = ReturnType<typeof GuidedAnswers.parse>;

/** Which answers each question stands for. */
const parts: Record<GuidedQuestion, readonly (keyof Answers)[]> = {
	experience: ['experience'],
	audience: ['audience'],
	how: ['mode', 'near', 'place', 'within_km'],
	when: ['weekday', 'part'],
	needs: ['language', 'access']
};

/**
 * Up to five listings that fit all answers, the soonest first, full groups and those that need an
 * invitation last, each with the reasons; when there are fewer than five, what would widen the choice.
 * @throws invalid with a code for each field
 */
export async function guidedMatch(
	ctx: Ctx,
	given: GuidedAnswers,
	reader: Reader = {}
): Promise<Guided> {
	const answers = read(GuidedAnswers, given);
	const { query, near } = await queryOf(ctx, answers, reader);
	const found = await find(ctx, { ...query, limit: most * 5 });
	const listings = (await presentAll(ctx, found))
		.sort((a, b) => burden(a) - burden(b))
		.slice(0, most);
	const widen = listings.length < most ? await widening(ctx, answers, reader, found.total) : [];
	return {
		total: found.total,
		suggestions: listings.map((listing) => ({
			listing,
			reasons: reasonsFor(listing, answers, query)
		})),
		widen,
		place: near?.label ?? null,
		timeZone: query.zone
	};
}

/** What stands in the way of simply coming. */
const burden = ({ seats, openness }: FoundListing): number =>
	(seats === 'full' ? 2 : 0) + (openness === 'closed' ? 1 : 0);

function queryOf(ctx: Ctx, answers: Answers, reader: Reader) {
	const { part, ...asked } = answers;
	const isSomewhere = asked.near !== undefined || asked.place !== undefined;
	const within = isSomewhere ? { within_km: asked.within_km ?? usualKm } : { within_km: undefined };
	const { near, ...rest } = { ...asked, ...within, ...(part ? dayParts[part] : {}) };
	const text = near && { near: `${near.lat},${near.lng}` };
	const query: ReadQuery = read(DirectoryQuery, { ...rest, ...text, sort: 'next', limit: 25 });
	return plan(ctx, query, reader);
}

/** Each answered question left out in turn, where that would find more; the most helpful first. */
async function widening(
	ctx: Ctx,
	answers: Answers,
	reader: Reader,
	total: number
): Promise<Guided['widen']> {
	const options: Guided['widen'] = [];
	for (const [without, fields] of Object.entries(parts) as [GuidedQuestion, readonly string[]][]) {
		const left = Object.entries(answers).filter(([field]) => !fields.includes(field));
		if (left.length === Object.keys(answers).length) continue;
		const { query } = await queryOf(ctx, Object.fromEntries(left) as Answers, reader);
		const others = await count(ctx, query);
		if (others > total) options.push({ without, total: others });
	}
	return options.sort((a, b) => b.total - a.total);
}

/** Why this one: only what was asked for, and what makes coming easy. */
function reasonsFor(listing: FoundListing, answers: Answers, query: Query): Reason[] {
	const reasons: Reason[] = [];
	const both = <T>(asked: readonly T[] | undefined, has: readonly T[]) =>
		(asked ?? []).filter((value) => has.includes(value));
	for (const value of both(answers.experience, listing.experiences))
		reasons.push({ code: 'experience', value });
	if (answers.experience && reasons.length === 0)
		reasons.push({ code: 'any_experience', value: 'any' });
	for (const value of both(answers.audience, listing.audiences))
		reasons.push({ code: 'audience', value });
	if (listing.km !== null) reasons.push({ code: 'near', value: listing.km.toFixed(1) });
	if (answers.mode) reasons.push({ code: 'mode', value: listing.mode });
	const [soonest] = listing.next;
	if (soonest) {
		const code = answers.weekday || answers.part ? 'time' : 'soon';
		const fitting = listing.next.find((at) => fitsDay(at, query)) ?? soonest;
		reasons.push({ code, value: (code === 'time' ? fitting : soonest).toISOString() });
	}
	for (const value of both(answers.language, listing.languages))
		reasons.push({ code: 'language', value });
	for (const value of both(answers.access, listing.access)) reasons.push({ code: 'access', value });
	if (listing.openness === 'open') reasons.push({ code: 'open', value: 'open' });
	return reasons;
}

/** Whether a start is one that was asked for, on the reader's calendar; the night belongs to the day before. */
function fitsDay(at: Date, { zone, weekdays, from, to }: Query): boolean {
	const wall = at.getTime() + offsetAt(clockOf(zone), at.getTime());
	const minute = Math.floor((wall % day) / 60_000);
	// The first day of 1970 was a Thursday.
	const weekday = (Math.floor(wall / day) + 4) % 7;
	const begin = from ?? 0;
	const end = to ?? 1440;
	const isPastMidnight = end <= begin;
	const isIn = isPastMidnight ? minute >= begin || minute < end : minute >= begin && minute < end;
	const counted = isPastMidnight && minute < end ? (weekday + 6) % 7 : weekday;
	return isIn && (weekdays.length === 0 || weekdays.includes(counted));
}
