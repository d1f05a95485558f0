import { describe, expect, it } from 'vitest';
import { reference } from '#test/support/feeds/reference.ts';
import { nameOfType, readCodes, writeCodes } from './codes.ts';

type Types = Record<string, Record<string, string>>;
const published = {
	...(reference('meeting-guide/types.json') as Types),
	...(reference('meeting-guide/proposed-new.json') as Types)
};

describe('Meeting Guide codes', () => {
	it('are all known, by code and by English name', () => {
		expect(Object.keys(published).length).toBeGreaterThan(86);
		expect(readCodes('meeting-guide', Object.keys(published).slice(0, 50)).unknown).toEqual([]);
		for (const [code, names] of Object.entries(published)) {
			expect(readCodes('meeting-guide', [code]).unknown).toEqual([]);
			expect(readCodes('meeting-guide', [names.en!])).toEqual(readCodes('meeting-guide', [code]));
			expect(nameOfType(code)).toBe(names.en);
		}
	});

	it('come back as they were, also where ours say less', () => {
		const codes = ['ASL', 'B', 'G', 'QQQ', 'W', 'X'];
		const read = readCodes('meeting-guide', codes);
		expect(read).toMatchObject({
			...{ audiences: ['lgbtq', 'women'], access: ['sign_language', 'step_free'] },
			...{ kept: ['ASL', 'B', 'G', 'QQQ'], unknown: ['QQQ'] }
		});
		expect(writeCodes({ ...read, experiences: [] }, read.kept).codes.sort()).toEqual(codes);
	});

	it('are taken back when the listing no longer says so', () => {
		const changed = { audiences: ['men' as const], access: [], languages: [], experiences: [] };
		expect(writeCodes(changed, ['G', 'ASL', 'B'])).toEqual({ codes: ['B', 'M'], unsaid: [] });
	});

	it('are not made up for words without one', () => {
		const content = {
			audiences: [],
			access: ['captions' as const],
			languages: ['cy'],
			experiences: []
		};
		expect(writeCodes(content, [])).toEqual({
			codes: [],
			unsaid: [
				{ facet: 'access', value: 'captions' },
				{ facet: 'language', value: 'cy' }
			]
		});
	});
});
