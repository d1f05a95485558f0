import { describe, expect, test } from 'vitest';
import { farChoices, queryOf, SearchForm } from './search-form.ts';
import { inUnit, unitFor } from './units.ts';

describe('distances are said', () => {
	test.each([
		['Chicago, Illinois, United States', 'DE', 'mi'],
		['Leeds, England, United Kingdom', 'DE', 'mi'],
		['Monrovia, Montserrado, Liberia', 'DE', 'mi'],
		['Yangon, Myanmar (Burma)', null, 'mi'],
		['Berlin, Germany', 'US', 'km'],
		['Singapore', 'GB', 'km'],
		['Atlanta, Georgia, United States', null, 'mi'],
		['Tbilisi, Georgia', 'US', 'km'],
		['Near me', 'GB', 'mi'],
		['Near me', 'IE', 'km'],
		[null, 'US', 'mi'],
		[null, null, 'km']
	] as const)('around %s, from an organisation in %s, in %s', (place, home, unit) => {
		expect(unitFor(place, home)).toBe(unit);
	});
});

test('what is offered in miles is asked for in km, and is round again', () => {
	const within = farChoices.mi.map((far) => {
		const { within_km } = queryOf(SearchForm.parse({ place: 'Chicago', far }));
		return within_km && Math.round(inUnit(Number(within_km), 'mi') * 10) / 10;
	});
	expect(within).toEqual([3, 5, 15, 31.1, 60, undefined]);
});
