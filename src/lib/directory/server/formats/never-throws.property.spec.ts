import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bmltTraps } from '#test/support/feeds/bmlt.ts';
import { newYork, readAll } from '#test/support/feeds/bytes.ts';
import { hsdsTraps } from '#test/support/feeds/hsds.ts';
import { meetingGuideTraps } from '#test/support/feeds/meeting-guide.ts';
import type { ReadRow } from './formats.ts';
import { feedFormats, importReasons } from './formats.ts';

const format = fc.constantFrom(...feedFormats);
const zone = fc.constantFrom(null, 'America/New_York', 'Nowhere/At_All');
const fields = [
	...[...meetingGuideTraps, ...bmltTraps, ...hsdsTraps].map(({ row }) => row(1)),
	{ services: [{}], service: {}, attributes: [{}], schedules: [{}], organization: { services: [] } }
].flatMap((row) => (typeof row === 'object' && row ? Object.keys(row) : []));

/** Any JSON, under the names that the readers look at. */
const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
	value: fc.oneof(
		{ maxDepth: 4 },
		fc.string({ unit: 'binary', maxLength: 12 }),
		fc.constantFrom(
			'19:30',
			'1',
			'Monday',
			'O,C',
			'<b>',
			'2026-02-30',
			'WEEKLY',
			'2MO',
			'Z',
			'&#x0;'
		),
		fc.double(),
		fc.constantFrom(null, true, false, 0, -1, 1e308),
		fc.array(tie('value'), { maxLength: 3 }),
		fc.dictionary(fc.constantFrom('__proto__', 'constructor', ...new Set(fields)), tie('value'), {
			maxKeys: 12
		})
	)
})).value;

function sound(rows: readonly ReadRow[]): void {
	for (const { row, key, listing, problems } of rows) {
		expect(row).toBeGreaterThanOrEqual(0);
		const isRefused = problems.some(({ outcome }) => outcome === 'rejected');
		expect(listing === null).toBe(isRefused || row === 0);
		for (const problem of problems) {
			expect([...problem.value].length).toBeLessThanOrEqual(80);
			expect(importReasons).toContain(problem.reason);
		}
		if (!listing) continue;
		expect(key).toBe(listing.key);
		expect(listing.name).not.toBe('');
		expect(listing.name.length).toBeLessThanOrEqual(255);
		expect(listing.experiences.length).toBeGreaterThan(0);
		expect(listing.joining.url ?? 'https:').toMatch(/^https?:/);
		if (listing.mode === 'online' || listing.mode === 'phone') {
			expect([listing.at, listing.place?.street ?? null]).toEqual([null, null]);
		}
	}
	const keys = rows.flatMap(({ listing }) => listing?.key ?? []);
	expect(new Set(keys).size).toBe(keys.length);
}

describe('readers', () => {
	it('answer any bytes with rows and problems, in pieces of any size', async () => {
		await fc.assert(
			fc.asyncProperty(
				...[format, fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 1, max: 50 })],
				async (name, bytes, size) => sound(await readAll(name, bytes, newYork, size))
			),
			{ numRuns: 500 }
		);
	});

	it('answer any JSON, with every field holding anything', async () => {
		await fc.assert(
			fc.asyncProperty(
				format,
				fc.array(value, { maxLength: 3 }),
				zone,
				async (name, rows, timeZone) => {
					const text = JSON.stringify(name === 'hsds' ? { contents: rows } : rows);
					const read = await readAll(name, text, { timeZone, source: 'elsewhere' });
					sound(read);
					if (name === 'csv') return;
					// Whole JSON is read to its end, whatever stands in it.
					const ends = read.filter(({ row }) => row === 0);
					expect(ends.map(({ problems }) => problems[0]?.reason)).toEqual(
						rows.length === 0 ? ['feed_empty'] : []
					);
				}
			),
			{ numRuns: 1000 }
		);
	});

	it('answer a feed cut off anywhere with the rows before it and a last problem', async () => {
		const rows = meetingGuideTraps.map(({ row }) => row(1));
		const text = JSON.stringify(rows);
		const whole = await readAll('meeting-guide', text);
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 1, max: text.length - 1 }), async (at) => {
				const read = await readAll('meeting-guide', text.slice(0, at));
				const last = read.pop();
				expect(last).toMatchObject({ row: 0, listing: null });
				expect(last?.problems[0]?.reason).toBe('feed_cut_off');
				expect(read).toEqual(whole.slice(0, read.length));
			}),
			{ numRuns: 80 }
		);
	});
});
