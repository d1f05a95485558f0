import { describe, expect, it } from 'vitest';
import type { ImportReport } from '#lib/directory/directory.ts';
import { importReasons } from '#lib/directory/server/formats/reading.ts';
import { knows } from '#lib/words/words.ts';
import { sayOutcome, sayWhy } from './outcomes.ts';

const at = new Date('2026-03-03T18:00:00Z');
const report = (more: Partial<ImportReport>): ImportReport => ({
	...{ runId: '', source: 'Lighthouse', outcome: 'changed', why: null, beganAt: at, endedAt: at },
	...{ read: 10, added: 1, changed: 2, unchanged: 7, retired: 0, returned: 0, rejected: 0 },
	...{ repaired: 0, problems: 0, before: 9 },
	...more
});
const said = (more: Partial<ImportReport>) => sayOutcome(report(more), 'UTC', at);

describe('how a reading went', () => {
	it('is said in a sentence, with what was wrong only where something was', () => {
		expect(said({})).toBe(
			'Read Tuesday 3 March at 6 pm: one new, 2 changed, none gone, 7 as before.'
		);
		expect(said({ rejected: 2, repaired: 1 })).toMatch(
			/2 rows could not be taken in\. One row was put right\.$/
		);
		expect(said({ repaired: 1 })).not.toContain('  ');
		expect(sayOutcome(null, 'UTC', at)).toBe('Not read yet.');
	});

	it('has words for every way a reading can go', () => {
		const outcomes = [
			...(['running', 'changed', 'unchanged', 'held'] as const),
			...(['released', 'refused', 'replaced', 'failed'] as const)
		];
		for (const outcome of outcomes) expect(said({ outcome }).length).toBeGreaterThan(10);
		expect(said({ outcome: 'failed', why: 'too_slow' })).toContain('It took too long.');
	});

	it('has words for every reason that a report names', () => {
		for (const reason of importReasons)
			expect(knows(`directory.import.${reason}`), reason).toBe(true);
		expect(sayWhy('something_new')).toBe('');
	});
});
