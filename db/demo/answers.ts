import { bounds, quarterOf } from '#lib/impact/quarters.ts';
import { itemKeys, type AnswersInput, type ItemKey } from '#lib/wellbeing/wellbeing.ts';
import * as wellbeing from '#lib/wellbeing/server/wellbeing.ts';
import { after, day, hour } from '#server/clock.ts';
import { newId } from '#server/ids.ts';
import type { Community } from './communities.ts';
import { between, dice } from './dice.ts';
import { sideBySide } from './side-by-side.ts';
import { ZONE, type Person, type Stage } from './stage.ts';

/** The first moment of the quarter that is not over yet: what was answered before it is counted. */
export const closedUntil = (now: Date): Date => bounds(quarterOf(now, ZONE), ZONE).from;

/**
 * Most regular members answer in the weeks before the last closed quarter ended, and agree that it is
 * counted. They are asked as everybody is; the visitor’s question stays open.
 */
export async function answer(
	stage: Stage,
	communities: readonly Community[],
	visitor: Person
): Promise<void> {
	const until = closedUntil(stage.now);
	const everyone = communities.flatMap(({ members }) => members);
	const asked = everyone.filter(
		({ person }, i) =>
			person !== visitor && everyone.findIndex((other) => other.person === person) === i
	);
	await sideBySide(stage.hands, asked, async (belonging, i) => {
		const { person, membershipId } = belonging;
		const at = after(until, -between(2, 16, 'answers', i) * day - 3 * hour);
		const ctx = stage.as(person, at);
		const offers = await wellbeing.offers(ctx);
		if (!offers.some((offer) => offer.membershipId === membershipId)) return;
		await wellbeing.answer(ctx, membershipId, {
			...answersOf(i),
			once: newId(at),
			consent: 'give'
		});
	});
}

/** About two in three say they are better, one in six the same, one in eight worse. */
function answersOf(i: number): Record<ItemKey, AnswersInput[ItemKey]> {
	const lean = i % 8 === 5 ? -1 : i % 6 === 3 ? 0 : 1;
	const one = (key: ItemKey): AnswersInput[ItemKey] => {
		if (key === 'resilience' || key === 'coping') {
			return lean === 1 ? (dice(i, key) < 0.35 ? 2 : 1) : (lean as -1 | 0);
		}
		return between(lean === 1 ? 0 : -1, lean === -1 ? 0 : 2, i, key) as AnswersInput[ItemKey];
	};
	const answers = Object.fromEntries(itemKeys.map((key) => [key, one(key)]));
	return answers as Record<ItemKey, AnswersInput[ItemKey]>;
}
