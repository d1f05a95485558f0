import { z } from 'zod';

/**
 * The run of show: the parts of a meeting, always in this order. A group may change how long a part
 * is, or leave a part out by giving it no minutes; it may not change the order. Order and minutes of
 * the three forms are the project's own proposal.
 */
export const PART_NAMES = [
	'arrive',
	'opening',
	'agreements',
	'check-in',
	'sharing',
	'pause',
	'skill',
	'closing',
	'grounding'
] as const;
export type PartName = (typeof PART_NAMES)[number];

export interface Part {
	name: PartName;
	minutes: number;
}

/** Without these a meeting is not safe: they can be short, but not left out. */
export const NEEDED_PARTS: readonly PartName[] = ['opening', 'agreements', 'closing', 'grounding'];

export const MAX_PART_MINUTES = 60;
export const MIN_MEETING_MINUTES = 30;
export const MAX_MEETING_MINUTES = 120;

const form = (...minutes: number[]): Part[] =>
	PART_NAMES.map((name, i) => ({ name, minutes: minutes[i] ?? 0 }));

const FORMS: readonly { length: number; parts: readonly Part[] }[] = [
	{ length: 90, parts: form(5, 5, 5, 12, 35, 5, 12, 8, 3) },
	{ length: 60, parts: form(3, 3, 3, 8, 24, 0, 10, 7, 2) },
	{ length: 45, parts: form(2, 2, 2, 7, 18, 0, 8, 5, 1) }
];

/** Forms to start the run of show of one meeting from. */
export const TEMPLATES: Readonly<Record<TemplateName, readonly Part[]>> = {
	ninety: FORMS[0]!.parts,
	sixty: FORMS[1]!.parts,
	forty_five: FORMS[2]!.parts,
	check_in: form(3, 3, 3, 25, 0, 0, 0, 8, 3),
	skill: form(3, 3, 3, 8, 0, 5, 25, 7, 3)
};
export const TEMPLATE_NAMES = ['ninety', 'sixty', 'forty_five', 'check_in', 'skill'] as const;
export type TemplateName = (typeof TEMPLATE_NAMES)[number];

/** The longest form that fits into `minutes`; the shortest one when none does. */
export function formFor(minutes: number): readonly Part[] {
	const fits = FORMS.find((each) => each.length <= minutes) ?? FORMS.at(-1);
	return fits?.parts ?? [];
}

export const totalMinutes = (parts: readonly Part[]): number =>
	parts.reduce((sum, part) => sum + part.minutes, 0);

/** The parts that will be held: those with minutes. */
export const heldParts = (parts: readonly Part[]): Part[] =>
	parts.filter((part) => part.minutes > 0);

const PartMinutes = z.int().min(0).max(MAX_PART_MINUTES);

/** A run of show as a group keeps it: all nine parts, in order, with whole minutes. */
export const RunOfShow = z
	.array(z.object({ name: z.enum(PART_NAMES), minutes: PartMinutes }))
	.length(PART_NAMES.length)
	.refine((parts) => parts.every((part, i) => part.name === PART_NAMES[i]), {
		error: 'parts_in_order'
	})
	.refine((parts) => parts.every((part) => part.minutes > 0 || !NEEDED_PARTS.includes(part.name)), {
		error: 'needed_part'
	})
	.refine(
		(parts) => {
			const total = totalMinutes(parts);
			return total >= MIN_MEETING_MINUTES && total <= MAX_MEETING_MINUTES;
		},
		{ error: 'total_minutes' }
	);

/** Minutes into the meeting at which each held part is planned to begin. */
export function planned(parts: readonly Part[]): { part: Part; from: number }[] {
	let from = 0;
	return heldParts(parts).map((part) => {
		const entry = { part, from };
		from += part.minutes;
		return entry;
	});
}

const typedMinutes = z.coerce
	.number('number')
	.int('number')
	.min(0, 'too_small')
	.max(MAX_PART_MINUTES, 'too_big');

/** A run of show as a form sends it: the minutes of the nine parts, in their order. */
export const RunOfShowInput = z.object({
	minutes: z
		.array(typedMinutes, 'required')
		.length(PART_NAMES.length, 'invalid')
		.transform((minutes) => PART_NAMES.map((name, i) => ({ name, minutes: minutes[i]! })))
		.pipe(RunOfShow)
});
