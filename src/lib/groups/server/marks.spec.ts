import { describe, expect, it } from 'vitest';
import aliasWords from '#content/groups/alias-words.json' with { type: 'json' };
import { shapes } from '#ui/marks.ts';
import { markFor } from './membership-rows.ts';

const shapeIn = (mark: string) => mark.split('-')[0];
const [first = '', second = ''] = aliasWords.leaf;

describe('the mark of an alias', () => {
	it('has the shape that its word suggests, and is the same each time', () => {
		expect(shapeIn(markFor(first, new Set()))).toBe('leaf');
		expect(markFor(first, new Set())).toBe(markFor(first, new Set()));
	});

	it('has no shape that somebody has, since colours alone tell too few people apart', () => {
		const taken = new Set([markFor(first, new Set())]);
		expect(shapeIn(markFor(second, taken))).not.toBe('leaf');
	});

	it('tells a whole group apart by shape before any shape comes twice', () => {
		const taken = new Set<string>();
		for (let n = 0; n < shapes.length; n++) taken.add(markFor(`Word ${n}`, taken));
		expect(new Set([...taken].map(shapeIn)).size).toBe(shapes.length);
		const next = markFor('One more', taken);
		expect(taken.has(next)).toBe(false);
	});
});
