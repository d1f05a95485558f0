import { createHash } from 'node:crypto';

/** A number from 0 to below 1 that is always the same for the same words: the demonstration is believable, not random. */
export const dice = (...about: (string | number)[]): number =>
	createHash('sha256').update(about.join('\0')).digest().readUInt32BE(0) / 2 ** 32;

/** A whole number from `least` to `most`. */
export const between = (least: number, most: number, ...about: (string | number)[]): number =>
	least + Math.floor(dice(...about) * (most - least + 1));
