import { knows, say } from '#lib/words/words.ts';
import type { Said, ShareView } from './shares.ts';

const together = new Intl.ListFormat('en-GB', { style: 'long', type: 'conjunction' });
const [between = '', beforeLast = ''] = together
	.formatToParts(['a', 'b', 'c'])
	.filter(({ type }) => type === 'literal')
	.map(({ value }) => value);
/** "Heron, Birch and you". A page has dozens of them; `Intl` takes as long for one as drawing somebody’s line. */
export const list = (items: readonly string[]): string =>
	items.length < 3
		? items.join(beforeLast)
		: `${items.slice(0, -1).join(between)}${beforeLast}${items.at(-1)}`;

/** The words of a response; a group may have one that has no words any more, which is left out. */
export function sayResponse(kind: string): string | null {
	const key = `shares.response.${kind}`;
	return knows(key) ? say(key) : null;
}

/** "Heron and Birch said: I hear you." Everybody by name, never a number; the reader comes last. */
export function saySaid({ kind, aliases, byMe }: Said): string | null {
	const words = sayResponse(kind);
	if (words === null || (aliases.length === 0 && !byMe)) return null;
	const me = aliases.length === 0 ? say('shares.you') : say('shares.you.in_list');
	const names = list(byMe ? [...aliases, me] : aliases);
	return say('shares.said', { names, words });
}

/** What stands on top of a share: what its author asks for, or what it is. */
export function sayHeading({ kind, need, author }: ShareView): string {
	const who = { alias: author.alias, mine: String(author.isMe) };
	if (need === null)
		return say(kind === 'win' ? 'shares.heading.win' : 'shares.heading.strategy', who);
	if (kind === 'share') return say(`shares.asks.${need}`, who);
	const wish = say(`shares.wish.${need}`);
	return kind === 'ask'
		? say('shares.heading.ask', { ...who, wish })
		: say('shares.heading.facilitators', { ...who, wish });
}
