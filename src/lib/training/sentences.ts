import { say } from '#lib/words/words.ts';
import type { Progress } from './training.ts';

/** Where somebody is with a module, in words. */
export function sayProgress({ readAt, stoppedAfter }: Progress): string {
	if (readAt) return say('training.progress.read');
	if (stoppedAfter) return say('training.progress.place', { part: stoppedAfter });
	return say('training.progress.new');
}
