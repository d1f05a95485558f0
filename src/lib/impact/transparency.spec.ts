import { describe, expect, test } from 'vitest';
import { fewest } from './impact.ts';
import { parts, partsNames, shownHalf, type Counted, type Whole } from './transparency.ts';

type HalfTotals = Record<(typeof partsNames)[number], Whole>;

const nothing = (): HalfTotals =>
	Object.fromEntries(
		partsNames.map((name) => [name, { all: { many: 0, people: 0 }, parts: {} }])
	) as HalfTotals;
const people = (many: number): Counted => ({ many, people: many });
const shown = (totals: HalfTotals, name: keyof HalfTotals, audience: 'inside' | 'outside') => {
	const figure = shownHalf(totals, audience).find((one) => one.name === name)!;
	return {
		all: figure.all,
		...Object.fromEntries(figure.parts.map((part) => [part.name, part.value]))
	};
};

describe('what is shown of half a year', () => {
	test('is zero where there was nothing, which is not the same as not shown', () => {
		expect(shown(nothing(), 'appeals', 'outside')).toEqual({
			all: 0,
			reversed: 0,
			kept: 0,
			open: 0
		});
	});

	test('leaves a number out that few people are behind, and one more, from which it could be told', () => {
		const totals = nothing();
		totals.appeals = {
			all: people(60),
			parts: { reversed: people(3), kept: people(20), open: people(37) }
		};
		expect(shown(totals, 'appeals', 'inside')).toEqual({
			...{ all: 60, reversed: null, kept: null, open: 37 }
		});
	});

	test('looks at people, not at how often they did it', () => {
		const totals = nothing();
		totals.opened = {
			all: { many: 90, people: 4 },
			parts: { facilitator: { many: 90, people: 4 } }
		};
		expect(shown(totals, 'opened', 'inside')).toEqual({
			...{ all: null, facilitator: null, coordinator: 0 }
		});
	});

	test('is rounded for everyone', () => {
		const totals = nothing();
		totals.opened = {
			all: people(33),
			parts: { facilitator: people(21), coordinator: people(12) }
		};
		expect(shown(totals, 'opened', 'outside')).toEqual({
			...{ all: 35, facilitator: 20, coordinator: 10 }
		});
	});

	test('says in no table what another one keeps back', () => {
		const totals = nothing();
		const three = { first: people(2), second: people(20), third: people(30) };
		totals.reports_priority = { all: people(52), parts: three };
		totals.second_on_time = { all: people(20), parts: { within: people(20) } };
		totals.third_on_time = { all: people(30), parts: { within: people(30) } };
		expect(shown(totals, 'reports_priority', 'inside')).toMatchObject({ second: null, third: 30 });
		expect(shown(totals, 'second_on_time', 'inside')).toEqual({
			...{ all: null, within: null, late: null }
		});
		expect(shown(totals, 'third_on_time', 'inside')).toMatchObject({
			all: 30,
			within: 30,
			late: 0
		});
	});

	test('never leaves out one part alone of a whole that is shown, whatever the numbers', () => {
		let seed = 7;
		const dice = (to: number) => (seed = (seed * 16_807) % 2_147_483_647) % to;
		for (let i = 0; i < 3000; i++) {
			const totals = nothing();
			for (const name of partsNames) {
				const each = parts[name].map((part) => [part, people(dice(3) * dice(12))] as const);
				const all = each.reduce((sum, [, { many }]) => sum + many, 0);
				totals[name] = { all: people(all), parts: Object.fromEntries(each) };
			}
			for (const audience of ['inside', 'outside'] as const)
				for (const { name, all, parts: each } of shownHalf(totals, audience)) {
					const hidden = each.filter(({ value }) => value === null);
					const people = hidden.reduce(
						(sum, part) => sum + (totals[name].parts[part.name]?.people ?? 0),
						0
					);
					const gives = all !== null && people > 0 && people < fewest[audience];
					expect(gives, JSON.stringify({ name, all, each })).toBe(false);
				}
		}
	});
});
