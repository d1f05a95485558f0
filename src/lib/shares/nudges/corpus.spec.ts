import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { nudgesFor, type Code, type Writing } from './nudges.ts';

/**
 * Sentences that somebody else wrote who never saw the rules (test/corpus). The first measure of all is in
 * decision 62; the rules were made better after it, in general and by no sentence’s own words.
 */
const corpus = <Row>(name: string): Row[] =>
	JSON.parse(readFileSync(`test/corpus/${name}.json`, 'utf8')) as Row[];

const identifying: readonly Code[] = ['phone', 'email', 'handle', 'address', 'plate', 'place'];
const saying: readonly Code[] = ['advice', 'judgement', 'medicine'];
const share = { kind: 'share', need: 'listen' } as const;
const reply = { kind: 'reply', parentNeed: 'listen' } as const;
const isCaught = (text: string, codes: readonly Code[], how: Omit<Writing, 'text'>): boolean =>
	nudgesFor({ text, ...how }).some(({ code }) => codes.includes(code));

const disguises = corpus<{ text: string; found: string }>('identifying');
const ordinary = corpus<string>('ordinary');

test('at least 95 of 100 disguises of identifying details are caught', () => {
	const caught = disguises.filter(({ text }) => isCaught(text, identifying, share));
	expect(disguises).toHaveLength(200);
	expect(caught.length).toBeGreaterThanOrEqual(190);
});

test('nearly always the place that is shown is that of the detail', () => {
	const shown = disguises.filter(({ text, found }) => {
		const from = text.indexOf(found);
		return nudgesFor({ text, ...share })
			.filter(({ code }) => identifying.includes(code))
			.some(({ spans }) => spans.some((span) => span.from < from + found.length && span.to > from));
	});
	expect(shown.length).toBeGreaterThanOrEqual(180);
});

test('at most 2 of 100 ordinary sentences are taken for anything at all in a share', () => {
	const all: readonly Code[] = [...identifying, 'graphic', 'crisis'];
	const taken = ordinary.filter((text) => isCaught(text, all, share));
	expect(ordinary).toHaveLength(500);
	expect(taken.length).toBeLessThanOrEqual(10);
});

test('what the rules make of replies, details and crisis is not less than it was', () => {
	const count = (rows: { text: string }[], codes: readonly Code[], how: Omit<Writing, 'text'>) =>
		rows.filter(({ text }) => isCaught(text, codes, how)).length;
	const replies = corpus<{ text: string; asks: string | null }>('advice');
	const details = corpus<{ text: string; graphic: boolean }>('graphic');
	const crisis = corpus<{ text: string; crisis: boolean }>('crisis');
	expect(
		count(
			replies.filter(({ asks }) => asks),
			saying,
			reply
		)
	).toBeGreaterThanOrEqual(48);
	expect(
		count(
			replies.filter(({ asks }) => !asks),
			saying,
			reply
		)
	).toBeLessThanOrEqual(5);
	expect(
		count(
			details.filter(({ graphic }) => !graphic),
			['graphic'],
			share
		)
	).toBeLessThanOrEqual(1);
	expect(
		count(
			crisis.filter((one) => one.crisis),
			['crisis'],
			share
		)
	).toBeGreaterThanOrEqual(16);
});
