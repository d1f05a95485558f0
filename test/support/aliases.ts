import words from '#content/groups/alias-words.json' with { type: 'json' };

const texts = (node: unknown): string[] =>
	typeof node === 'string' ? [node] : Object.values(node ?? {}).flatMap(texts);

/** Words that tests call people by in groups: nobody may have one of them in their sign-in name. */
export const ALIAS_WORDS: ReadonlySet<string> = new Set([
	...texts(words).flatMap((word) => word.toLowerCase().split(/[ -]/)),
	...['reed', 'lotus', 'prairie', 'oak', 'elm', 'lighthouse', 'window', 'pier', 'sparrow'],
	...['kettle', 'lamp', 'museum', 'tea', 'fen', 'garden', 'bridge', 'bright', 'calm', 'library'],
	...['quiet', 'orchard', 'harbour', 'path', 'road', 'first', 'second', 'open', 'light']
]);
