import leaveSites from '#content/leave-sites.json' with { type: 'json' };
import { languageTags, type LeaveSite } from '../org.ts';

export interface Named {
	value: string;
	label: string;
}

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
/** Unions, tests and leftovers that are in the tables of the runtime but are no countries. */
const noCountries = new Set([
	'EU',
	'EZ',
	'UN',
	'QO',
	'XA',
	'XB',
	'ZZ',
	'AC',
	'CP',
	'CQ',
	'DG',
	'EA',
	'IC',
	'TA'
]);

/** ISO 3166-1 countries and territories with their names, from the runtime's own CLDR tables. */
export function countries(language = 'en'): Named[] {
	const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
	return letters
		.flatMap((first) => letters.map((second) => first + second))
		.filter((code) => !noCountries.has(code) && isCurrent(code))
		.flatMap((value) => {
			const label = names.of(value);
			return label ? [{ value, label }] : [];
		})
		.sort((a, b) => a.label.localeCompare(b.label, language));
}

/** Codes of countries that no longer exist turn into others when they are canonicalised. */
const isCurrent = (code: string): boolean => new Intl.Locale(`und-${code}`).region === code;

/** IANA time zones; UTC is missing from the runtime's list. */
export const timeZones = (): string[] => ['UTC', ...Intl.supportedValuesOf('timeZone')];

export function languages(language = 'en'): Named[] {
	const names = new Intl.DisplayNames(language, { type: 'language' });
	return languageTags.map((value) => ({ value, label: names.of(value) ?? value }));
}

/** Ordinary sites that Leave now may go to. Nothing else can be chosen. */
export const allowedLeaveSites: readonly LeaveSite[] = leaveSites;

export const isCountry = (code: string): boolean => countries().some(({ value }) => value === code);
export const isTimeZone = (zone: string): boolean => timeZones().includes(zone);
export const isLeaveSite = (url: string): boolean =>
	allowedLeaveSites.some((site) => site.url === url);
