import { say } from '#lib/words/words.ts';
import { isHighEnd, isLowEnd, type Felt } from '../feedback.ts';

/** "6.5", "9 or more", "1 or less", or that too few answered. */
export function sayFelt(felt: Felt | null): string {
	if (!felt) return say('after.felt.too_few');
	if (isHighEnd(felt)) return say('after.felt.most');
	return isLowEnd(felt) ? say('after.felt.least') : String(felt.average);
}
