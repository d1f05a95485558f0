import type { FoundListing, Reason } from '#lib/directory/directory.ts';
import { sayLanguage } from '#lib/groups/groups.ts';
import { inUnit, type Unit } from '#lib/directory/units.ts';
import { partOfDay, sayWeekday, sayWhen } from '#lib/words/times.ts';
import { knows, say } from '#lib/words/words.ts';

const list = new Intl.ListFormat('en', { type: 'conjunction' });

/** "Because it meets online on Tuesday evenings, your time, and is for women." Empty without reasons. */
export function sayReasons(
	reasons: readonly Reason[],
	listing: Pick<FoundListing, 'times'>,
	zone: string,
	now: Date,
	unit: Unit
): string {
	const of = (code: Reason['code']) =>
		reasons.filter((reason) => reason.code === code).map(({ value }) => value);
	const named = (kind: 'about' | 'for', codes: readonly string[]) =>
		codes.map((code) => wordsOf(`directory.match.${kind}.${code}`, code));
	const about = named('about', of('experience'));
	const who = named('for', of('audience'));
	const [km] = of('near');
	const parts = [
		sayMeets(of('mode')[0], sayTime(reasons, listing, zone, now)),
		km && sayNear(inUnit(Number(km), unit), unit),
		about.length > 0 && say('directory.match.reason.experience', { what: list.format(about) }),
		of('any_experience').length > 0 && say('directory.match.reason.any_experience'),
		who.length > 0 && say('directory.match.reason.audience', { who: list.format(who) }),
		of('language').length > 0 &&
			say('directory.match.reason.language', {
				languages: list.format(of('language').map(sayLanguage))
			}),
		...of('access').map((code) => wordsOf(`directory.match.reason.access.${code}`, '')),
		of('open').length > 0 && say('directory.match.reason.open')
	].filter((part): part is string => typeof part === 'string' && part !== '');
	if (parts.length === 0) return '';
	const [first = '', second = ''] = parts;
	// The first one often ends in ", your time", which two alone would run together with.
	const all =
		parts.length === 2 ? say('directory.match.two', { first, second }) : list.format(parts);
	return say('directory.match.because', { reasons: all });
}

const wordsOf = (key: string, otherwise: string) => (knows(key) ? say(key) : otherwise);

function sayMeets(mode: string | undefined, when: string): string {
	const how = mode ? wordsOf(`directory.match.reason.how.${mode}`, '') : '';
	if (how && when) return say('directory.match.reason.meets', { how, when });
	if (how) return say('directory.match.reason.meets.how', { how });
	return when && say('directory.match.reason.meets.when', { when });
}

/** "on Tuesday evenings, your time" when it is every week; else the one day that comes. */
function sayTime(
	reasons: readonly Reason[],
	{ times }: Pick<FoundListing, 'times'>,
	zone: string,
	now: Date
): string {
	const reason = reasons.find(({ code }) => code === 'time' || code === 'soon');
	if (!reason) return '';
	const at = new Date(reason.value);
	if (reason.code === 'soon')
		return say('directory.match.reason.when.soon', { when: sayWhen(at, zone, now) });
	const isWeekly = times.every(({ rule }) => rule.freq === 'weekly' && rule.interval === 1);
	const words = { weekday: sayWeekday(at, zone), part: partOfDay(at, zone) };
	return say(`directory.match.reason.when.${isWeekly ? 'weekly' : 'once'}`, words);
}

const sayNear = (far: number, unit: Unit): string =>
	far < 2
		? say('directory.match.reason.near.close', { unit })
		: say('directory.match.reason.near', { count: Math.round(far), unit });
