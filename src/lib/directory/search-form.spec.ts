import { describe, expect, test } from 'vitest';
import { DirectoryQuery } from './inputs.ts';
import { queryFrom, searchParams } from './link.ts';
import {
	askedBy,
	nothingAsked,
	pickedIn,
	queryOf,
	SearchForm,
	wayTyped,
	widerThan
} from './search-form.ts';

const asked = (more: object) => SearchForm.parse(more);
const tuesdayEvening = asked({
	...{ q: 'harbour', place: 'Berlin, Germany', day: '2', part: '17:00-22:00', mode: 'in_person' },
	...{ audience: ['women'], far: '10' }
});

describe('a form means a search', () => {
	test('with names and values of the API, which takes it', () => {
		expect(queryOf(tuesdayEvening)).toMatchObject({
			...{ q: 'harbour', place: 'Berlin, Germany', within_km: '10', weekday: ['2'] },
			...{ from: '17:00', to: '22:00', mode: ['in_person'], audience: ['women'] }
		});
		expect(DirectoryQuery.safeParse(queryOf(tuesdayEvening)).success).toBe(true);
	});
	test('an empty one asks for nothing', () => {
		expect([...searchParams(queryOf(nothingAsked))]).toEqual([]);
	});
	test('without a place it says nothing of how far, nor of the nearest first', () => {
		const query = queryOf(asked({ far: '10', sort: 'distance' }));
		expect(DirectoryQuery.safeParse(query).success).toBe(true);
	});
	test('a place means 50 km around it, unless the nearest were asked for', () => {
		expect(queryOf(asked({ place: 'Berlin' }))).toMatchObject({ within_km: 50 });
		const nearest = queryOf(asked({ place: 'Berlin', far: 'nearest 20' }));
		expect(nearest).toMatchObject({ nearest: '20' });
		expect(nearest.within_km).toBeUndefined();
	});
	test('what was picked holds only as long as the words beside it are its own', () => {
		const pick = '52.5,13.4 Berlin, Germany';
		expect(pickedIn(asked({ place: 'Berlin, Germany', pick }))?.near).toBe('52.5,13.4');
		expect(pickedIn(asked({ place: 'Spring', pick }))).toBeNull();
		expect(pickedIn(asked({ place: 'Berlin', which: 'Berlin', pick }))?.label).toBe(
			'Berlin, Germany'
		);
	});
	test('the word “online” is a way to meet', () => {
		expect(wayTyped(asked({ place: 'Online' }))).toMatchObject({ place: '', mode: 'online' });
	});
});

describe('a link fills the form', () => {
	test.each([
		'q=tea&weekday=1,2,3,4,5&mode=online&experience=combat,any&tz=Europe/Berlin',
		'place=Berlin&within_km=37&from=18:30&to=21:00',
		'place=Berlin&nearest=7&sort=next',
		'place=Chicago&within_km=8.05',
		'near=52.5,13.4&within_km=10&starts_within=45&access=step_free',
		'place=Berlin'
	])('%s', (text) => {
		const query = queryFrom(new URLSearchParams(text));
		const again = searchParams(queryOf(askedBy(query, 'there')));
		const expected = searchParams(query);
		// A form has its reader’s own zone, and always says how far.
		expected.delete('tz');
		if (text === 'place=Berlin') expected.set('within_km', '20037');
		expect([...again]).toEqual([...expected]);
	});
});

test('what would widen is each part left out, and online instead of a place', () => {
	const codes = widerThan(tuesdayEvening).map(({ code }) => code);
	expect(codes).toEqual(['q', 'day', 'part', 'mode', 'audience', 'far', 'online']);
	const online = widerThan(tuesdayEvening).at(-1)!.asked;
	expect(online).toMatchObject({ place: '', mode: 'online', day: '2' });
	expect(widerThan(nothingAsked)).toEqual([]);
});
