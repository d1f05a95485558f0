import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast, readColours, type Theme } from './contrast.ts';

const here = new URL('./', import.meta.url);
const colours = readColours(readFileSync(new URL('colour.css', here), 'utf8'));
const themes: Theme[] = ['light', 'dark'];
const paper = ['paper', 'paper-raised', 'paper-sunk'];
const marks = [1, 2, 3, 4, 5, 6];

const words: [string, string[]][] = [
	['ink', [...paper, 'primary-wash', 'clay-wash', 'crisis-wash']],
	['ink', ['map-land', 'map-water', 'map-green']],
	['ink-soft', [...paper, 'clay-wash', 'crisis-wash']],
	['primary', paper],
	['primary-strong', paper],
	['on-primary', ['primary', 'primary-strong']],
	['on-primary-wash', ['primary-wash']],
	['on-leave', ['leave', 'leave-strong']]
];
const controls: [string, string[]][] = [
	['line-control', paper],
	['clay', ['paper', 'paper-raised']],
	['crisis-line', ['paper', 'paper-raised']],
	['focus', [...paper, 'primary-wash', 'clay-wash', 'crisis-wash']],
	['chart-line', ['paper-raised', 'paper-sunk', 'chart-band']],
	...marks.map((n): [string, string[]] => [`mark-${n}-figure`, [`mark-${n}-ground`]])
];

const pairs = (list: [string, string[]][]) =>
	list.flatMap(([front, backs]) =>
		backs.flatMap((back) => themes.map((theme) => [front, back, theme] as const))
	);

function measured(front: string, back: string, theme: Theme): number {
	const [a, b] = [colours[front], colours[back]];
	if (!a || !b) throw new Error(`No token --${a ? back : front}`);
	return contrast(a[theme], b[theme]);
}

describe('what is written', () => {
	it.each(pairs(words))('%s on %s can be read when it is %s: 7 to 1', (front, back, theme) => {
		expect(measured(front, back, theme)).toBeGreaterThanOrEqual(7);
	});
});

describe('what is pressed and drawn', () => {
	it.each(pairs(controls))('%s on %s is seen when it is %s: 4.5 to 1', (front, back, theme) => {
		expect(measured(front, back, theme)).toBeGreaterThanOrEqual(4.5);
	});
});

describe('the measure', () => {
	it('is 21 between white and black, as WCAG says', () => {
		expect(contrast([1, 0, 0], [0, 0, 0])).toBeCloseTo(21, 5);
	});
});

describe('a colour with one meaning', () => {
	const parts = readdirSync(new URL('../', here)).filter((name) => /\.(svelte|css)$/.test(name));
	const text = (name: string) => readFileSync(new URL(`../${name}`, here), 'utf8');
	const using = (tokens: RegExp) => parts.filter((name) => tokens.test(text(name))).sort();

	it('keeps clay for the piece and who holds it', () => {
		expect(using(/var\(--clay/)).toEqual(['Circle.svelte', 'Piece.svelte', 'Said.svelte']);
	});

	it('keeps red for Leave now and help now', () => {
		expect(using(/var\(--(on-)?leave|var\(--crisis/)).toEqual([
			'CrisisCard.svelte',
			'LeaveNow.svelte'
		]);
	});

	it('writes no colour outside the tokens', () => {
		expect(using(/#[0-9a-f]{3,8}\b(?=[;\s,)])|\b(rgb|hsl|oklch)a?\(/i)).toEqual([]);
	});
});
