import { describe, expect, test } from 'vitest';
import type { DirectoryMap } from './map.ts';
import { decodeOutlines, drawn, encodeOutlines } from './outlines.ts';

const map: DirectoryMap = {
	...{ viewBox: '0 0 10 10', width: 10, height: 10, outlines: 'M0 0l9 9', borders: 'M1 1l2 2' },
	...{ towns: [], dots: [], ring: null, scale: null, rows: [] }
};

describe('the lines of a map', () => {
	test('travel once: those of a page are in its picture, and not in its data', () => {
		const { outlines } = drawn(map, true)!;
		expect(outlines).toMatchObject({ land: 'M0 0l9 9', borders: 'M1 1l2 2' });
		expect(JSON.stringify(encodeOutlines(outlines))).not.toContain('M0');
	});

	test('come whole as data, for a page that is open', () => {
		const travelling = encodeOutlines(drawn(map, false)!.outlines);
		if (travelling === false) throw new Error('they did not travel');
		expect(decodeOutlines(travelling)).toMatchObject({ land: 'M0 0l9 9', borders: 'M1 1l2 2' });
	});

	test('leave everything else of the map as it is, and nothing behind where there is no map', () => {
		expect(drawn(map, true)).toMatchObject({ viewBox: '0 0 10 10', rows: [] });
		expect(drawn(null, true)).toBeNull();
		expect(encodeOutlines('M0 0')).toBe(false);
	});
});
