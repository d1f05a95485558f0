import type { Ctx } from '#server/ctx.ts';
import { notFound, signInFirst } from '#server/errors.ts';
import { canLearn } from './policy.ts';

/** Whose progress it is. @throws sign_in_first, not_found for whoever is not of the staff */
export function learner({ actor }: Ctx): string {
	if (actor.kind !== 'account') throw signInFirst();
	if (!canLearn(actor)) throw notFound();
	return actor.accountId;
}
