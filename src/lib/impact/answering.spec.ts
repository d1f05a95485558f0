import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { figures, type Answered } from './answering.ts';
import { fewest } from './impact.ts';

const people = (from: number, many: number) =>
	Array.from({ length: many }, (_, i) => `person ${from + i}`);
/** A group whose shares were answered late for some and in time for others. */
const row = (late: string[], soon: string[], median: number | null = 30): Answered => ({
	...{ shares: late.length + soon.length, late: late.length, median },
	...{ latePeople: late, soonPeople: soon }
});
const together = (rows: readonly Answered[]): Answered =>
	row(
		rows.flatMap(({ latePeople }) => latePeople),
		rows.flatMap(({ soonPeople }) => soonPeople)
	);
const shown = (rows: readonly Answered[]) => {
	const { whole, groups } = figures(together(rows), rows);
	return { whole, rows: rows.map((one) => groups.get(one)!) };
};

describe('what is shown of how long people wait', () => {
	test('is all of it where many are behind each number', () => {
		const { whole, rows } = shown([row(people(0, 5), people(5, 6)), row([], people(20, 9))]);
		expect(whole).toEqual({ shares: 20, median: 30, isSlow: false, late: 5 });
		expect(rows.map(({ shares, late }) => [shares, late])).toEqual([
			[11, 5],
			[9, 0]
		]);
	});
	test('is nothing of a group of few, and no row from which it could be worked out', () => {
		const few = row([], people(0, 3));
		const { whole, rows } = shown([few, row([], people(10, 8)), row([], people(30, 12))]);
		const hidden = { shares: null, median: null, isSlow: false, late: null };
		expect(rows[0]).toEqual(hidden);
		expect(rows[1]).toEqual(hidden);
		expect(rows[2]).toMatchObject({ shares: 12 });
		expect(whole).toMatchObject({ shares: 23 });
	});
	test('is not how many waited where those are few', () => {
		const { whole, rows } = shown([row(people(0, 1), people(5, 9)), row([], people(20, 9))]);
		expect(rows[0]).toMatchObject({ shares: 10, late: null });
		expect(whole).toMatchObject({ shares: 19, late: null });
	});
	test('says that fewer than half have an answer, and nothing of a group without a share', () => {
		const { rows } = shown([row(people(0, 8), [], null), row([], [], null)]);
		expect(rows[0]).toEqual({ shares: 8, median: null, isSlow: true, late: 8 });
		expect(rows[1]).toEqual({ shares: 0, median: null, isSlow: false, late: 0 });
	});
	test('counts somebody in two groups once', () => {
		const same = people(0, 3);
		const { whole } = shown([row([], same), row([], same)]);
		expect(whole.shares).toBeNull();
	});
	test('leaves nothing to be worked out, whatever the groups', () => {
		const someone = fc.integer({ min: 0, max: 30 }).map((at) => `person ${at}`);
		const some = fc.uniqueArray(someone, { maxLength: 12 });
		const anyRow = fc.tuple(some, some).map(([late, soon]) => row(late, soon));
		const few = (ids: readonly string[]) => {
			const { size } = new Set(ids);
			return size > 0 && size < fewest.inside;
		};
		fc.assert(
			fc.property(fc.array(anyRow, { maxLength: 6 }), (rows) => {
				const seen = shown(rows);
				if (seen.whole.shares !== null) {
					const rest = rows.filter((_, i) => seen.rows[i]!.shares === null);
					expect(few(rest.flatMap((one) => [...one.latePeople, ...one.soonPeople]))).toBe(false);
				}
				if (seen.whole.late !== null) {
					const rest = rows.filter((_, i) => seen.rows[i]!.late === null);
					expect(few(rest.flatMap(({ latePeople }) => latePeople))).toBe(false);
					expect(few(rest.flatMap(({ soonPeople }) => soonPeople))).toBe(false);
				}
			})
		);
	});
});
