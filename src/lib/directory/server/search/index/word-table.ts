import { fold } from '../fold.ts';

/**
 * The different words of a segment on its way, each with a number. Plain text is read letter by letter:
 * cutting a hundred thousand texts into pieces, to look each up and let it go, took a quarter of the
 * time that an index is built in.
 */
export class WordTable {
	readonly words: string[] = [];
	#hashes: number[] = [];
	/** Number + 1 where the hash of a word leads to, or 0. Never more than half full. */
	#slots = new Uint32Array(128);

	/** Tells the numbers of the words of a text, as `fold` cuts them; of some of them twice. */
	each(text: string, found: (number: number) => void): void {
		let [start, hash] = [-1, seed];
		for (let i = 0; i < text.length; i++) {
			const code = text.charCodeAt(i);
			const letter = code < 128 ? letters[code]! : 0;
			if (letter !== 0) {
				if (start < 0) [start, hash] = [i, seed];
				hash = Math.imul(hash ^ letter, prime);
				continue;
			}
			if (code > 127) i = this.#foreign(text, i, found);
			else if (start >= 0) found(this.#numberIn(text, start, i, hash));
			start = -1;
		}
		if (start >= 0) found(this.#numberIn(text, start, text.length, hash));
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

	#numberIn(text: string, start: number, end: number, hash: number): number {
		const mask = this.#slots.length - 1;
		for (let place = hash & mask; this.#slots[place] !== 0; place = (place + 1) & mask) {
			const number = this.#slots[place]! - 1;
			if (this.#hashes[number] === hash && isAt(this.words[number]!, text, start, end))
				return number;
		}
		return this.#add(text.slice(start, end).toLowerCase(), hash);
	}

	#add(word: string, hash: number): number {
		const number = this.words.length;
		// A slice would keep the whole text it was cut from.
		this.words.push(word.length > 12 ? Buffer.from(word, 'utf16le').toString('utf16le') : word);
		this.#hashes.push(hash);
		if (this.words.length * 2 > this.#slots.length) this.#grow();
		else this.#enter(number);
		return number;
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

const seed = 0x811c9dc5 | 0;
const prime = 0x01000193;

/** By the code of a letter or digit: the same in lower case. 0: it is none. */
const letters = new Uint8Array(128);
for (const letter of '0123456789abcdefghijklmnopqrstuvwxyz')
	for (const either of [letter, letter.toUpperCase()])
		letters[either.charCodeAt(0)] = letter.charCodeAt(0);

function isAt(word: string, text: string, start: number, end: number): boolean {
	if (word.length !== end - start) return false;
	for (let i = 0; i < word.length; i++)
		if (word.charCodeAt(i) !== letters[text.charCodeAt(start + i)]) return false;
	return true;
}
