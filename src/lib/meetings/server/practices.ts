import * as coping from '#lib/coping/server/coping.ts';
import type { Ctx } from '#server/ctx.ts';
import { notFound } from '#server/errors.ts';
import { readControl } from './control.ts';
import { feedbackPhase } from './feedback.ts';

/** As the table takes them. */
const canBeKept = /^[a-z0-9-]{1,60}$/;

/** A practice of a meeting, and whether it is on my own list. */
export interface Practised {
	practice: string;
	isKept: boolean;
}

/**
 * What was practised together in a meeting, for its group's people. Who took part is known to nobody; each
 * says by keeping it that they want to find it again. @throws not_found
 */
export async function practicesOf(ctx: Ctx, meetingId: string): Promise<Practised[]> {
	if ((await feedbackPhase(ctx, meetingId)) === 'not-over') return [];
	const names = new Set<string>();
	for (const { kind, data } of await readControl(ctx, meetingId))
		if (kind === 'practice_began' && canBeKept.test(data.practice)) names.add(data.practice);
	if (names.size === 0) return [];
	const kept = new Set(await coping.kept(ctx));
	return [...names].map((practice) => ({ practice, isKept: kept.has(practice) }));
}

/**
 * Puts a practice of a meeting on my own list; again changes nothing. The list does not say from where.
 * @throws not_found unless it was practised in a meeting of one of my groups
 */
export async function keepPractice(ctx: Ctx, meetingId: string, practice: string): Promise<void> {
	const offered = await practicesOf(ctx, meetingId);
	if (!offered.some((each) => each.practice === practice)) throw notFound();
	await coping.keep(ctx, practice);
}
