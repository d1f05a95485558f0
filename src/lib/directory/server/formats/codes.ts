import bmltFormats from '#content/directory/bmlt-formats.json' with { type: 'json' };
import meetingGuideTypes from '#content/directory/meeting-guide-types.json' with { type: 'json' };
import type { ListingContent } from '#lib/directory/listing.ts';
import type {
	ListingAccess,
	ListingAudience,
	ListingExperience,
	Openness
} from '#lib/directory/vocabulary.ts';

/** What a code of another format says in our words. */
export interface Meaning {
	experience?: ListingExperience[];
	audience?: ListingAudience[];
	access?: ListingAccess[];
	language?: string[];
	openness?: Openness;
	/** `closed_place`: nobody meets there for now. */
	mode?: 'in_person' | 'online' | 'hybrid' | 'phone' | 'closed_place';
}
interface Code extends Meaning {
	name: string;
}

export type CodeList = 'meeting-guide' | 'bmlt';
type Facet = 'experience' | 'audience' | 'access' | 'language';
const facets: readonly Facet[] = ['experience', 'audience', 'access', 'language'];

interface Codes {
	byCode: ReadonlyMap<string, Code>;
	/** Folded code or name -> code. */
	written: ReadonlyMap<string, string>;
	/** `audience:women` -> the one code that says this and nothing else, the first of the file. */
	saying: ReadonlyMap<string, string>;
}

const fold = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
const meaningsOf = (code: Meaning): string[] =>
	facets.flatMap((facet) => (code[facet] ?? []).map((value) => `${facet}:${value}`));

function build(file: Record<string, unknown>): Codes {
	const byCode = new Map(Object.entries(file as Record<string, Code>));
	const written = new Map<string, string>();
	const saying = new Map<string, string>();
	for (const [code, meaning] of byCode) {
		if (!written.has(fold(meaning.name))) written.set(fold(meaning.name), code);
		const [said, ...more] = meaningsOf(meaning);
		const isPlain = said !== undefined && more.length === 0 && !meaning.openness && !meaning.mode;
		if (isPlain && !saying.has(said)) saying.set(said, code);
	}
	// A code wins over a name that looks the same.
	for (const code of byCode.keys()) written.set(fold(code), code);
	return { byCode, written, saying };
}

const lists: Record<CodeList, Codes> = {
	'meeting-guide': build(meetingGuideTypes.codes),
	bmlt: build(bmltFormats.codes)
};

/** How many codes a listing may carry. */
const mostCodes = 60;

export interface ReadCodes {
	experiences: ListingExperience[];
	audiences: ListingAudience[];
	access: ListingAccess[];
	languages: string[];
	opennesses: Openness[];
	modes: NonNullable<Meaning['mode']>[];
	/** To be given back: codes that our words do not say, or not exactly. */
	kept: string[];
	/** Of those, the ones that the list does not know. */
	unknown: string[];
}

/** What codes (or the English names of codes) say, without order and case. */
export function readCodes(list: CodeList, raw: readonly string[]): ReadCodes {
	const { byCode, written, saying } = lists[list];
	const read: ReadCodes = {
		...{ experiences: [], audiences: [], access: [], languages: [] },
		...{ opennesses: [], modes: [], kept: [], unknown: [] }
	};
	const codes = raw.map((text) => written.get(fold(text)) ?? text.slice(0, 40).trim());
	for (const code of [...new Set(codes)].slice(0, mostCodes)) {
		const meaning = byCode.get(code);
		if (!meaning) {
			read.kept.push(code);
			read.unknown.push(code);
			continue;
		}
		read.experiences.push(...(meaning.experience ?? []));
		read.audiences.push(...(meaning.audience ?? []));
		read.access.push(...(meaning.access ?? []));
		read.languages.push(...(meaning.language ?? []));
		if (meaning.openness) read.opennesses.push(meaning.openness);
		if (meaning.mode) read.modes.push(meaning.mode);
		const said = meaningsOf(meaning);
		const isExact = said.length === 1 && saying.get(said[0]!) === code;
		if (!isExact && !meaning.openness && !meaning.mode) read.kept.push(code);
	}
	for (const key of ['experiences', 'audiences', 'access', 'languages'] as const) {
		(read[key] as string[]) = [...new Set<string>(read[key])];
	}
	read.kept.sort();
	return read;
}

/** Our words as Meeting Guide codes: those it came with that still hold, and one for each word they leave out. */
export function writeCodes(
	content: Pick<ListingContent, 'audiences' | 'access' | 'languages' | 'experiences'>,
	foreign: readonly string[]
): { codes: string[]; unsaid: { facet: Facet; value: string }[] } {
	const { byCode, saying } = lists['meeting-guide'];
	const said = new Set([
		...content.experiences.filter((value) => value !== 'any').map((value) => `experience:${value}`),
		...content.audiences.map((value) => `audience:${value}`),
		...content.access.map((value) => `access:${value}`),
		...content.languages.map((value) => `language:${value}`)
	]);
	const codes = new Set<string>();
	const open = new Set(said);
	for (const code of readCodes('meeting-guide', foreign).kept) {
		const meanings = meaningsOf(byCode.get(code) ?? {});
		if (!meanings.every((meaning) => said.has(meaning))) continue;
		codes.add(code);
		for (const meaning of meanings) open.delete(meaning);
	}
	const unsaid: { facet: Facet; value: string }[] = [];
	for (const meaning of open) {
		const code = saying.get(meaning);
		const [facet, value] = meaning.split(':') as [Facet, string];
		if (code) codes.add(code);
		else unsaid.push({ facet, value });
	}
	return { codes: [...codes], unsaid };
}

/** The English name of a Meeting Guide code; a code nobody knows is its own name. */
export const nameOfType = (code: string): string =>
	lists['meeting-guide'].byCode.get(code)?.name ?? code;
