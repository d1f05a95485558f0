import { plainly } from './letters.ts';

/** A text as a reader who knows every trick would read it. */
export interface Reading {
	/** In small plain letters. */
	text: string;
	/** The same, character for character, with the capitals as they were written. */
	cased: string;
	/** Where each character stood in what was written; one more for the end. */
	at: Int32Array;
}

class Writer {
	readonly cased: string[] = [];
	readonly at: number[] = [];
	put(plain: string, at: number): void {
		for (const unit of plain) {
			// A character of two units stays outside every rule; one mark stands for it.
			this.cased.push(unit.length === 1 ? unit : '\u25a1');
			this.at.push(at);
		}
	}
	finish(end: number): Reading {
		const cased = this.cased.join('');
		const small = this.cased.map((unit) => {
			const lower = unit.toLowerCase();
			return lower.length === 1 ? lower : unit;
		});
		return { text: small.join(''), cased, at: Int32Array.from([...this.at, end]) };
	}
}

const charOf = (code: number): string => (code < 0x110000 ? String.fromCodePoint(code) : '');

/** Letters that are drawn with other signs, when they stand inside a word. */
const drawnWith: Record<string, string> = { $: 's', '!': 'i', '|': 'l', '€': 'e' };

/** Signs as pages and addresses of pages write them: `&#64;`, `&commat;`, `%40`. */
const coded = /^(?:&#(\d{2,6});|&#x([0-9a-f]{2,5});|%(40|2e|5f|23)|&(commat|period|lowbar);)/i;
const byName: Record<string, string> = { commat: '@', period: '.', lowbar: '_' };

function decoded([, decimal, hex, percent, name]: RegExpExecArray): string {
	if (name) return byName[name.toLowerCase()]!;
	return plainly(charOf(decimal ? Number(decimal) : parseInt((hex ?? percent)!, 16)));
}

/** Reads a text once from its beginning to its end, whatever it is made of. */
export function read(written: string): Reading {
	const writer = new Writer();
	let at = 0;
	let over = 0;
	for (const letter of written) {
		// The sign was written as pages are (“&#64;”): it stands where that began, the rest is not there.
		if (at >= over) {
			const found = /[&%]/.test(letter) ? coded.exec(written.slice(at, at + 9)) : null;
			writer.put(found ? decoded(found) : plainly(letter), at);
			over = at + (found?.[0] ?? letter).length;
		}
		at += letter.length;
	}
	const letters = writer.cased;
	const isLetter = (index: number) => /^[a-z]$/i.test(letters[index] ?? '');
	for (let index = 1; index < letters.length - 1; index++) {
		const to = drawnWith[letters[index]!];
		if (to && isLetter(index - 1) && isLetter(index + 1)) letters[index] = to;
	}
	return writer.finish(written.length);
}

const isLone = (letter: string | undefined) => letter !== undefined && /[\p{L}\p{N}]/u.test(letter);
/** Fewer letters in a row than this are initials. */
const fewestLone = 4;

/**
 * The same text with letters that stand alone put together (“f e r n”, “f.e.r.n”), or null when there are
 * none. A wider gap between them is the gap between two words.
 */
export function squeeze(reading: Reading): Reading | null {
	const { cased, at } = reading;
	const writer = new Writer();
	let changed = false;
	let index = 0;
	while (index < cased.length) {
		const run = runFrom(cased, index);
		if (!run) {
			writer.put(cased[index]!, at[index]!);
			index++;
			continue;
		}
		changed = true;
		run.kept.forEach((place, index) => {
			// “1 5 0 7 W e s t E l m”: a capital after what is small, and before it, begins a word.
			const [before, after] = [
				cased[run.kept[index - 1]!] ?? '',
				cased[run.kept[index + 1]!] ?? ''
			];
			const begins = /\p{Lu}/u.test(cased[place]!) && /\p{Ll}/u.test(after);
			if (begins && /[\p{Ll}\p{N}]/u.test(before)) writer.put(' ', at[place]!);
			writer.put(cased[place]!, at[place]!);
		});
		index = run.end;
	}
	return changed ? writer.finish(at[cased.length]!) : null;
}

/** A run of lone letters that begins here: which characters of it are kept, and where it ends. */
function runFrom(cased: string, start: number): { kept: number[]; end: number } | null {
	if (!isLone(cased[start]) || isLone(cased[start - 1]) || isLone(cased[start + 1])) return null;
	const between = cased[start + 1];
	if (between === undefined || between === '\n' || between === "'") return null;
	const kept = [start];
	let lone = 1;
	let index = start + 1;
	// What stands between the letters is left out; another sign (the at sign of an address) is kept.
	while (cased[index] === between) {
		let next = index;
		while (cased[next] === between && next - index < 4) next++;
		if (next - index > 1 && between === ' ') kept.push(index);
		const letter = cased[next];
		if (letter === undefined || letter === '\n' || letter === ' ') break;
		const isEnd = isLone(letter) && isLone(cased[next + 1]);
		if (isEnd) break;
		kept.push(next);
		if (isLone(letter)) lone++;
		index = next + 1;
	}
	return lone >= fewestLone ? { kept, end: index } : null;
}
