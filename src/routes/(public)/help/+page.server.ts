import { z } from 'zod';
import { book } from '#lib/crisis-lines/book.ts';
import { allCards, cardOf } from '#lib/crisis-lines/card.ts';
import * as org from '#lib/org/server/org.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

/** Empty stands for a country that is not in the list. */
const Chosen = z.object({ country: z.string().regex(/^([A-Z]{2})?$/, 'choose') });

/** The card of the organisation's country. It must open even when nothing else is known. */
export const load: PageServerLoad = async ({ locals }) => {
	const now = locals.ctx.now();
	const organisation = await org.organisation(locals.ctx).catch(() => null);
	return {
		card: cardOf(organisation?.country ?? null, book, now),
		countries: allCards(book, now).map(({ country, countryName }) => ({
			value: country,
			label: countryName ?? country
		}))
	};
};

/** Another country is posted, so that no country stands in the address bar. */
export const actions: Actions = {
	default: (event) =>
		formAction(event, Chosen, ({ country }) =>
			Promise.resolve({ card: cardOf(country || null, book, event.locals.ctx.now()) })
		)
};
