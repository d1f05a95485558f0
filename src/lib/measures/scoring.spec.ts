import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { add, emptyTally } from '#lib/impact/tally.ts';
import { itemKeys, type Answer, type Answers } from '#lib/wellbeing/wellbeing.ts';
import { reference } from '#test/support/feeds/reference.ts';
import { areComparable, changeBetween } from './change.ts';
import { Definition } from './definition.ts';
import { score, type Answered } from './scoring.ts';
import { shipped } from './shipped.ts';

type Input = (number | null)[] | Record<string, unknown>;
interface Example {
	input: Input;
	expected: Record<string, unknown>;
	note?: string;
}
interface Instrument {
	id: string;
	item_count?: number | number[];
	items: { n: number; text: string; key?: string }[] | null;
	licence: { embed_items: boolean };
	options: { value: number | null }[];
	reverse_items: number[];
	use_in_platform: string;
	worked_examples: Example[];
	worked_change_examples?: Example[];
}
const { instruments } = reference('instruments.json') as { instruments: Instrument[] };
const byId = new Map(shipped.map((definition) => [definition.id, definition]));

/** Two that are left out for their licences: their numbers alone, which the engine must still get right. */
const leftOut = (id: string, count: number, to: number): Definition =>
	Definition.parse({
		...byId.get('suds')!,
		...{ id, count, items: null, marks: [], help: [], change: null },
		line: null,
		options: Array.from({ length: 2 * to + 1 }, (_, half) => ({ value: half / 2, label: null })),
		scores: [{ id: 'total', name: id, by: 'sum', range: [0, to * count], digits: 1 }]
	});

function definitionFor({ id }: Instrument, input: Input): Definition {
	if (id === 'gsrs') return leftOut(id, 4, 10);
	if (id === 'cd-risc') return leftOut(id, (input as { form: number }).form, 4);
	return byId.get(id)!;
}

interface Written {
	exposure?: boolean;
	items: number[];
	x?: number[];
	w: number[];
	each?: number;
	answered: number;
	before?: number;
}
/** How the examples write down who answered what. */
function answeredFor(definition: Definition, input: Input): Answered {
	const { count } = definition;
	const same = (value: number, many = count) => Array.from({ length: many }, () => value);
	if (Array.isArray(input)) return { gate: null, values: input };
	const { exposure, items, x, w, each, answered, before } = input as unknown as Written;
	if (exposure !== undefined) return { gate: exposure, values: items };
	if (x) return { gate: null, values: x, weights: w };
	if (each !== undefined) return { gate: null, values: same(each, answered) };
	if (before !== undefined) return { gate: null, values: [before] };
	const all = Object.entries(input).find(([name]) => name.startsWith('all'));
	if (all) return { gate: null, values: same(all[1] as number) };
	const values: (number | null)[] = Array.from({ length: count }, () => null);
	for (const [name, part] of Object.entries(input)) {
		const found = definition.scores.find(({ id }) => id === name);
		if (!found || !('of' in found)) throw new Error(`an example of ${name}, which is no score`);
		found.of!.forEach((item, at) => (values[item - 1] = (part as number[])[at]!));
	}
	return { gate: null, values };
}

const tries = instruments.flatMap((instrument) =>
	instrument.worked_examples.map((example, at) => ({
		...{ instrument, example, id: instrument.id },
		nr: at + 1,
		why: example.note ?? ''
	}))
);
const counted = tries.filter(({ id }) => id === 'open-change-ratings');
const momentary = tries.filter(({ id }) => id === 'suds');

describe('each worked example comes out as it was worked', () => {
	test.each(tries.filter((one) => !counted.includes(one) && !momentary.includes(one)))(
		'$id $nr $why',
		({ instrument, example }) => {
			const definition = definitionFor(instrument, example.input);
			const { scores, bands, marks, answered, isStraight } = score(
				definition,
				answeredFor(definition, example.input)
			);
			const named = Object.values(bands);
			const found: Record<string, unknown> = {
				...{ ...scores, ...bands, ...marks, answered },
				...{ straight_lined: isStraight, bands: named }
			};
			const expected = Object.keys(example.expected);
			expect(expected.length).toBeGreaterThan(0);
			expect(Object.fromEntries(expected.map((key) => [key, found[key]]))).toEqual(
				example.expected
			);
		}
	);

	test.each(counted)('$id $nr', ({ example }) => {
		const { item, answers } = example.input as { item: keyof Answers; answers: Answer[] };
		const tally = emptyTally();
		const none = Object.fromEntries(itemKeys.map((key) => [key, null])) as Answers;
		for (const answer of answers) add(tally, { ...none, [item]: answer }, 6);
		const { answered, better, same, worse } = tally.items[item];
		const percent = Math.round((better / answered) * 1000) / 10;
		const found = {
			...{ answered, improved: better, same, worse, percent_improved: percent },
			suppressed: answered < 5
		};
		expect(found).toMatchObject(example.expected);
	});
});

describe('each worked change comes out as it was worked', () => {
	const changes = instruments.flatMap(({ id, worked_change_examples }) =>
		(worked_change_examples ?? []).map((example, at) => ({ id, nr: at + 1, example }))
	);
	test.each([...changes, ...momentary])('$id $nr', ({ id, example }) => {
		const { pre, before, post, after } = example.input as Record<string, number>;
		const change = changeBetween(byId.get(id)!, (pre ?? before)!, (post ?? after)!)!;
		expect({ change: change.by, ...change.marks }).toMatchObject(example.expected);
	});

	test('none was left out', () => {
		expect(changes.length).toBe(8);
		expect(tries.length).toBe(instruments.flatMap((one) => one.worked_examples).length);
		expect(instruments).toHaveLength(19);
	});
});

describe('what comes with Holdspace', () => {
	const AVOID = ['cd-risc', 'gsrs'];

	test('is every instrument but those whose licences forbid it, and each file is known', () => {
		const ids = instruments.map(({ id }) => id).filter((id) => !AVOID.includes(id));
		expect([...byId.keys()].sort()).toEqual(ids.sort());
		const files = readdirSync(new URL('../../../content/measures', import.meta.url));
		expect(files.sort()).toEqual(ids.map((id) => `${id}.json`).sort());
		expect(new Set(shipped.map(({ page }) => page)).size).toBe(shipped.length);
	});

	const plain = (text: string) =>
		text.replaceAll(/[’‘]/g, "'").replaceAll(/[“”]/g, '"').replace('…', '...');
	test.each(instruments.filter(({ id }) => !AVOID.includes(id)))(
		'$id holds the words it may hold, word for word, and no others',
		({ id, licence, items, item_count, reverse_items }) => {
			const { mayEmbed, items: own, count, reversed } = byId.get(id)!;
			expect(mayEmbed).toBe(licence.embed_items);
			expect(reversed).toEqual(reverse_items);
			if (!licence.embed_items) expect(own).toBeNull();
			if (licence.embed_items && items!.length > 0)
				expect(own!.map(({ text }) => plain(text))).toEqual(items!.map(({ text }) => text));
			if (item_count) expect(count).toBe(item_count);
		}
	);
});

/** What was answered under a version must mean the same for good. */
test('what is asked and scored under a version never changes: a change is a new version', () => {
	const asked = shipped.map((one) => {
		const { version, stem, gate, options, line, count, items, reversed } = one;
		const { scores, bands, marks, rules, change, help } = one;
		const all: unknown[] = [stem, gate, options, line, count, items, reversed];
		all.push(scores, bands, marks, rules, change, help);
		const hash = createHash('sha256').update(JSON.stringify(all)).digest('hex').slice(0, 12);
		return [`${one.id} ${version}`, hash];
	});
	expect(Object.fromEntries(asked)).toMatchInlineSnapshot(`
		{
		  "brief-cope 1": "3655d00217d2",
		  "brs 1": "79241cd0d4ad",
		  "cse-t 1": "bf669b5d771f",
		  "cses-26 1": "e5face12c9f9",
		  "gas 1": "0604b23f8606",
		  "mios 1": "4442df718aef",
		  "open-change-ratings 1": "7e06e65f9faf",
		  "open-session-feedback 1": "2eba5a691064",
		  "pc-ptsd-5 1": "9eafed5d4199",
		  "pcl-5 1": "04543f3514f1",
		  "phq-4 1": "7c5f82d7ca3e",
		  "proqol-5 1": "5df964bd0763",
		  "ptgi-sf 1": "acd455b44d92",
		  "ras-ds 1": "1592dbb9de1f",
		  "suds 1": "e2f71bb04f6d",
		  "ucla-3 1": "fdbc86bfb8e1",
		  "who-5 1": "99b86e6843ff",
		}
	`);
});

describe('what the engine does beside', () => {
	const pcl = byId.get('pcl-5')!;
	const none = (count: number) => Array.from({ length: count }, () => null);

	test('an answer out of range, or one too many, is not scored at all', () => {
		const all = (value: number, count = 20) => Array.from({ length: count }, () => value);
		for (const values of [all(5), all(-1), all(0.5), all(Number.NaN), all(1, 21)])
			expect(() => score(pcl, { gate: null, values })).toThrow(RangeError);
	});

	test('what is missing leaves out only what needs it', () => {
		const values = [...[1, 1, 1, 1, 1, 2, 2], ...none(13)];
		const { scores, marks, missing } = score(pcl, { gate: null, values });
		expect(scores).toEqual({ total: null, B: 5, C: 4, D: null, E: null });
		expect(marks).toEqual({
			at_or_above_31: null,
			at_or_above_33: null,
			dsm5_symptom_rule_met: null
		});
		expect(missing).toEqual([8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
	});

	test('help is offered for a high number, and for one question by itself', () => {
		const quiet = Array.from({ length: 20 }, () => 0);
		expect(score(pcl, { gate: null, values: quiet }).offersHelp).toBe(false);
		const risk = quiet.with(15, 1);
		expect(score(pcl, { gate: null, values: risk }).offersHelp).toBe(true);
		expect(score(pcl, { gate: null, values: [...none(15), 1, ...none(4)] }).offersHelp).toBe(true);
		expect(score(pcl, { gate: null, values: quiet.fill(2) }).offersHelp).toBe(true);
	});

	test('a first question that is not answered leaves everything open', () => {
		const screen = byId.get('pc-ptsd-5')!;
		expect(score(screen, { gate: null, values: [1, 1, 1, 1, 1] }).scores).toEqual({ total: null });
	});

	test('one answer all the way down is flagged from four answers on', () => {
		const straight = (id: string, count: number) =>
			score(byId.get(id)!, { gate: null, values: Array.from({ length: count }, () => 1) })
				.isStraight;
		expect(straight('ucla-3', 3)).toBe(false);
		expect(straight('phq-4', 4)).toBe(true);
		expect(straight('pcl-5', 20)).toBe(true);
	});

	test('weights and tables count too', () => {
		const weighted = Definition.parse({
			...pcl,
			...{ bands: [], marks: [], rules: [], help: [], change: null, count: 3, items: null },
			scores: [
				{ id: 'raw', name: 'x', by: 'weighted', weights: [1, 2, 3], range: [0, 24], needs: 2 },
				{
					...{ id: 'T', name: 'x', by: 'lookup', from: 'raw', range: [40, 60] },
					table: [
						{ from: 0, to: 11, value: 40 },
						{ from: 12, to: 24, value: 60 }
					]
				}
			]
		});
		expect(score(weighted, { gate: null, values: [1, 1, 2] }).scores).toEqual({ raw: 9, T: 40 });
		expect(score(weighted, { gate: null, values: [4, null, 2] }).scores).toEqual({
			raw: 16,
			T: 60
		});
		expect(score(weighted, { gate: null, values: [4, null, null] }).scores).toEqual({
			raw: null,
			T: null
		});
	});

	test('numbers of two versions stand side by side only as far back as the newer one says', () => {
		const [first, same, other] = [
			{ ...pcl, version: 1, comparableSince: 1 },
			{ ...pcl, version: 2, comparableSince: 1 },
			{ ...pcl, version: 3, comparableSince: 3 }
		];
		expect(areComparable(first, same)).toBe(true);
		expect(areComparable(same, first)).toBe(true);
		expect(areComparable(first, other)).toBe(false);
		expect(areComparable(other, other)).toBe(true);
		expect(areComparable(pcl, byId.get('phq-4')!)).toBe(false);
	});
});
