import { expect, test } from 'vitest';
import { nothingAsked } from '#lib/directory/search-form.ts';
import { offeredIn, shownCounts } from './choices.ts';

test('a source is offered whatever it is called, the one with most groups first', () => {
	const source = Object.fromEntries([
		['own', 2],
		['__proto__', 5],
		['constructor', 1]
	]);
	const offered = offeredIn('source', nothingAsked, shownCounts({ source }));
	expect(offered.map(({ value }) => value)).toEqual(['__proto__', 'own', 'constructor']);
	expect(offered[0]).toMatchObject({ hint: '5 groups' });
});

test('a page is given nothing with a key that it cannot be given', () => {
	const shown = shownCounts({ source: Object.fromEntries([['__proto__', 1]]) });
	expect(shown.source).toEqual(new Map([['__proto__', 1]]));
});
