import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { NoteInput } from '#lib/directory/directory.ts';
import { jsonLd } from '#lib/directory/json-ld.ts';
import { drawn } from '#lib/directory/outlines.ts';
import * as directory from '#lib/directory/server/directory.ts';
import { sayListing } from '#lib/directory/sentences.ts';
import { notFound } from '#server/errors.ts';
import { formAction } from '#server/http/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, isDataRequest }) => {
	const { ctx, timeZone } = locals;
	const listing = await directory.listing(ctx, params.id);
	// Ours have a page where they can be joined.
	if (listing.groupId) redirect(303, `/g/${listing.groupId}`);
	const now = ctx.now();
	const slots = directory.slots(listing, now);
	const { listingId, at, precision, name } = listing;
	const mapped = at ? [{ id: listingId, ...at, label: name, where: null, precision }] : [];
	const size = { width: 380, height: 300 };
	const map = mapped.length > 0 ? await directory.mapFor(ctx, { listings: mapped, ...size }) : null;
	return {
		...{ now, timeZone, listing },
		sentences: sayListing(listing, slots, timeZone),
		next: listing.next.map((start) => ({
			at: start,
			minutes: slots.find((slot) => slot.at.getTime() === start.getTime())?.minutes ?? null
		})),
		map: drawn(map, !isDataRequest),
		jsonLd: isDataRequest ? null : jsonLd(listing, url.origin + url.pathname)
	};
};

const Note = z.object({ kind: NoteInput.shape.kind, words: NoteInput.shape.words });

export const actions: Actions = {
	default: (event) =>
		formAction(event, Note, async (note) => {
			const { ctx, address } = event.locals;
			// Ours have facilitators to talk to, and whoever asks for nothing uses up no tries.
			const { groupId } = await directory.listing(ctx, event.params.id);
			if (groupId) throw notFound();
			await directory.sayAbout(ctx, { ...note, listingId: event.params.id, address });
			return { said: note.kind };
		})
};
