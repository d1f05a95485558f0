import { describe, expect, it } from 'vitest';
import {
	answered,
	asked,
	Answers,
	asSearch,
	kept,
	MatchForm,
	noAnswers,
	without
} from './answers.ts';

const some = Answers.parse({
	...{ experience: ['combat'], how: 'near', place: 'Leeds', weekday: ['2', '3'] },
	...{ part: 'evening', language: 'en', access: ['step_free'] }
});

describe('the answers', () => {
	it('go from question to question as hidden fields, but for the one that is asked', () => {
		const names = kept(some, 'when').map(([name]) => name);
		expect(names).toEqual(['experience[]', 'how', 'place', 'language', 'access[]']);
	});

	it('come back the same', () => {
		const typed: Record<string, string | string[]> = {};
		for (const [name, value] of kept(some))
			if (name.endsWith('[]')) ((typed[name.slice(0, -2)] ??= []) as string[]).push(value);
			else typed[name] = value;
		expect(Answers.parse(typed)).toEqual(some);
	});

	it('can be forgotten one question at a time', () => {
		expect(without(some, 'how')).toMatchObject({ how: '', place: '', experience: ['combat'] });
		expect(asked(noAnswers)).toMatchObject({ mode: [], place: '', experience: [] });
	});

	it('tell which questions were answered, so that what is said of them is true', () => {
		expect(answered(some)).toEqual(['experience', 'how', 'when', 'needs']);
		expect(answered(noAnswers)).toEqual([]);
	});

	it('ask for rooms near a town only when a town counts', () => {
		expect(asked(some)).toMatchObject({ mode: ['in_person'], place: 'Leeds', within_km: 50 });
		expect(asked({ ...some, how: 'online' })).toMatchObject({ mode: ['online'], place: '' });
	});

	it('fill the search form of the directory', () => {
		expect(asSearch(some)).toEqual([
			...[
				['place', 'Leeds'],
				['mode', 'in_person'],
				['day', '2,3']
			],
			...[
				['part', '17:00-22:00'],
				['language[]', 'en'],
				['experience[]', 'combat']
			],
			['access[]', 'step_free']
		]);
	});

	it('refuse what no form of ours sends', () => {
		for (const wrong of [{ go: 'away' }, { go: 'how:nobody' }, { at: 'x' }, { weekday: ['9'] }])
			expect(MatchForm.safeParse(wrong).success, JSON.stringify(wrong)).toBe(false);
	});
});
