import { say } from '#lib/words/words.ts';
import type { ReportOf, ReportReason, Step } from '#lib/safety/safety.ts';
import type { Half } from './impact.ts';
import type { parts, PartsName } from './transparency.ts';

/** Those whose parts have words of their own; the others are told with the words of reports. */
type Own = Exclude<PartsName, 'reports_of' | 'decisions_step' | 'decisions_reason'>;
type Part = (typeof parts)[Own][number];

/** "January to June 2026". */
export const sayHalf = (half: Half): string =>
	say('transparency.half.is', { index: half.slice(-1), year: half.slice(0, 4) });

/** The name of one part of a whole. */
export function sayPart(name: PartsName, part: string): string {
	if (name === 'reports_of') return say(`transparency.of.${part as ReportOf}`);
	if (name === 'decisions_step') return say(`transparency.step.${part as Step}`);
	if (name === 'decisions_reason') return say(`safety.report.reason.${part as ReportReason}`);
	return say(`transparency.part.${part as Part}`);
}
