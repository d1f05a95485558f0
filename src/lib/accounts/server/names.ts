import { randomInt, timingSafeEqual } from 'node:crypto';
import passphraseWords from '#content/words/passphrase.json' with { type: 'json' };
import nameWords from '#content/words/sign-in-name.json' with { type: 'json' };
import { day } from '#server/clock.ts';
import type { KeyRing } from '#server/keyring.ts';

const pick = (words: readonly string[]): string => words[randomInt(words.length)]!;

/**
 * Three words from three lists: about 5 million names, 22 bits. Enough that two people rarely meet; it
 * need not be secret, that is the passphrase's work.
 */
export const newName = (): string =>
	[nameWords.first, nameWords.second, nameWords.third].map(pick).join(' ');

/** Six words of a list of more than 1,900: at least 65 bits, whatever an attacker knows of the list. */
export const newPassphrase = (): string =>
	Array.from({ length: 6 }, () => pick(passphraseWords)).join(' ');

const offerLife = day;

/**
 * Proof that we offered this name, good for a day. Only offered names can be taken: else a stranger
 * could learn whether a name exists by trying to sign up with it.
 */
export function makeOffer(keys: KeyRing, name: string, now: Date): string {
	const until = now.getTime() + offerLife;
	return `${until}.${proofOf(keys, name, until).toString('base64url')}`;
}

/** Whether `offer` was made for exactly this name and still counts. */
export function isOffered(keys: KeyRing, name: string, offer: string, now: Date): boolean {
	const [until = '', proof = ''] = offer.split('.');
	const given = Buffer.from(proof, 'base64url');
	const expected = proofOf(keys, name, Number(until));
	return (
		given.length === expected.length &&
		timingSafeEqual(given, expected) &&
		Number(until) > now.getTime()
	);
}

const proofOf = (keys: KeyRing, name: string, until: number): Buffer =>
	keys.mac('sign-in-name-offer', `${until} ${name}`);
