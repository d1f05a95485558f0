import { strategyOf, type Symptom } from '#lib/coping/coping.ts';
import * as coping from '#lib/coping/server/coping.ts';
import * as wellbeing from '#lib/wellbeing/server/wellbeing.ts';
import { after, day, minute } from '#server/clock.ts';
import { newId } from '#server/ids.ts';
import { closedUntil } from './answers.ts';
import type { Community } from './communities.ts';
import { between, dice } from './dice.ts';
import { sideBySide } from './side-by-side.ts';
import type { Person, Stage } from './stage.ts';

/** What people tried by themselves, and for how many in a hundred it was less afterwards. */
const tried: { strategy: string; symptom: Symptom; part: number; helps: number }[] = [
	{ strategy: 'ground-54321', symptom: 'panic', part: 0.95, helps: 62 },
	{ strategy: 'breath-paced', symptom: 'panic', part: 0.85, helps: 55 },
	{ strategy: 'breath-paced', symptom: 'anxiety', part: 0.9, helps: 66 },
	{ strategy: 'pmr-full', symptom: 'anxiety', part: 0.8, helps: 45 },
	{ strategy: 'pmr-full', symptom: 'sleep', part: 0.85, helps: 40 },
	// A few lucky tries: they are not shown, and do not lead.
	{ strategy: 'ground-cold', symptom: 'panic', part: 0.08, helps: 100 }
];

/**
 * Most people tried something in the weeks before the last closed quarter ended, and agreed that it is counted.
 * The visitor tried two things since, for them alone.
 */
export async function tryThings(
	stage: Stage,
	communities: readonly Community[],
	visitor: Person
): Promise<void> {
	const until = closedUntil(stage.now);
	const everyone = communities.flatMap(({ members }) => members);
	const people = [...new Set(everyone.map(({ person }) => person))].filter(
		(person) => person !== visitor
	);
	await sideBySide(stage.hands, people, async (person, i) => {
		await wellbeing.giveConsent(stage.as(person, after(until, -20 * day)), 'what_helped');
		for (const { strategy, symptom, part, helps } of tried) {
			if (dice('tries', strategy, symptom, i) >= part) continue;
			const at = after(until, -between(1, 19, 'tried', strategy, symptom, i) * day);
			const isLess = dice('less', strategy, symptom, i) * 100 < helps;
			await one(stage, person, { strategy, symptom, at, isLess, i });
		}
	});
	for (const [i, { strategy, symptom }] of tried.slice(0, 3).entries()) {
		const at = after(stage.now, -(9 - 3 * i) * day);
		await one(stage, visitor, { strategy, symptom, at, isLess: i !== 1, i });
	}
}

async function one(
	stage: Stage,
	person: Person,
	given: { strategy: string; symptom: Symptom; at: Date; isLess: boolean; i: number }
): Promise<void> {
	const { strategy, symptom, at, isLess, i } = given;
	const before = between(5, 9, 'before', strategy, symptom, i);
	const fall = isLess ? between(2, 4, 'fall', strategy, symptom, i) : i % 2;
	const ctx = stage.as(person, after(at, (i % 50) * minute));
	await coping.practise(ctx, strategyOf(strategy)!.page, {
		...{ once: newId(at), symptom, before, after: before - fall, ask: false }
	});
}
