import { z } from 'zod';
import { allItems, possible, type Definition } from './definition.ts';
import { fieldOf } from './measures.ts';

/** What a filled-in form says, whole or half. */
export interface Filled {
	/** Made with the form, so that sending it twice keeps it once. */
	once: string;
	/** The day it is about, YYYY-MM-DD; empty for today. */
	day: string;
	gate: boolean | null;
	/** One for each question, in their order. */
	values: (number | null)[];
}

/** Which version of a measure a form asks: what was opened is what is answered. None, when it does not say. */
export const Version = z.coerce.number().int().min(1).max(9999).optional().catch(undefined);
export const SetId = z.object({ setId: z.uuid('invalid') });

const said = z.string().trim().max(20, 'choose').default('');
const rest = {
	once: z.uuid('invalid'),
	day: z.union([z.literal(''), z.iso.date('date')], 'date').default(''),
	gate: z.enum(['', 'yes', 'no'], 'choose').default('')
};

/**
 * Reads a form of this measure. Without `isHalf` whatever is open is named, until the person says that it may
 * stay open: by `gaps`.
 */
export function FilledInput(definition: Definition, isHalf: boolean) {
	const known = new Map(possible(definition).map((value) => [String(value), value]));
	const fields = allItems(definition).map(fieldOf);
	const questions = Object.fromEntries(
		fields.map((field) => [field, said.refine((text) => text === '' || known.has(text), 'choose')])
	);
	return z
		.looseObject({ ...questions })
		.and(z.object({ ...rest, gaps: z.enum(['', 'yes'], 'choose').default('') }))
		.transform((typed, context): Filled => {
			const isClosed = typed.gate === 'no' && definition.gate !== null;
			const values = fields.map((field) =>
				isClosed ? null : (known.get(String(typed[field])) ?? null)
			);
			const open = fields.filter((_, at) => values[at] === null);
			const lacksGate = definition.gate !== null && typed.gate === '';
			const isEmpty = open.length === fields.length && !isClosed;
			if (!isHalf && !isClosed && (isEmpty || typed.gaps !== 'yes')) {
				if (lacksGate) open.unshift('gate');
				for (const field of open)
					context.addIssue({ code: 'custom', path: [field], message: 'left_open' });
			}
			const gate = definition.gate === null || lacksGate ? null : typed.gate === 'yes';
			return { once: typed.once, day: typed.day, gate, values };
		});
}
