import { z } from 'zod';
import { clockTime, timeZone } from '#lib/groups/groups.ts';

export const OnCallInput = z
	.object({
		name: z.string().trim().min(1, 'required').max(40, 'too_long'),
		address: z.email('email').max(254, 'too_long'),
		/** A tick in a form. */
		always: z
			.union([z.literal('on'), z.boolean()])
			.default(false)
			.transform((value) => value !== false),
		weekdays: z.array(z.enum(['1', '2', '3', '4', '5', '6', '7'], 'choose')).default([]),
		from: z.union([z.literal(''), clockTime]).default(''),
		until: z.union([z.literal(''), clockTime]).default(''),
		timeZone
	})
	.refine(({ always, weekdays }) => always || weekdays.length > 0, {
		...{ error: 'choose', path: ['weekdays'] }
	})
	.refine(({ always, from }) => always || from !== '', { error: 'required', path: ['from'] })
	.refine(({ always, from, until }) => always || (until !== '' && until !== from), {
		...{ error: 'required', path: ['until'] }
	});
export type OnCallInput = z.input<typeof OnCallInput>;

const onCallId = z.uuid('invalid');
export const TestInput = z.object({ onCallId, code: z.string().max(60, 'too_long') });
export const RevokeInput = z.object({ onCallId });
