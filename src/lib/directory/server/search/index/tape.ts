const bits = 16;
const length = 2 ** bits;

/**
 * Whole numbers that are written one after the other. Only the first piece is ever copied: it grows,
 * since a single change makes a segment too; the others are whole from the start.
 */
export class Tape {
	length = 0;
	readonly #pieces: Uint32Array[] = [new Uint32Array(64)];

	push(value: number): void {
		const number = this.length >>> bits;
		const place = this.length++ & (length - 1);
		let piece = this.#pieces[number];
		if (!piece) this.#pieces.push((piece = new Uint32Array(length)));
		if (place === piece.length) {
			const longer = new Uint32Array(piece.length * 2);
			longer.set(piece);
			this.#pieces[number] = piece = longer;
		}
		piece[place] = value;
	}
	at(index: number): number {
		return this.#pieces[index >>> bits]![index & (length - 1)]!;
	}
}
