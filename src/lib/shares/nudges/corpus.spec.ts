import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { nudgesFor, type Code, type Writing } from './nudges.ts';

/**
 * Sentences that others wrote who never saw the rules (test/corpus). All measures are in decision 62. What holds
 * on the halves that nobody read are the figures that say something about sentences to come; of those only
 * counts may be seen, here as everywhere.
 */
const identifying: readonly Code[] = ['phone', 'email', 'handle', 'address', 'plate', 'place'];
const saying: readonly Code[] = ['advice', 'judgement', 'medicine'];
const share = { kind: 'share', need: 'listen' } as const;
const reply = { kind: 'reply', parentNeed: 'listen' } as const;

type Measured =
	| 'disguises'
	| 'shown'
	| 'ordinary'
	| 'advice'
	| 'goodReplies'
	| 'graphic'
	| 'headlines'
	| 'crisis'
	| 'noCrisis';
interface Row {
	text: string;
	[key: string]: string | boolean | null;
}

const isCaught = (text: string, codes: readonly Code[], how: Omit<Writing, 'text'>): boolean =>
	nudgesFor({ text, ...how }).some(({ code }) => codes.includes(code));

/** Whether the place that is shown is that of the detail. */
function isShown({ text, found, detail }: Row): boolean {
	const part = String(found ?? detail);
	const from = text.indexOf(part);
	return nudgesFor({ text, ...share })
		.filter(({ code }) => identifying.includes(code))
		.some(({ spans }) => spans.some((span) => span.from < from + part.length && span.to > from));
}

function measure(folder: string, names: { disguises: string; advice: string }) {
	const corpus = <Each>(name: string): Each[] =>
		JSON.parse(readFileSync(`test/corpus/${folder}${name}.json`, 'utf8')) as Each[];
	const caught = (rows: Row[], codes: readonly Code[], how: Omit<Writing, 'text'>) =>
		rows.filter(({ text }) => isCaught(text, codes, how)).length;
	const split = (name: string, key: string) => {
		const rows = corpus<Row>(name);
		return [rows.filter((row) => row[key]), rows.filter((row) => !row[key])] as const;
	};
	const disguises = corpus<Row>(names.disguises);
	const ordinary = corpus<string>('ordinary').map((text) => ({ text }));
	const [advice, goodReplies] = split('advice', names.advice);
	const [graphic, headlines] = split('graphic', 'graphic');
	const [crisis, noCrisis] = split('crisis', 'crisis');
	return {
		sizes: [disguises.length, ordinary.length],
		counts: {
			disguises: caught(disguises, identifying, share),
			shown: disguises.filter(isShown).length,
			ordinary: caught(ordinary, [...identifying, 'graphic', 'crisis'], share),
			advice: caught(advice, saying, reply),
			goodReplies: caught(goodReplies, saying, reply),
			graphic: caught(graphic, ['graphic'], share),
			headlines: caught(headlines, ['graphic'], share),
			crisis: caught(crisis, ['crisis'], share),
			noCrisis: caught(noCrisis, ['crisis'], share)
		} satisfies Record<Measured, number>
	};
}

const first = measure('', { disguises: 'identifying', advice: 'asks' });
const read = measure('second/read/', { disguises: 'disguises', advice: 'advice' });
const unread = measure('second/unread/', { disguises: 'disguises', advice: 'advice' });
const thirdRead = measure('third/read/', { disguises: 'disguises', advice: 'advice' });
const thirdUnread = measure('third/unread/', { disguises: 'disguises', advice: 'advice' });

/** What is caught, at least; what is taken for something that it is not, at most. */
const bars: [string, typeof first, Record<Measured, number>][] = [
	[
		'the first corpus',
		first,
		{
			disguises: 196,
			shown: 194,
			ordinary: 2,
			advice: 71,
			goodReplies: 1,
			graphic: 26,
			headlines: 0,
			crisis: 32,
			noCrisis: 6
		}
	],
	[
		'the half of the second that was read',
		read,
		{
			disguises: 93,
			shown: 88,
			ordinary: 0,
			advice: 35,
			goodReplies: 1,
			graphic: 18,
			headlines: 1,
			crisis: 16,
			noCrisis: 2
		}
	],
	[
		'the half of it that nobody read',
		unread,
		{
			disguises: 69,
			shown: 66,
			ordinary: 5,
			advice: 26,
			goodReplies: 1,
			graphic: 13,
			headlines: 1,
			crisis: 7,
			noCrisis: 5
		}
	],
	[
		'the half of the third that was read',
		thirdRead,
		{
			disguises: 179,
			shown: 170,
			ordinary: 0,
			advice: 55,
			goodReplies: 1,
			graphic: 27,
			headlines: 0,
			crisis: 33,
			noCrisis: 2
		}
	],
	[
		'the half of it that nobody read',
		thirdUnread,
		{
			disguises: 148,
			shown: 138,
			ordinary: 4,
			advice: 38,
			goodReplies: 6,
			graphic: 23,
			headlines: 1,
			crisis: 10,
			noCrisis: 14
		}
	]
];
const atMost: readonly Measured[] = ['ordinary', 'goodReplies', 'headlines', 'noCrisis'];

test('the corpora are whole', () => {
	expect([first, read, unread, thirdRead, thirdUnread].map(({ sizes }) => sizes)).toEqual([
		[200, 500],
		[100, 250],
		[100, 250],
		[182, 250],
		[178, 250]
	]);
});

describe.each(bars)('on %s', (_, { counts }, bar) => {
	test.each(Object.keys(bar) as Measured[])('%s holds its bar', (measured) => {
		if (atMost.includes(measured)) expect(counts[measured]).toBeLessThanOrEqual(bar[measured]);
		else expect(counts[measured]).toBeGreaterThanOrEqual(bar[measured]);
	});
});
