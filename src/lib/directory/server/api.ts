import { z } from 'zod';
import type { FoundListing, FoundPage } from '../found.ts';
import type { Listing } from '../listing.ts';
import {
	accessNeeds,
	audiences,
	costs,
	experiences,
	leaders,
	modes,
	opennesses,
	precisions
} from '../vocabulary.ts';

/** What the API answers, as schemas: its description is made of them, and tests hold every answer to them. */

const moment = z.iso.datetime();
const text = z.string();
const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const coordinates = z
	.strictObject({ lat: z.number().min(-90).max(90), lng: z.number().min(-180).max(180) })
	.meta({ description: 'Degrees.' });
const rule = z
	.union([
		z.strictObject({
			freq: z.literal('weekly'),
			interval: z.number().int(),
			weekdays: z.array(z.number().int().min(1).max(7))
		}),
		z.strictObject({
			freq: z.literal('monthly'),
			interval: z.number().int(),
			monthDay: z.number().int().min(-1).max(31)
		}),
		z.strictObject({
			freq: z.literal('monthly_weekday'),
			interval: z.number().int(),
			nth: z.number().int().min(-1).max(5),
			weekday: z.number().int().min(1).max(7)
		})
	])
	.meta({ description: 'ISO weekdays: 1 is Monday. -1 is the last of a month.' });

const listing = {
	listingId: z.uuid(),
	source: text.meta({ description: 'Name of the source; `own` for groups of this organisation.' }),
	groupId: orNull(z.uuid()).meta({ description: 'Set when the group can be joined here.' }),
	name: text,
	organisation: orNull(text),
	description: text,
	experiences: z.array(z.enum(experiences)),
	audiences: z.array(z.enum(audiences)).meta({ description: 'Empty: anyone.' }),
	languages: z.array(text).meta({ description: 'BCP 47 primary tags.' }),
	access: z.array(z.enum(accessNeeds)),
	cost: orNull(z.enum(costs)),
	openness: z.enum(opennesses),
	ledBy: orNull(z.enum(leaders)),
	mode: z.enum(modes),
	place: orNull(
		z.strictObject({
			name: orNull(text),
			street: orNull(text),
			city: orNull(text),
			region: orNull(text),
			postalCode: orNull(text),
			country: orNull(text)
		})
	),
	precision: z.enum(precisions),
	at: orNull(coordinates),
	joining: z.strictObject({
		url: orNull(text),
		urlNotes: orNull(text),
		phone: orNull(text),
		phoneNotes: orNull(text)
	}),
	times: z.array(
		z.strictObject({
			rule,
			startsOn: z.iso.date(),
			endsOn: orNull(z.iso.date()),
			localTime: text.meta({ description: '`HH:MM` on the wall of the zone.' }),
			timeZone: text.meta({ description: 'IANA name.' }),
			minutes: z.number().int()
		})
	),
	url: orNull(text),
	seats: orNull(z.enum(['open', 'few', 'full'])),
	next: z.array(moment).meta({ description: 'The soonest starts to come, at most four.' }),
	confirmedAt: orNull(moment),
	isStale: z.boolean().meta({ description: 'Nobody has confirmed it for 180 days.' })
};
export const ListingAnswer = z.strictObject(listing).meta({ id: 'Listing' });
export const FoundAnswer = z
	.strictObject({
		...listing,
		km: orNull(z.number()).meta({ description: 'From where was asked.' })
	})
	.meta({ id: 'FoundListing' });
export const SearchAnswer = z
	.strictObject({
		total: z.number().int(),
		facets: z
			.record(text, z.record(text, z.number().int()))
			.meta({ description: 'How many listings fit with each value of each facet.' }),
		items: z.array(FoundAnswer),
		next_cursor: orNull(text),
		near: orNull(z.strictObject({ lat: z.number(), lng: z.number(), label: orNull(text) })),
		tz: text.meta({ description: 'The zone that weekday, from and to were read in.' })
	})
	.meta({ id: 'SearchAnswer' });
export const ProblemAnswer = z
	.strictObject({
		code: text,
		message: text,
		fields: z.record(text, text).optional().meta({ description: 'What is wrong, by parameter.' })
	})
	.meta({ id: 'Problem' });
export const PlacesAnswer = z
	.strictObject({
		items: z.array(
			z.strictObject({
				placeId: text,
				name: text,
				region: orNull(text),
				country: text,
				countryName: text,
				lat: z.number(),
				lng: z.number(),
				kind: z.enum(['city', 'postcode']),
				nearTown: orNull(text),
				population: z.number()
			})
		)
	})
	.meta({ id: 'Places' });

/** A page of a search as the API gives it. */
export const searchAnswer = (page: FoundPage) => ({
	total: page.total,
	facets: page.facets,
	items: page.items satisfies FoundListing[],
	next_cursor: page.nextCursor,
	near: page.near,
	tz: page.timeZone
});
/** A listing as the API gives it. */
export const listingAnswer = (one: Listing) => one;
