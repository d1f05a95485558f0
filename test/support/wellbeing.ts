import { itemKeys, type Answer, type Answers } from '#lib/wellbeing/wellbeing.ts';
import * as wellbeing from '#lib/wellbeing/server/wellbeing.ts';
import { newId } from '#server/ids.ts';
import type { Belonging } from './groups.ts';

/** Answers to the first questions in their order; the rest are "rather not say". */
export const answers = (...given: Answer[]): Answers =>
	Object.fromEntries(itemKeys.map((key, index) => [key, given[index] ?? null])) as Answers;

/** A member answers through the operation. */
export async function rate(
	who: Belonging,
	given: Answers,
	more: { consent?: 'give' } = {}
): Promise<string> {
	const input = { once: newId(), ...given, ...more };
	return (await wellbeing.answer(who.ctx, who.membershipId, input)).ratingId;
}
