import { z } from 'zod';

const yes = z.enum(['true', 'false'], 'choose').transform((text) => text === 'true');

/** The query parameters that the reference of HSDS 3.0 names; each list takes those it names for it. */
export const HsdsQuery = z.object({
	page: z.coerce
		.number('number')
		.int('number')
		.min(1, 'too_small')
		.max(1_000_000, 'too_big')
		.default(1),
	per_page: z.coerce
		.number('number')
		.int('number')
		.min(1, 'too_small')
		.max(500, 'too_big')
		.default(50),
	search: z
		.string()
		.trim()
		.max(200, 'too_long')
		.refine((words) => !/\p{Cc}/u.test(words), 'characters')
		.optional(),
	format: z.enum(['json', 'ndjson'], 'choose').default('json'),
	organization_id: z.uuid('invalid').optional(),
	taxonomy_id: z.uuid('invalid').optional(),
	taxonomy_term_id: z.uuid('invalid').optional(),
	parent_id: z.uuid('invalid').optional(),
	top_only: yes.optional(),
	modified_after: z.union([z.iso.datetime({ offset: true }), z.iso.date()], 'date').optional(),
	postcode: z.string().trim().min(2, 'place_unknown').max(40, 'place_unknown').optional(),
	/** Metres; no two places are further apart. */
	proximity: z.coerce.number('number').gt(0, 'too_small').max(20_037_508, 'too_big').optional(),
	minimal: yes.optional(),
	full: yes.optional()
});
export type HsdsInput = Partial<Record<keyof z.input<typeof HsdsQuery>, string>>;
export type HsdsAsked = z.output<typeof HsdsQuery>;
