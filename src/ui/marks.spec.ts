import { describe, expect, it } from 'vitest';
import { marks, palettes, readMark, shapes } from './marks.ts';

describe('the marks of aliases', () => {
	it('are enough for a large group with none alike', () => {
		expect(shapes.length).toBeGreaterThanOrEqual(16);
		expect(palettes).toHaveLength(6);
		expect(new Set(Object.values(marks).map((mark) => JSON.stringify(mark))).size).toBe(
			shapes.length
		);
	});

	it('are drawn within their ground', () => {
		for (const shape of shapes) {
			const starts = Object.values(marks[shape]).flatMap((d) => d.match(/M-?[\d.]+[ ,]-?[\d.]+/g));
			for (const start of starts) {
				const [x = 0, y = 0] = (start ?? '').slice(1).split(/[ ,]/).map(Number);
				expect(Math.hypot(x - 24, y - 24), `${shape} begins at ${start}`).toBeLessThan(22);
			}
		}
	});

	it('are read from their written form', () => {
		expect(readMark('leaf-3')).toEqual({ shape: 'leaf', palette: 3 });
	});

	it.each(['', 'leaf', 'leaf-7', 'leaf-0', 'toString-1', 'dragon-2', null, undefined])(
		'become a grey stone when %j cannot be read',
		(text) => {
			expect(readMark(text)).toEqual({ shape: 'stone', palette: 6 });
		}
	);
});
