import { createHash, randomInt } from 'node:crypto';

/** Crockford's base32: no I, L, O or U, so nothing can be misread or spell a word that hurts. */
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const groups = 5;
const groupLength = 5;

/** A fresh code of 25 random digits, 125 bits, written in five groups: `7K3QX-…`. */
export function newCode(): string {
	const group = () =>
		Array.from({ length: groupLength }, () => digits[randomInt(digits.length)]).join('');
	return Array.from({ length: groups }, group).join('-');
}

/**
 * What a person typed, as the code they meant: small letters, missing dashes, and the letters that look
 * like digits are forgiven. Null when it cannot be a code.
 */
export function readCode(typed: string): string | null {
	const plain = typed
		.toUpperCase()
		.replace(/[^0-9A-Z]/g, '')
		.replace(/O/g, '0')
		.replace(/[IL]/g, '1');
	if (plain.length !== groups * groupLength || plain.includes('U')) return null;
	return plain;
}

/**
 * What is kept of a code. Plain SHA-256 is enough here: nobody can try 2^125 codes, so slowness would
 * protect nothing and cost a denial of service. `purpose` keeps one kind of code from serving as another.
 */
export function hashCode(purpose: string, typed: string): Buffer {
	return createHash('sha256')
		.update(`${purpose}\0${readCode(typed) ?? typed}`)
		.digest();
}
