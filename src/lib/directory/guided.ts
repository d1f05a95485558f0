import { z } from 'zod';
import { queryFields, withoutEmpty } from './inputs.ts';

/** Parts of a day, in the reader's own zone; the night goes on past midnight. */
export const dayParts = {
	morning: { from: '05:00', to: '12:00' },
	afternoon: { from: '12:00', to: '17:00' },
	evening: { from: '17:00', to: '22:00' },
	night: { from: '22:00', to: '05:00' }
} as const;
export type DayPart = keyof typeof dayParts;

const { experience, audience, mode, near, place, within_km, weekday, language, access, tz } =
	queryFields.shape;

/** Answers to the five questions; each may be left out. Lists as in a search. */
export const GuidedAnswers = z.preprocess(
	(given) => (typeof given === 'object' && given !== null ? withoutEmpty(given) : given),
	z.object({
		experience,
		audience,
		mode,
		near,
		place,
		within_km,
		weekday,
		part: z.enum(Object.keys(dayParts) as [DayPart, ...DayPart[]], 'choose').optional(),
		language,
		access,
		tz
	})
);
export type GuidedAnswers = {
	[K in keyof z.output<typeof GuidedAnswers>]?: unknown;
};
