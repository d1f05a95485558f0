import * as groups from '#lib/groups/server/groups.ts';
import { BoxError, open, seal } from '#server/crypto.ts';
import type { Ctx } from '#server/ctx.ts';
import { notFound } from '#server/errors.ts';
import { StoredAnswers } from '../inputs.ts';
import { itemKeys, type Answers } from '../wellbeing.ts';

const bound = (ratingId: string) => `rating:${ratingId}`;

/** Encrypts answers with the key of the member's words in that group. */
export async function sealAnswers(
	tx: Ctx,
	of: { ratingId: string; groupId: string; membershipId: string },
	answers: Answers
): Promise<Buffer> {
	const keys = await groups.contentKeys(tx, of.groupId, [of.membershipId]);
	const key = keys.get(of.membershipId);
	if (!key) throw notFound();
	const plain = Object.fromEntries(itemKeys.map((item) => [item, answers[item]]));
	return seal(key, bound(of.ratingId), JSON.stringify(plain));
}

/** Opens answers; null when the key was destroyed or the box is not what it should be. */
export function openAnswers(
	key: Buffer | null | undefined,
	rating: { rating_id: string; box: Buffer }
): Answers | null {
	if (!key) return null;
	try {
		const plain = open(key, bound(rating.rating_id), rating.box).toString();
		return StoredAnswers.parse(JSON.parse(plain));
	} catch (error) {
		if (error instanceof BoxError) return null;
		throw error;
	}
}
