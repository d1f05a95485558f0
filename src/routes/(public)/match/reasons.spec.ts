import { describe, expect, it } from 'vitest';
import type { MeetingTime, Reason } from '#lib/directory/directory.ts';
import type { Unit } from '#lib/directory/units.ts';
import { sayReasons } from './reasons.ts';

const weekly = { freq: 'weekly', interval: 1, weekdays: [2] } as const;
const time = (rule: MeetingTime['rule'] = { ...weekly, weekdays: [2] }): MeetingTime => ({
	...{ rule, startsOn: '2026-01-01', endsOn: null, localTime: '19:00' },
	...{ timeZone: 'Europe/Berlin', minutes: 60 }
});
const now = new Date('2026-03-01T12:00:00Z');
const tuesday = '2026-03-03T18:00:00Z';
const said = (reasons: Reason[], times = [time()], zone = 'Europe/Berlin', unit: Unit = 'km') =>
	sayReasons(reasons, { times }, zone, now, unit);

describe('the reasons of a suggestion', () => {
	it('are one sentence, as somebody would say it', () => {
		const reasons: Reason[] = [
			{ code: 'mode', value: 'online' },
			{ code: 'time', value: tuesday },
			{ code: 'audience', value: 'women' }
		];
		expect(said(reasons)).toBe(
			'Because it meets online on Tuesday evenings, your time, and is for women.'
		);
	});

	it('speak of the reader’s own day', () => {
		const reasons: Reason[] = [{ code: 'time', value: tuesday }];
		expect(said(reasons, [time()], 'Australia/Sydney')).toContain(
			'on Wednesday mornings, your time'
		);
	});

	it('promise no every week to what meets once a month', () => {
		const monthly = time({ freq: 'monthly', interval: 1, monthDay: 3 } as MeetingTime['rule']);
		expect(said([{ code: 'time', value: tuesday }], [monthly])).toBe(
			'Because it meets on a Tuesday evening, your time.'
		);
	});

	it('say how far, roughly, and what is open to all', () => {
		const reasons: Reason[] = [
			{ code: 'near', value: '7.6' },
			{ code: 'any_experience', value: 'any' },
			{ code: 'access', value: 'step_free' },
			{ code: 'open', value: 'open' }
		];
		expect(said(reasons)).toBe(
			'Because it is about 8 km away, is for whatever happened, has no steps, and is open, so you can come without asking.'
		);
	});

	it('say how far in miles where roads are', () => {
		const far = (km: string) =>
			said([{ code: 'near', value: km }], [time()], 'America/New_York', 'mi');
		expect(far('16.1')).toBe('Because it is about 10 miles away.');
		expect(far('3.0')).toBe('Because it is less than 2 miles away.');
	});

	it('are nothing rather than half a sentence', () => {
		expect(said([])).toBe('');
		expect(said([{ code: 'access', value: 'unheard_of' }])).toBe('');
	});
});
