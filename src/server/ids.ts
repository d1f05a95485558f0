import { randomBytes } from 'node:crypto';

/**
 * A new UUID of version 7 (RFC 9562): time-ordered, so that indexes stay compact. Made here rather than
 * by PostgreSQL where the id is bound into an encryption before the row exists.
 */
export function newId(at: Date = new Date()): string {
	const bytes = randomBytes(16);
	bytes.writeUIntBE(at.getTime(), 0, 6);
	bytes[6] = (bytes[6]! & 0x0f) | 0x70;
	bytes[8] = (bytes[8]! & 0x3f) | 0x80;
	const hex = bytes.toString('hex');
	return [
		hex.slice(0, 8),
		hex.slice(8, 12),
		hex.slice(12, 16),
		hex.slice(16, 20),
		hex.slice(20)
	].join('-');
}

const shape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Whether text from outside can be an id at all; what cannot be one is not looked up. */
export const isId = (text: unknown): text is string => typeof text === 'string' && shape.test(text);
