import type { ImportReport } from '#lib/directory/directory.ts';
import { sayWhen } from '#lib/words/times.ts';
import { knows, say } from '#lib/words/words.ts';

/** How a reading went, in a sentence or two. */
export function sayOutcome(report: ImportReport | null, zone: string, now: Date): string {
	if (!report) return say('directory.programme.outcome.never');
	const { outcome, endedAt, beganAt, rejected, repaired } = report;
	const { added, changed, retired, unchanged, before } = report;
	const what = say(`directory.programme.outcome.${outcome}`, {
		...{ added, changed, retired, unchanged, before, why: sayWhy(report.why) },
		when: sayWhen(endedAt ?? beganAt, zone, now)
	});
	const rows = say('directory.programme.outcome.rows', { rejected, repaired });
	return `${what} ${rows}`.replaceAll('  ', ' ').trim();
}

/** What went wrong with a reading, or with a field of a row. */
export function sayWhy(code: string | null): string {
	const key = [`directory.run.${code}`, `directory.import.${code}`].find(knows);
	return key ? say(key) : '';
}
