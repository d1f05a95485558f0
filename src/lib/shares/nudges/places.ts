import type { Hit } from './found.ts';
import { hints } from './hints.ts';
import { digitsOf } from './numbers.ts';
import { placesHinted, placesNamed } from './named.ts';
import { phraseFinder } from './phrases.ts';
import {
	chains,
	endsLikeOne,
	general,
	isCountry,
	isPlaceName,
	kinds,
	never,
	notNames,
	notOne,
	trades,
	venues,
	wide
} from './place-names.ts';
import { around, isCapital, isText, type Token } from './tokens.ts';

type Place = { start: number; end: number };

export function places(tokens: readonly Token[]): Hit[] {
	const hits: Hit[] = [];
	tokens.forEach((token, at) => {
		if (!isText(token)) return;
		const hit =
			institutionAt(tokens, at) ?? venueAt(tokens, at) ?? homeAt(tokens, at) ?? roadAt(tokens, at);
		if (hit) hits.push({ code: 'place', ...hit });
	});
	for (const { start, end } of meeting(tokens)) hits.push({ code: 'place', start, end });
	for (const { start, end } of [...hints(tokens), ...placesNamed(tokens), ...placesHinted(tokens)])
		hits.push({ code: 'place', start, end });
	return hits;
}

/** “meet me outside the library” */
const meeting = phraseFinder([
	'meet me at|by|outside|near|behind|in|on|under|opposite front|of|the|a|my|our?',
	'lets|could|can|shall ~1 meet at|outside|by',
	'come to|round|over to? my|mine flat|house|place|at|on|its'
]);

/** “Oakfield Primary School”, “St Mary’s Hospital”; the word at `at` is the kind of place. */
function institutionAt(tokens: readonly Token[], at: number): Place | null {
	const token = tokens[at]!;
	const isTrade = trades.has(token.word) && isCapital(token) && !token.first;
	if (!kinds.has(token.word) && !isTrade) return null;
	let start = at;
	let named = false;
	while (start > 0 && at - start < 4) {
		const before = tokens[start - 1]!;
		if (before.word === '.' && tokens[start - 2]?.word === 'st') {
			start--;
			continue;
		}
		if (before.kind !== 'word' || never.has(before.word)) break;
		const isSaint = before.word === 'st' || before.word === 'saint';
		const isFirst =
			before.first &&
			!notOne(before.word) &&
			(isCapital(tokens[start]!) || (endsLikeOne(before.word) && !notNames.has(before.word)));
		const isName = isCapital(before) && (isPlaceName(before) || isFirst);
		if (!isName && !isSaint && !(general.has(before.word) && (isCapital(before) || !named))) break;
		named ||= isSaint || (isName && !kinds.has(before.word));
		start--;
	}
	const isSure = isCapital(token) || saintIn(tokens, start, at);
	if (named && (isSure || tokens.slice(start, at).some(isPlaceName))) return { start, end: at + 1 };
	return smallInstitution(tokens, at);
}

const saintIn = (tokens: readonly Token[], from: number, to: number): boolean =>
	tokens.slice(from, to).some(({ word }) => word === 'st' || word === 'saint') ||
	isPlaceName(tokens[to - 1]);

/** In small letters: “i work at riverside hospital”, “my kids go to oakfield primary”. */
function smallInstitution(tokens: readonly Token[], at: number): Place | null {
	const before = around(tokens, at, 6, -1);
	const to = before.findIndex(
		({ word }) => word === 'at' || word === 'to' || word === 'outside' || word === 'behind'
	);
	if (to < 1 || to > 3) return null;
	const name = before.slice(0, to);
	if (!before.slice(to + 1).some(({ word }) => goes.test(word) || /^(?:im|am)$/.test(word)))
		return null;
	const isName = name.some(
		({ word, kind }) =>
			kind === 'word' && !general.has(word) && !kinds.has(word) && !/(?:ed|ing|ly|er)$/.test(word)
	);
	if (!isName || name.some(({ word }) => never.has(word) || wide.has(word) || isCountry(word)))
		return null;
	return { start: at - to, end: at + 1 };
}
const goes =
	/^(?:go|goes|going|work|works|working|study|studies|studying|attend|volunteer|teach|live|stay|staying|drop|pick|park|parked|nurse|clean|cleaner|shift|shifts)$/;

/** “the Lidl in Swindon”, “the refuge on Mill Lane”; the word at `at` is the shop, church or refuge. */
function venueAt(tokens: readonly Token[], at: number): Place | null {
	const token = tokens[at]!;
	const isChain = chains.has(token.word);
	if (!isChain && !venues.has(token.word) && !kinds.has(token.word) && !beforeName.has(token.word))
		return null;
	const next = tokens[at + 1];
	// A group is called something by people who belong to it.
	const isGathering =
		/^(?:group|meeting)$/.test(token.word) && next && /^(?:called|named)$/.test(next.word);
	if (next && isNear.test(next.word) && !isGathering) {
		const name = nameAfter(tokens, at + 1);
		if (name) return { start: at, end: name.end };
		const small = tokens[at + 2];
		if (
			isChain &&
			next.word === 'in' &&
			small?.kind === 'word' &&
			!notOne(small.word) &&
			!inGeneral.has(small.word)
		)
			return { start: at, end: at + 3 };
	}
	const named = tokens[at + 1];
	if (beforeName.has(token.word) && isCapital(token)) {
		// “Bar Le Pélican”, “Gasthof Zum Hirschen”
		const over = named && named.word.length < 4 && !isPlaceName(named) ? at + 2 : at + 1;
		if (isPlaceName(tokens[over])) return { start: at, end: over + 1 };
	}
	if (!isChain && !venues.has(token.word)) return null;
	// “I live above the bakery”, “my flat is behind the Tesco”
	const before = around(tokens, at, 9, -1).map(({ word }) => word);
	const isThe = before.slice(0, 3).findIndex((word) => word === 'the' || word === 'that');
	if (isThe < 0 && !isChain) return null;
	const where = before.slice(0, isThe + 4).some((word) => beside.test(word));
	const isHome = before.some((word) => home.test(word));
	const isMe =
		before.some((word) => /^(?:im|am|were|are)$/.test(word)) &&
		before.slice(0, 5).some((word) => strongly.test(word));
	return where && (isHome || isMe) ? { start: at, end: at + 1 } : null;
}
/** “in …” that is no place. */
const inGeneral = new Set([
	'town',
	'person',
	'secret',
	'summer',
	'winter',
	'tears',
	'silence',
	'peace',
	'public',
	'general',
	'particular',
	'front',
	'case',
	'pyjamas',
	'pajamas',
	'lockdown',
	'bulk',
	'cash',
	'store',
	'line',
	'panic'
]);
/** “Hotel Aurora”, “HMP Whitby” */
const beforeName = new Set([
	'hotel',
	'cafe',
	'hmp',
	'raf',
	'camp',
	'fort',
	'restaurant',
	'motel',
	'hostel',
	'bar',
	'pub',
	...['lake', 'loch', 'lough', 'isle', 'glen', 'villa', 'casa', 'chateau', 'plaza', 'osteria'],
	...['trattoria', 'gasthof', 'bistro', 'brasserie', 'klinik', 'clinique', 'lycee'],
	...['ecole', 'collegio', 'liceo', 'gymnasium', 'schloss', 'playa', 'cafeteria', 'ward']
]);
const isNear = /^(?:in|on|near|by|off|opposite|behind|outside|at|from|of|beside|called|named)$/;
const beside =
	/^(?:opposite|behind|next|across|above|beside|corner|near|over|below|under|door|doors|facing|overlooking|outside|by)$/;
const strongly = /^(?:opposite|behind|next|across|above|below|door|doors)$/;
const home =
	/^(?:meet|sleep|sleeping|wait|waiting|hide|live|lives|living|flat|house|home|work|works|working|shelter|refuge|building|room|staying|stay|park|apartment|place|shop|hiding|find)$/;

/** Where a name ends that begins after a word of place, over “the”, “near”, “outside of”. */
function nameAfter(tokens: readonly Token[], at: number): { start: number; end: number } | null {
	let start = at + 1;
	while (
		start < at + 4 &&
		/^(?:the|near|of|in|just|a|little|town|village|called)$/.test(tokens[start]?.word ?? '')
	)
		start++;
	// “at the Royal Thornmarsh”
	const isLed = tokens[start] && general.has(tokens[start]!.word) && isCapital(tokens[start]!);
	if (isLed || /^(?:st|saint)$/.test(tokens[start]?.word ?? '')) start++;
	if (!isPlaceName(tokens[start])) return null;
	let end = start + 1;
	while (end < start + 4 && isPlaceName(tokens[end])) end++;
	return { start, end };
}

const settled =
	/^(?:live|lives|living|lived|stay|stays|staying|stayed|based|moved|moving|move|grew|hiding|located|house|flat|home|place|town|village|refuge|shelter|hostel|work|works|working|worked|born|raised|neighbourhood|neighborhood|suburb|outskirts|bungalow|settled|shifts?|job|school|church|estate|area|commute|group|therapist|gp|doctor|office|from|renting|rent|resettled|relocated|rehoused|housed|placed|stationed|posted|local|nurse|teacher|cleaner|manager|driver|cashier|receptionist|student|pupil|carer|chef|guard|waitress|waiter|assistant|volunteer|volunteering|play|plays|played|coach|coaching|captain|swim|sing|drink|train|shop|worship|study|studying|studied|enrolled|regular|patient)$/;

/** “I live in Market Harborough”, “I moved near Whitby”, “i work at Boots” */
function homeAt(tokens: readonly Token[], at: number): Place | null {
	const token = tokens[at]!;
	if (
		!/^(?:in|at|near|by|outside|around|off|opposite|behind|to|from|for|called|of|on|between|round|past|along|beyond|through)$/.test(
			token.word
		)
	)
		return null;
	const saint = /^(?:st|saint)$/.test(tokens[at + 1]?.word ?? '') && saintAfter(tokens, at + 2);
	if (saint) return { start: at + 1, end: saint };
	const before = around(tokens, at, 5, -1).map(({ word }) => word);
	const from =
		token.word === 'from' && /^(?:am|im|come|comes|originally|were|is)$/.test(before[0] ?? '');
	const isHere =
		/^(?:in|at|on)$/.test(token.word) && /^(?:im|am|were|are|here|now)$/.test(before[0] ?? '');
	const isChild =
		token.word === 'at' &&
		before.some((word) => /^(?:kids?|sons?|daughters?|children)$/.test(word));
	const isAnyway = from || isHere || isChild || /^(?:in|at|near|outside|between)$/.test(token.word);
	const isPassing = /^(?:round|past|along|beyond|through)$/.test(token.word);
	if (!isAnyway && !isPassing && !before.slice(0, 4).some((word) => settled.test(word)))
		return null;
	if (
		/^(?:for|to|on|of)$/.test(token.word) &&
		!(token.word === 'on' && before[0] === 'here') &&
		!before
			.slice(0, 3)
			.some((word) =>
				/^(?:work|works|working|play|plays|coach|swim|train|volunteer|moved|moving|move|commute|outskirts|part|side|end|near|estate|relocated|close|next|north|south|east|west)$/.test(
					word
				)
			)
	)
		return null;
	const name = nameAfter(tokens, at);
	if (name && (!isPassing || endsLikeOne(tokens[name.start]!.word))) return name;
	const small = tokens[at + 1];
	if (!small || small.kind !== 'word' || never.has(small.word)) return null;
	const reallyThere = before
		.slice(0, 3)
		.some((word) => /^(?:live|lives|living|moved|stay|staying|based|from|am|im|work)$/.test(word));
	return reallyThere &&
		endsLikeOne(small.word) &&
		!notNames.has(small.word) &&
		!wide.has(small.word)
		? { start: at + 1, end: at + 2 }
		: null;
}

/** “St Mary’s”, “St. Helens”: the place after it, or 0. */
function saintAfter(tokens: readonly Token[], at: number): number {
	const place = tokens[at]?.word === '.' ? at + 1 : at;
	const name = tokens[place];
	return name?.kind === 'word' && isCapital(name) ? place + 1 : 0;
}

const travels =
	/^(?:bus|train|tram|ferry|coach|lift|road|walk|walked|drive|drove|get|got|travel|commute|move|moved|\d+)$/;

/** “junction 9”, “exit 12”, “the 42 bus to Whitby”, “get off at Arnside” */
function roadAt(tokens: readonly Token[], at: number): Place | null {
	const { word } = tokens[at]!;
	const next = tokens[at + 1];
	if (
		/^(?:junction|exit)$/.test(word) &&
		next &&
		(next.kind === 'digits' || digitsOf(next) !== null)
	)
		return { start: at, end: at + 2 };
	if (
		/^[am]\d{1,4}$/.test(word) &&
		/^(?:off|beside|near)$/.test(
			around(tokens, at, 2, -1).find((one) => one.word !== 'the')?.word ?? ''
		)
	)
		return { start: at, end: at + 1 };
	if (
		/^(?:bus|train|tram|tube|ferry|boat|coach|road|motorway)$/.test(word) &&
		next &&
		/^(?:to|from|at|stop|station|through|via|out)$/.test(next.word)
	) {
		const name = nameAfter(tokens, at + 1);
		if (name) return { start: at, end: name.end };
	}
	// “from Thornmarsh to Great Heron”
	if (word === 'from') {
		const [first, to] = [nameAfter(tokens, at), tokens.slice(at + 2, at + 6)];
		const on = to.findIndex((one) => one.word === 'to');
		const last = first && on >= 0 ? nameAfter(tokens, at + 2 + on) : null;
		const goes = around(tokens, at, 4, -1).some(({ word }) => travels.test(word));
		if (goes && first && last && !tokens[first.start]!.word.endsWith('ing'))
			return { start: at, end: last.end };
	}
	if (word === 'off' && next?.word === 'at') {
		const name = nameAfter(tokens, at + 1);
		if (name) return name;
	}
	return null;
}
