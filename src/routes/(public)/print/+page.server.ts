import { encode } from 'uqr';
import { book } from '#lib/crisis-lines/book.ts';
import { cardOf } from '#lib/crisis-lines/card.ts';
import * as directory from '#lib/directory/server/directory.ts';
import { nothingAsked, queryOf, SearchForm, type Asked } from '#lib/directory/search-form.ts';
import { sayBriefly, sayPlace } from '#lib/directory/sentences.ts';
import * as org from '#lib/org/server/org.ts';
import { say } from '#lib/words/words.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';
import { linkTo } from '../showing.ts';

const nameless = ['', say('directory.find.here'), say('directory.find.spot')];
/** So many fit on one page of A4. */
const most = 20;

export const load: PageServerLoad = async ({ locals, request, url }) => ({
	...{ timeZone: locals.timeZone, now: locals.ctx.now() },
	// As on Find, what was searched for is posted; without it, the soonest of all.
	sheet: request.method === 'POST' ? null : await sheetOf(locals, nothingAsked, url.origin)
});

export const actions: Actions = {
	default: (event) =>
		formAction(event, SearchForm, async (asked) => ({
			sheet: await sheetOf(event.locals, asked, event.url.origin)
		}))
};

async function sheetOf(locals: App.Locals, asked: Asked, origin: string) {
	const { ctx, timeZone } = locals;
	const first = { ...asked, cursor: '', trail: [] };
	const query = { ...queryOf(first), limit: most };
	const [found, organisation, link] = await Promise.all([
		directory.search(ctx, query, { timeZone }),
		org.organisation(ctx),
		linkTo(locals, first)
	]);
	const now = ctx.now();
	const { emergency, lines } = cardOf(organisation?.country ?? null, book, now);
	return {
		// On paper only a name says where.
		place: nameless.includes(asked.place) ? null : asked.place,
		name: organisation?.name ?? '',
		groups: found.items.map((listing) => ({
			id: listing.listingId,
			name: listing.name,
			words: sayBriefly(listing, directory.slots(listing, now), timeZone),
			where:
				listing.precision !== 'confidential' && !['online', 'phone'].includes(listing.mode)
					? sayPlace(listing)
					: null,
			phone: listing.mode === 'phone' ? listing.joining.phone : null
		})),
		more: found.total - found.items.length,
		emergency: emergency.map(({ words }) => words),
		line: lines[0] && { name: lines[0].name, ways: lines[0].ways.map(({ words }) => words) },
		code: codeOf(origin + link)
	};
}

/** A QR code as one path of squares; readable with a stain or a crease in it. */
function codeOf(text: string): { size: number; path: string } {
	const { data, size } = encode(text, { ecc: 'M', border: 2 });
	const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')));
	return { size, path: path.join('') };
}
