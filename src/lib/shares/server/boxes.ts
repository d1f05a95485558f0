import { BoxError, open, seal } from '#server/crypto.ts';
import { nothingMore, type About } from '../shares.ts';

const bound = {
	share: (id: string) => `share:${id}`,
	reply: (id: string) => `reply:${id}`,
	draft: (membershipId: string) => `share-draft:${membershipId}`
};
export type Kind = keyof typeof bound;

/** Encrypts words for this very row: moved to another one they do not open. */
export const sealWords = (key: Buffer, kind: Kind, id: string, text: string): Buffer =>
	seal(key, bound[kind](id), text);

/** Between the words of a share and what goes with them; no text of ours has this character. */
const seam = '\u0000';

/** A share's words with what its author added, in one box, so that a page opens each share once. */
export function sealShare(key: Buffer, id: string, text: string, about: About): Buffer {
	const isMore = about.note !== '' || about.feelings.length > 0 || about.topics.length > 0;
	return sealWords(key, 'share', id, isMore ? text + seam + JSON.stringify(about) : text);
}

export function openShare(
	key: Buffer | null | undefined,
	id: string,
	box: Buffer
): { text: string | null; about: About } {
	const [text = null, more] = openBox(key, 'share', id, box)?.split(seam) ?? [];
	return { text, about: more ? (JSON.parse(more) as About) : nothingMore };
}

/** Where the words stand that a reply quotes: a place and no copy, so that what is taken back is quoted no more. */
export interface QuotedPlace {
	/** The share or reply. */
	of: string;
	/** In UTF-16 units. */
	from: number;
	to: number;
	/** When it had been changed last, in milliseconds, null for never: other words stand there after a change. */
	changedAt: number | null;
}

/** A reply's words with the place it quotes, in one box. */
export const sealReply = (
	key: Buffer,
	id: string,
	text: string,
	quote: QuotedPlace | null
): Buffer => sealWords(key, 'reply', id, quote ? text + seam + JSON.stringify(quote) : text);

export function openReply(
	key: Buffer | null | undefined,
	id: string,
	box: Buffer
): { text: string | null; quote: QuotedPlace | null } {
	const [text = null, more] = openBox(key, 'reply', id, box)?.split(seam) ?? [];
	return { text, quote: more ? (JSON.parse(more) as QuotedPlace) : null };
}

/** Opens words alone; null when their author's key was destroyed, here or by age. */
export const openWords = (
	key: Buffer | null | undefined,
	kind: Kind,
	id: string,
	box: Buffer
): string | null => openBox(key, kind, id, box)?.split(seam, 1)[0] ?? null;

function openBox(
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
