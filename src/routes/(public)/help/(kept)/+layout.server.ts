import { book } from '#lib/crisis-lines/book.ts';
import { allCards } from '#lib/crisis-lines/card.ts';
import * as org from '#lib/org/server/org.ts';
import type { LayoutServerLoad } from './$types';

/** Kept on the device by src/service-worker: without scripts, and the same for everybody. */
export const csr = false;

export const load: LayoutServerLoad = async ({ locals }) => {
	const organisation = await org.organisation(locals.ctx).catch(() => null);
	return { cards: allCards(book, locals.ctx.now()), home: organisation?.country ?? null };
};
