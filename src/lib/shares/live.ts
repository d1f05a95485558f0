import type { ReplyView, ShareView } from './shares.ts';

/** The shares and replies of a page whose words can be read. */
export const shownIn = (shares: readonly ShareView[]): string[] =>
	shares.flatMap((share) => [
		...(share.text === null ? [] : [share.shareId]),
		...share.replies.filter(({ text }) => text !== null).map(({ replyId }) => replyId)
	]);

/** A page without what is gone, and without what others quoted of it. */
export function without(shares: readonly ShareView[], gone: ReadonlySet<string>): ShareView[] {
	if (gone.size === 0) return [...shares];
	return shares
		.filter(({ shareId }) => !gone.has(shareId))
		.map((share) => ({
			...share,
			replies: share.replies
				.filter(({ replyId }) => !gone.has(replyId))
				.map((reply) => withoutQuote(reply, gone))
		}));
}

const withoutQuote = (reply: ReplyView, gone: ReadonlySet<string>): ReplyView =>
	reply.quote && gone.has(reply.quote.of) ? { ...reply, quote: null } : reply;
