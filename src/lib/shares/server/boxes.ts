import { BoxError, open, seal } from '#server/crypto.ts';

const bound = { share: (id: string) => `share:${id}`, reply: (id: string) => `reply:${id}` };
export type Kind = keyof typeof bound;

/** Encrypts words for this very row: moved to another one they do not open. */
export const sealWords = (key: Buffer, kind: Kind, id: string, text: string): Buffer =>
	seal(key, bound[kind](id), text);

/** Opens words; null when their author's key was destroyed, here or by age. */
export function openWords(
	key: Buffer | null | undefined,
	kind: Kind,
	id: string,
	box: Buffer
): string | null {
	if (!key) return null;
	try {
		return open(key, bound[kind](id), box).toString();
	} catch (error) {
		if (error instanceof BoxError) return null;
		throw error;
	}
}
