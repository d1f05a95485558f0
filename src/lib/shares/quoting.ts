import { plainOf } from './plain.ts';
import { longest, type ShareView } from './shares.ts';

/** The words of the share, or of a reply under it, that the reader can quote from; null when there are none. */
export function quotable(share: ShareView, quoted: string | null): string | null {
	const words = [{ ...share, id: share.shareId }, ...share.replies.map(asWords)];
	const found = words.find(({ id }) => id === quoted);
	if (!found || found.cover || found.text === null) return null;
	return plainOf(found.text, found.shape).words;
}

const asWords = (reply: ShareView['replies'][number]) => ({ ...reply, id: reply.replyId });

/** As much of the beginning as can be quoted, up to the end of a word. */
export function beginningOf(text: string): string {
	if (text.length <= longest.quote) return text;
	// Half a character would not be found in the text again.
	const cut = text.slice(0, longest.quote).replace(/[\uD800-\uDBFF]$/, '');
	return /^[\s\S]*\S(?=\s)/.exec(cut)?.[0] ?? cut;
}
