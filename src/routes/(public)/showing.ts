import * as directory from '#lib/directory/server/directory.ts';
import {
	sayFoundPlace,
	type DirectoryQuery,
	type FoundListing,
	type FoundPage
} from '#lib/directory/directory.ts';
import {
	fieldsOf,
	nothingAsked,
	pickedIn,
	queryOf,
	usualKm,
	wayTyped,
	widerThan,
	type Asked,
	type Wider
} from '#lib/directory/search-form.ts';
import {
	beginningOf,
	sayAccess,
	sayListing,
	sayPlace,
	sayWhere,
	sayWhose,
	sentences
} from '#lib/directory/sentences.ts';
import type { Unit } from '#lib/directory/units.ts';
import { sayWhen } from '#lib/words/times.ts';
import { say } from '#lib/words/words.ts';
import { shownCounts } from './choices.ts';
import { nearAsked, sayNearly } from './nearly.ts';

type Locals = App.Locals;
const minute = 60_000;

/** A place that what was typed could mean. */
export interface PlaceChoice {
	/** For the form: where it is and what it is called. */
	pick: string;
	label: string;
	hint: string | null;
}

/** A listing in words, as a card of the results. */
export interface ResultLine {
	id: string;
	href: string;
	name: string;
	isOurs: boolean;
	isFull: boolean;
	where: string;
	isSomewhere: boolean;
	/** Its number on the map. */
	number: number | null;
	text: string;
	about: string;
	small: string;
}

export type Shown = Awaited<ReturnType<typeof work>> & {
	/** When no group fits all the words: what was looked for instead, and the words that were left out. */
	nearly: ReturnType<typeof sayNearly> | null;
};
/** With fewer than this, what would widen the search is said. */
const few = 5;
const mapSize = { width: 380, height: 400 };

/** Knows the place that was typed, or the places it could be. @throws invalid */
export async function settle(
	{ ctx }: Locals,
	given: Asked
): Promise<{ asked: Asked; choices: PlaceChoice[] }> {
	const asked = wayTyped(given);
	const picked = pickedIn(asked);
	if (picked) return { asked: { ...asked, place: picked.label, which: '' }, choices: [] };
	if (!asked.place) return { asked: { ...asked, pick: '', which: '' }, choices: [] };
	const { place, others } = await directory.whichPlace(ctx, asked.place);
	if (!place) return { asked: { ...asked, pick: '' }, choices: others.map(choiceOf) };
	const { pick, label } = choiceOf(place);
	return { asked: { ...asked, pick, place: label, which: '' }, choices: [] };
}

type Place = directory.WhichPlace['others'][number];
const choiceOf = (place: Place): PlaceChoice => {
	const label = sayFoundPlace(place).slice(0, 120);
	const hint = place.nearTown && say('directory.find.which.near', { town: place.nearTown });
	return { pick: `${place.lat},${place.lng} ${label}`, label, hint };
};

/** Searches, and says in words what was found. `query` when a link asks for more than a form can. */
export async function show(
	locals: Locals,
	asked: Asked = nothingAsked,
	query?: DirectoryQuery
): Promise<Shown> {
	const isFirst = !query && fieldsOf(asked).length === 0;
	return isFirst ? showFirst(locals) : showNear(locals, asked, query ?? queryOf(asked));
}

/** Words that find nothing together are asked once more, with fewer of them, and that is said. */
async function showNear(locals: Locals, asked: Asked, query: DirectoryQuery): Promise<Shown> {
	const shown = await work(locals, asked, query);
	if (shown.total > 0 || !query.q) return { ...shown, nearly: null };
	const near = await directory.nearMatch(locals.ctx, query, locals);
	if (!near) return { ...shown, nearly: null };
	const fewer = { ...query, ...near.query, cursor: undefined };
	return { ...(await work(locals, nearAsked(asked, near), fewer)), nearly: sayNearly(near) };
}

/** What everybody sees who has asked nothing yet, by zone: right until a minute or the directory moves on. */
const firsts = new WeakMap<object, Map<string, { of: string; shown: Promise<Shown> }>>();
const mostZones = 50;

function showFirst(locals: Locals): Promise<Shown> {
	const { ctx, timeZone } = locals;
	const of = `${directory.edition(ctx)} ${Math.floor(ctx.now().getTime() / minute)}`;
	const own = firsts.get(ctx.db) ?? new Map<string, { of: string; shown: Promise<Shown> }>();
	const known = own.get(timeZone);
	if (known?.of === of) return known.shown;
	const shown = showNear(locals, nothingAsked, queryOf(nothingAsked));
	if (own.size >= mostZones) own.clear();
	firsts.set(ctx.db, own.set(timeZone, { of, shown }));
	shown.catch(() => own.delete(timeZone));
	return shown;
}

async function work({ ctx, timeZone }: Locals, asked: Asked, query: DirectoryQuery) {
	const reader = { timeZone };
	const [found, week] = await Promise.all([
		directory.search(ctx, query, reader),
		directory.week(ctx, query, { ...reader, showIn: timeZone })
	]);
	const now = ctx.now();
	const unit = await directory.unitAround(ctx, found.near && (found.near.label ?? asked.place));
	return {
		...{
			unit,
			asked,
			total: found.total,
			facets: shownCounts(found.facets),
			nextCursor: found.nextCursor,
			week
		},
		/** The zone that days and hours were read in, where it is not the reader's. */
		zoneAsked: found.timeZone === timeZone ? null : found.timeZone,
		isNear: found.near !== null,
		lines: found.items.map((listing, i) => lineOf(listing, i + 1, { now, zone: timeZone, unit })),
		map: await mapOf(ctx, found, asked),
		wider: await wider(ctx, asked, found.total, timeZone)
	};
}

function lineOf(
	listing: FoundListing,
	number: number,
	{ now, zone, unit }: { now: Date; zone: string; unit: Unit }
): ResultLine {
	const { listingId, groupId, name, mode, access, seats, description } = listing;
	const [next] = listing.next;
	return {
		...{ id: listingId, name, isOurs: groupId !== null, isFull: seats === 'full' },
		href: groupId ? `/g/${groupId}` : `/l/${listingId}`,
		...{ where: sayWhere(listing, unit), isSomewhere: mode === 'in_person' || mode === 'hybrid' },
		number: listing.at && listing.precision !== 'confidential' ? number : null,
		text: sayListing(listing, directory.slots(listing, now), zone),
		about: beginningOf(description),
		small: sentences(
			next && say('groups.find.next_time', { when: sayWhen(next, zone, now) }),
			sayAccess(access),
			sayWhose(listing)
		)
	};
}

function mapOf(ctx: Locals['ctx'], { items, near }: FoundPage, { far }: Asked) {
	const km = /^[\d.]*$/.test(far) ? Number(far || usualKm) : null;
	return directory.mapFor(ctx, {
		...mapSize,
		// Each keeps the number of its place in the results, so those without one stay in the list.
		listings: items.map((listing) => ({
			...{ id: listing.listingId, label: listing.name, where: sayPlace(listing) },
			...(listing.at ?? { lat: NaN, lng: NaN }),
			precision: listing.precision
		})),
		ring: near && items.length > 0 ? { lat: near.lat, lng: near.lng, km } : null
	});
}

/** What would find more, the most helpful first. */
async function wider(
	ctx: Locals['ctx'],
	asked: Asked,
	total: number,
	timeZone: string
): Promise<(Wider & { total: number })[]> {
	// A place leaves out all who meet online, however many were found around it.
	const options = widerThan(asked).filter(({ code }) => total < few || code === 'online');
	const counted = await Promise.all(
		options.map(async (one) => ({
			...one,
			total: await directory.howMany(ctx, queryOf(one.asked), { timeZone })
		}))
	);
	return counted
		.filter((one) => one.total > (one.code === 'online' ? 0 : total))
		.sort((a, b) => b.total - a.total)
		.slice(0, 4);
}

/** The address of a search, in words where the place has a name that is found again. @throws invalid */
export async function linkTo({ ctx, timeZone }: Locals, asked: Asked): Promise<string> {
	const { near, cursor: _, ...query } = queryOf(asked);
	const picked = pickedIn(asked);
	const isFound = picked && (await isKnownAs(ctx, picked));
	const where = isFound ? { place: picked.label } : near ? { near } : {};
	return directory.copyLink(ctx, { ...query, ...where }, { timeZone });
}

async function isKnownAs(ctx: Locals['ctx'], { near, label }: { near: string; label: string }) {
	const found = await directory.whichPlace(ctx, label).catch(() => null);
	return found?.place ? `${found.place.lat},${found.place.lng}` === near : false;
}
