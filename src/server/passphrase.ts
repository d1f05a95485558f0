import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto';
import { promisify } from 'node:util';

const hash = promisify(argon2);

/** OWASP's first choice for Argon2id: 19 MiB of memory, two passes, one lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 };

/** Hashes a passphrase with Argon2id (RFC 9106) and the pepper; answers a PHC string. */
export async function hashPassphrase(passphrase: string, pepper: Buffer): Promise<string> {
	const nonce = randomBytes(16);
	const tag = await run(passphrase, nonce, pepper);
	const settings = `m=${cost.memory},t=${cost.passes},p=${cost.parallelism}`;
	return `$argon2id$v=19$${settings}$${encode(nonce)}$${encode(tag)}`;
}

/** Whether the passphrase is the one that `phc` was made from. */
export async function verifyPassphrase(
	passphrase: string,
	phc: string,
	pepper: Buffer
): Promise<boolean> {
	const [, , , settings, nonce, tag] = phc.split('$');
	if (settings !== `m=${cost.memory},t=${cost.passes},p=${cost.parallelism}` || !nonce || !tag)
		return false;
	const expected = Buffer.from(tag, 'base64');
	const actual = await run(passphrase, Buffer.from(nonce, 'base64'), pepper);
	return expected.length === actual.length && timingSafeEqual(expected, actual);
}

/**
 * Spends the same time as a real check, for names that do not exist: an absent account must not answer
 * faster than a present one.
 */
export async function pretendToVerify(passphrase: string, pepper: Buffer): Promise<void> {
	await run(passphrase, randomBytes(16), pepper);
}

function run(passphrase: string, nonce: Buffer, pepper: Buffer): Promise<Buffer> {
	// The same words typed on another keyboard may arrive in another Unicode form.
	const message = Buffer.from(passphrase.normalize('NFKC'));
	const parameters: Argon2Parameters = { message, nonce, secret: pepper, ...cost };
	return hash('argon2id', parameters);
}

const encode = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
