import { describe, expect, it } from 'vitest';
import { formFor, heldParts, planned, RunOfShow, totalMinutes } from './run-of-show.ts';

describe('the run of show', () => {
	it.each([90, 60, 45])('fills a meeting of %i minutes exactly', (minutes) => {
		expect(totalMinutes(formFor(minutes))).toBe(minutes);
		expect(RunOfShow.safeParse(formFor(minutes)).success).toBe(true);
	});

	it('takes the longest form that fits', () => {
		expect(totalMinutes(formFor(75))).toBe(60);
		expect(totalMinutes(formFor(120))).toBe(90);
		expect(totalMinutes(formFor(30))).toBe(45);
	});

	it('leaves the pause out of the short forms', () => {
		expect(heldParts(formFor(60)).map((part) => part.name)).not.toContain('pause');
	});

	it('plans each part after the one before', () => {
		const sharing = planned(formFor(90)).find((each) => each.part.name === 'sharing');
		expect(sharing?.from).toBe(27);
	});
});

describe('a run of show that a group has changed', () => {
	const edited = (changes: Record<string, number>) => {
		const minutes = new Map(Object.entries(changes));
		return formFor(90).map((part) => ({
			...part,
			minutes: minutes.get(part.name) ?? part.minutes
		}));
	};

	it('may leave out the skill', () => {
		expect(RunOfShow.safeParse(edited({ skill: 0 })).success).toBe(true);
	});

	it('may not leave out the agreements or the grounding', () => {
		expect(RunOfShow.safeParse(edited({ agreements: 0 })).success).toBe(false);
		expect(RunOfShow.safeParse(edited({ grounding: 0 })).success).toBe(false);
	});

	it('stays between half an hour and two hours', () => {
		expect(RunOfShow.safeParse(edited({ sharing: 60, skill: 60 })).success).toBe(false);
		expect(
			RunOfShow.safeParse(edited({ sharing: 1, pause: 0, skill: 0, 'check-in': 2 })).success
		).toBe(false);
	});

	it('keeps the order', () => {
		expect(RunOfShow.safeParse([...formFor(90)].reverse()).success).toBe(false);
	});

	it('has whole minutes', () => {
		expect(RunOfShow.safeParse(edited({ sharing: 30.5 })).success).toBe(false);
		expect(RunOfShow.safeParse(edited({ sharing: -1 })).success).toBe(false);
	});
});
