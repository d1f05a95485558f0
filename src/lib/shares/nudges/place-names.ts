import cities from '#content/nudges/large-cities.json' with { type: 'json' };
import data from '#content/nudges/places.json' with { type: 'json' };
import { isCapital, type Token } from './tokens.ts';

/** Names of places by which somebody could be found. Countries and very large cities are no such place. */
export const kinds = new Set(data.kinds.split(' '));
export const general = new Set(data.generalNames.split(' '));
/** Trades and lands that are a place only with a capital: “Pendlewick Tyres”, “Sallow Mere”. */
export const trades = new Set(data.trades.split(' '));
export const venues = new Set(data.venues.split(' '));
export const chains = new Set(data.chains.split(' '));
export const never = new Set(data.neverInNames.split(' '));
export const wide = new Set([...data.wide.split(' '), ...cities.words.split(' ')]);
const calendar = new Set(data.calendar.split(' '));
const endings = data.endings.split(' ');
export const endsLikeOne = (word: string): boolean =>
	endings.some((end) => word.endsWith(end) && word.length > end.length + 1);
export const notNames = new Set(data.endingsAlsoWords.split(' '));

let countries: Set<string> | null = null;
/** All names of countries that the language of the page has words for; no list of our own. */
export function isCountry(name: string): boolean {
	if (!countries) {
		const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
		countries = new Set();
		for (let first = 65; first < 91; first++)
			for (let second = 65; second < 91; second++) {
				const country = names.of(String.fromCharCode(first, second));
				if (country) for (const word of country.toLowerCase().split(/[\s&-]+/)) countries.add(word);
			}
	}
	return countries.has(name);
}

/** A capital that names one small place, not a day, a country, a faith, or the first word of a sentence. */
export function isPlaceName(token: Token | undefined): token is Token {
	if (!token || token.first || token.word.length < 3) return false;
	// `Br1ghton`
	if (token.kind === 'mixed') return /^\p{Lu}\p{L}*\d+\p{Ll}{2,}$/u.test(token.cased);
	if (token.kind !== 'word') return false;
	if (!isCapital(token) || /^\p{Lu}+$/u.test(token.cased)) return false;
	return !notOne(token.word);
}

/** A word that names no place, whatever it begins with. */
export const notOne = (word: string): boolean =>
	never.has(word) ||
	wide.has(word) ||
	// counties
	word.endsWith('shire') ||
	chains.has(word) ||
	calendar.has(word) ||
	general.has(word) ||
	isCountry(word);
