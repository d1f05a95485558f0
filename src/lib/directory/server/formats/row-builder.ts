import type { Token } from 'stream-json/parser.js';
import type { ImportReason, ParsedRow, Problem, RawRow } from './reading.ts';
import { FeedEnds, glimpse } from './reading.ts';

/**
 * Bounds: characters of a text, of a key, of one field of a row with all that is in it, and of a row; values
 * of a container; levels.
 */
export const rowBounds = {
	...{ text: 20_000, key: 200, field: 500_000, row: 1_000_000, values: 4000, depth: 16 }
};
/** What a row is called and goes by has a place of its own, however much of the rest is too long. */
const shortBounds = { text: 2000, row: 100_000 };
/** Half of when and where would be wrong, and a service less would be taken for gone: these come whole or not. */
const neededWhole: ReadonlySet<string> = new Set([
	...['services', 'service', 'service_at_locations', 'schedules', 'location', 'locations']
]);
const feedDepth = 400;

interface Level {
	/** `null`: a list of rows, or something of which nothing is kept. */
	holds: RawRow | unknown[] | null;
	isList: boolean;
	key: string;
	count: number;
}

interface Building {
	row: number;
	root: RawRow;
	/** How many levels lie around it. */
	base: number;
	/** Characters, of long and of short values, and of the field under way. */
	used: { long: number; short: number; field: number; name: string };
	problems: Problem[];
	/** The field that was too long to be read and is needed whole. */
	lostIn?: string;
}

/** Builds rows out of a parser's tokens; whatever does not fit the bounds is cut and said so. */
export class RowBuilder {
	readonly #lists: ReadonlySet<string>;
	readonly #levels: Level[] = [];
	#ready: ParsedRow[] = [];
	/** The outer object of the document, until a list is found in it. */
	#outer: Building | null = null;
	#outerHasList = false;
	#row: Building | null = null;
	#text = '';
	#isCut = false;
	#rows = 0;

	constructor(lists: readonly string[]) {
		this.#lists = new Set(lists);
	}

	/** Whether something has begun and not ended. */
	get isOpen(): boolean {
		return this.#levels.length > 0;
	}

	ready(): ParsedRow[] {
		const rows = this.#ready;
		if (rows.length > 0) this.#ready = [];
		return rows;
	}

	take(token: Token): void {
		switch (token.name) {
			case 'startObject':
				return this.#begin('object');
			case 'startArray':
				return this.#begin('array');
			case 'endObject':
			case 'endArray':
				return this.#end();
			case 'startKey':
			case 'startString':
			case 'startNumber':
				this.#text = '';
				this.#isCut = false;
				return;
			case 'stringChunk':
			case 'numberChunk':
				return this.#add(token.value);
			case 'endKey':
				this.#levels.at(-1)!.key = this.#text.slice(0, rowBounds.key);
				return;
			case 'endString':
				this.#put(this.#text.toWellFormed());
				if (this.#isCut) this.#say('too_long', this.#text);
				return;
			case 'endNumber':
				return this.#put(numberOf(this.#text));
			case 'nullValue':
			case 'trueValue':
			case 'falseValue':
				return this.#put(token.value);
			default:
				return;
		}
	}

	get #building(): Building | null {
		return this.#row ?? this.#outer;
	}

	#add(chunk: string): void {
		if (this.#text.length + chunk.length <= rowBounds.text) this.#text += chunk;
		else {
			this.#text += chunk.slice(0, Math.max(0, rowBounds.text - this.#text.length));
			this.#isCut = true;
		}
	}

	#begin(kind: 'object' | 'array'): void {
		const around = this.#levels.at(-1);
		if (this.#levels.length >= feedDepth) throw new FeedEnds('feed_broken', `depth ${feedDepth}`);
		if (kind === 'array' && (!around || this.#isListOfOuter(around))) {
			if (around) this.#outerHasList = true;
			this.#levels.push({ holds: null, isList: true, key: '', count: 0 });
			return;
		}
		if (kind === 'object' && (!around || around.isList)) {
			const root = bare();
			const used = { long: 0, short: 0, field: 0, name: '' };
			const begun: Building = { row: 0, root, base: this.#levels.length, used, problems: [] };
			if (around) this.#row = { ...begun, row: (this.#rows += 1) };
			else {
				this.#outer = begun;
				this.#outerHasList = false;
			}
			this.#levels.push({ holds: root, isList: false, key: '', count: 0 });
			return;
		}
		if (around?.isList) this.#losePlace();
		const made = this.#hasRoom(around) ? (kind === 'array' ? [] : bare()) : null;
		if (made) this.#put(made);
		this.#levels.push({ holds: made, isList: false, key: '', count: 0 });
	}

	#isListOfOuter(around: Level): boolean {
		return this.#levels.length === 1 && !around.isList && this.#lists.has(around.key);
	}

	#hasRoom(around: Level | undefined): boolean {
		const building = this.#building;
		if (!around?.holds || !building) return false;
		if (this.#levels.length - building.base < rowBounds.depth) return true;
		this.#say('too_deep', '');
		return false;
	}

	#end(): void {
		this.#levels.pop();
		if (this.#row?.base === this.#levels.length) {
			this.#ready.push(this.#parsed(this.#row));
			this.#row = null;
		} else if (this.#levels.length === 0 && this.#outer) {
			const outer = { ...this.#outer };
			this.#outer = null;
			if (!this.#outerHasList) this.#ready.push(this.#parsed({ ...outer, row: (this.#rows += 1) }));
		}
	}

	#parsed({ row, root, problems, lostIn }: Building): ParsedRow {
		const outer = this.#outerHasList ? this.#outer?.root : undefined;
		const lost = lostIn === undefined ? {} : { lost: 'row_too_big' as const, lostIn };
		return { row, raw: root, problems, ...lost, ...(outer && { outer }) };
	}

	#put(value: unknown): void {
		const around = this.#levels.at(-1);
		if (!around || around.isList) return this.#losePlace(value);
		const building = this.#building;
		if (!around.holds || !building) return;
		const size = (typeof value === 'string' ? value.length : 4) + around.key.length;
		if (!this.#hasSpace(building, size)) return;
		around.count += 1;
		if (around.count > rowBounds.values) return this.#say('too_many', around.key);
		if (Array.isArray(around.holds)) around.holds.push(value);
		else around.holds[around.key] = value;
	}

	/** Whether so many characters more may be kept of a row; if not, that is said, or the row is lost. */
	#hasSpace(building: Building, size: number): boolean {
		const { used } = building;
		const name = this.#levels[building.base]?.key ?? '';
		if (name !== used.name) Object.assign(used, { name, field: 0 });
		const isOwn = this.#levels.length === building.base + 1;
		if (isOwn && size <= shortBounds.text && used.short + size <= shortBounds.row) {
			used.short += size;
			return true;
		}
		used.field += size;
		used.long += size;
		if (used.field <= rowBounds.field && used.long <= rowBounds.row) return true;
		if (neededWhole.has(name)) building.lostIn ??= name;
		else this.#say(used.field > rowBounds.field ? 'field_too_big' : 'row_cut', '');
		return false;
	}

	/** Something that is no object stands where a row is expected. */
	#losePlace(value: unknown = ''): void {
		this.#rows += 1;
		const lost = 'not_a_listing';
		const problem: Problem = {
			field: '',
			value: glimpse(value),
			reason: lost,
			outcome: 'rejected'
		};
		this.#ready.push({ row: this.#rows, raw: bare(), problems: [problem], lost });
	}

	#say(reason: ImportReason, value: string): void {
		const building = this.#building;
		if (!building || building.problems.length >= 20) return;
		const field = this.#levels[building.base]?.key ?? '';
		const isOnce = reason === 'row_cut';
		const isSaid = ({ problems }: Building) =>
			problems.some((said) => said.reason === reason && (isOnce || said.field === field));
		if (isSaid(building)) return;
		building.problems.push({ field, value: glimpse(value), reason, outcome: 'repaired' });
	}
}

/** Without a prototype, so that a key named `__proto__` is a key like others. */
const bare = (): RawRow => Object.create(null) as RawRow;

/** Ids of more digits than a number holds stay text. */
function numberOf(text: string): number | string {
	return text.replace(/\D/g, '').length > 15 && !/[.eE]/.test(text) ? text : Number(text);
}
