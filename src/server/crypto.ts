import {
	createCipheriv,
	createDecipheriv,
	createSecretKey,
	hkdfSync,
	randomBytes,
	type KeyObject
} from 'node:crypto';

const version = 1;
const ivLength = 12;
const tagLength = 16;
/** AES-256: 32 bytes. */
export const keyLength = 32;

/** A fresh random key. */
export const newKey = (): Buffer => randomBytes(keyLength);

/**
 * Node turns a buffer into a key object on every use, which costs several times the decryption of a
 * few sentences. A page opens many boxes with few keys, so each buffer is turned once.
 */
const objects = new WeakMap<Buffer, KeyObject>();
function objectOf(key: Buffer): KeyObject {
	let object = objects.get(key);
	if (!object) objects.set(key, (object = createSecretKey(key)));
	return object;
}

/**
 * Encrypts with AES-256-GCM. `bound` names what this is (kind and id of the row): a box moved to another
 * row does not open. Shape: version (1 byte), nonce (12), ciphertext, tag (16).
 */
export function seal(key: Buffer, bound: string, plain: Buffer | string): Buffer {
	const iv = randomBytes(ivLength);
	const cipher = createCipheriv('aes-256-gcm', objectOf(key), iv).setAAD(Buffer.from(bound));
	const body = Buffer.concat([cipher.update(plain), cipher.final()]);
	return Buffer.concat([Buffer.of(version), iv, body, cipher.getAuthTag()]);
}

/** Opens what `seal` closed with the same key and the same `bound`; throws BoxError otherwise. */
export function open(key: Buffer, bound: string, box: Buffer): Buffer {
	if (box.length < 1 + ivLength + tagLength || box[0] !== version) throw new BoxError();
	const iv = box.subarray(1, 1 + ivLength);
	const tag = box.subarray(box.length - tagLength);
	const decipher = createDecipheriv('aes-256-gcm', objectOf(key), iv).setAAD(Buffer.from(bound));
	decipher.setAuthTag(tag);
	try {
		const body = decipher.update(box.subarray(1 + ivLength, box.length - tagLength));
		// Adds nothing to it, and throws unless the tag is right.
		decipher.final();
		return body;
	} catch {
		throw new BoxError();
	}
}

/** A key for one purpose out of one or more secrets (HKDF-SHA-256, RFC 5869). All of them are needed. */
export function derive(secrets: Buffer[], purpose: string): Buffer {
	return Buffer.from(hkdfSync('sha256', Buffer.concat(secrets), '', purpose, keyLength));
}

/** The box was made with another key, for another row, or was changed. */
export class BoxError extends Error {
	override name = 'BoxError';
	constructor() {
		super('the box does not open');
	}
}
