import { endianness } from 'node:os';
import { fold } from '../fold.ts';

/**
 * The different words of a segment on its way, each with a number. Plain text is read letter by letter:
 * cutting a hundred thousand texts into pieces, to look each up and let it go, took a quarter of the
 * time that an index is built in. It is read from numbers, because a string looks at what it is made of
 * for every letter.
 */
export class WordTable {
	readonly words: string[] = [];
	#hashes: number[] = [];
	/** Number + 1 where the hash of a word leads to, or 0. Never more than half full. */
	#slots = new Uint32Array(128);
	/** The text that is being read; letters of plain words in lower case once they were met. */
	#text = new Uint16Array(4096);
	/** The letters of all words one after the other; those of word `w` begin at `#from[w]`. */
	#letters = new Uint16Array(4096);
	#from: number[] = [0];

	/** Tells the numbers of the words of a text, as `fold` cuts them; of some of them twice. */
	each(text: string, found: (number: number) => void): void {
		const codes = this.#read(text);
		let start = -1;
		let hash = seed;
		for (let i = 0; i < text.length; i++) {
			const code = codes[i]!;
			const letter = code < 128 ? letters[code]! : 0;
			if (letter !== 0) {
				if (start < 0) {
					start = i;
					hash = seed;
				}
				codes[i] = letter;
				hash = Math.imul(hash ^ letter, prime);
				continue;
			}
			if (code > 127) i = this.#foreign(text, i, found);
			else if (start >= 0) found(this.#numberIn(start, i, hash));
			start = -1;
		}
		if (start >= 0) found(this.#numberIn(start, text.length, hash));
	}

	#read(text: string): Uint16Array {
		if (text.length > this.#text.length) this.#text = new Uint16Array(text.length * 2);
		const bytes = Buffer.from(this.#text.buffer, 0, text.length * 2);
		bytes.write(text, 'utf16le');
		if (isBigEndian) bytes.swap16();
		return this.#text;
	}

	/** What stands between two spaces is folded alone as it is among others. Answers where it ends. */
	#foreign(text: string, at: number, found: (number: number) => void): number {
		const next = text.indexOf(' ', at);
		const end = next < 0 ? text.length : next;
		for (const word of fold(text.slice(text.lastIndexOf(' ', at) + 1, end)))
			found(this.numberOf(word));
		return end;
	}

	/** Of a word that is folded already. */
	numberOf(word: string): number {
		let hash = seed;
		for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), prime);
		const mask = this.#slots.length - 1;
		for (let place = hash & mask; this.#slots[place] !== 0; place = (place + 1) & mask) {
			const number = this.#slots[place]! - 1;
			if (this.words[number] === word) return number;
		}
		return this.#add(word, hash);
	}

	/** Of a plain word of the text that is being read. */
	#numberIn(start: number, end: number, hash: number): number {
		const mask = this.#slots.length - 1;
		for (let place = hash & mask; this.#slots[place] !== 0; place = (place + 1) & mask) {
			const number = this.#slots[place]! - 1;
			if (this.#hashes[number] === hash && this.#isAt(number, start, end)) return number;
		}
		return this.#add(String.fromCharCode(...this.#text.subarray(start, end)), hash);
	}

	#isAt(number: number, start: number, end: number): boolean {
		const from = this.#from[number]!;
		if (this.#from[number + 1]! - from !== end - start) return false;
		for (let i = start; i < end; i++)
			if (this.#letters[from + i - start] !== this.#text[i]) return false;
		return true;
	}

	#add(word: string, hash: number): number {
		const number = this.words.length;
		this.words.push(word);
		this.#hashes.push(hash);
		this.#spell(word);
		if (this.words.length * 2 > this.#slots.length) this.#grow();
		else this.#enter(number);
		return number;
	}

	#spell(word: string): void {
		const from = this.#from.at(-1)!;
		const end = from + word.length;
		if (end > this.#letters.length) {
			const longer = new Uint16Array(end * 2);
			longer.set(this.#letters);
			this.#letters = longer;
		}
		for (let i = 0; i < word.length; i++) this.#letters[from + i] = word.charCodeAt(i);
		this.#from.push(end);
	}

	#grow(): void {
		this.#slots = new Uint32Array(this.#slots.length * 2);
		for (let number = 0; number < this.words.length; number++) this.#enter(number);
	}

	#enter(number: number): void {
		const mask = this.#slots.length - 1;
		let place = this.#hashes[number]! & mask;
		while (this.#slots[place] !== 0) place = (place + 1) & mask;
		this.#slots[place] = number + 1;
	}
}

const isBigEndian = endianness() === 'BE';
const seed = 0x811c9dc5 | 0;
const prime = 0x01000193;

/** By the code of a letter or digit: the same in lower case. 0: it is none. */
const letters = new Uint8Array(128);
for (const letter of '0123456789abcdefghijklmnopqrstuvwxyz')
	for (const either of [letter, letter.toUpperCase()])
		letters[either.charCodeAt(0)] = letter.charCodeAt(0);
