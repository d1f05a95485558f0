import { describe, expect, it } from 'vitest';
import { shapePath } from './shape-path.ts';

describe('the path of a shape', () => {
	it('keeps a path as it is', () => {
		expect(shapePath('path', { d: 'M5 12h14' })).toBe('M5 12h14');
	});

	it('lets a path begin where it says, whatever was drawn before', () => {
		expect(shapePath('path', { d: 'm9 18 6-6-6-6' })).toBe('M9 18l6-6-6-6');
		expect(shapePath('path', { d: 'm16.24 7.76-1.8 5.4a2 2 0 0 1-1 1' })).toBe(
			'M16.24 7.76l-1.8 5.4a2 2 0 0 1-1 1'
		);
		expect(shapePath('path', { d: 'm.5 2h3' })).toBe('M.5 2h3');
	});

	it('draws a circle as two half turns that close', () => {
		expect(shapePath('circle', { cx: '12', cy: '12', r: '4' })).toBe(
			'M8 12a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z'
		);
	});

	it('rounds the corners of a rectangle', () => {
		expect(shapePath('rect', { x: '1', y: '2', width: '10', height: '6', rx: '1' })).toBe(
			'M2 2h8a1 1 0 0 1 1 1v4a1 1 0 0 1 -1 1h-8a1 1 0 0 1 -1 -1v-4a1 1 0 0 1 1 -1z'
		);
		expect(shapePath('rect', { width: '3', height: '2' })).toBe('M0 0h3v2h-3z');
	});

	it('draws lines and polygons', () => {
		expect(shapePath('line', { x1: '1', y1: '2', x2: '3', y2: '4' })).toBe('M1 2L3 4');
		expect(shapePath('polygon', { points: '1 2 3 4 5 6' })).toBe('M1 2 3 4 5 6Z');
	});

	it('refuses a shape it does not know', () => {
		expect(() => shapePath('text', {})).toThrow('No path for <text>');
	});
});
