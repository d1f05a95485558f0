import { say } from '#lib/words/words.ts';
import { changeOf, type Felt } from '../own.ts';

/** “before 7, after 4 – it helped a little today”, as far as it was said. */
export function sayFelt(felt: Felt): string {
	const { before, after } = felt;
	const change = changeOf(felt);
	if (before !== null && after !== null && change !== null)
		return say(`meetings.felt.${change}`, { before, after });
	return before === null
		? say('meetings.felt.after', { after: after ?? 0 })
		: say('meetings.felt.before', { before });
}
