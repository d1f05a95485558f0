import { fail, type RequestEvent } from '@sveltejs/kit';
import * as groups from '#lib/groups/server/groups.ts';
import { contactCodes, type Writing } from '#lib/shares/nudges/nudges.ts';
import { asTyped, checkNudges } from '#lib/shares/nudges/nudging.ts';
import { say } from '#lib/words/words.ts';

type Input = { text: string; nudged: NonNullable<Parameters<typeof checkNudges>[0]['seen']> };

/**
 * What to show beside the words before they go to the group, with all that was typed; null when they go. The
 * agreement is asked for only where it could matter.
 */
export async function nudgedFirst(
	event: RequestEvent,
	input: Input,
	writing: Omit<Writing, 'text'>
) {
	const check = { ...writing, text: input.text, seen: input.nudged };
	const first = checkNudges(check);
	const found = first ? first.nudges.map(({ code }) => code) : input.nudged;
	if (!first && !found.some((code) => contactCodes.includes(code))) return null;
	const { agreement } = await groups.about(event.locals.ctx, event.params.id ?? '');
	const nudged = checkNudges({ ...check, agreement: agreement.items });
	if (!nudged) return null;
	const { nudged: _, ...typed } = input;
	const words = say('nudges.words');
	return fail(422, { code: 'nudged', words, problems: {}, values: asTyped(typed), nudged });
}
