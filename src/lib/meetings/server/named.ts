import { skeleton } from '#server/look-alike.ts';

const separators = /[^\p{L}\p{M}'’-]+/u;

/**
 * Whether words hold one of these aliases, also when it looks like it: folded as aliases are when two
 * people may not look the same. An alias of several words is found as these words in a row.
 */
export function namesOneOf(words: string, aliases: readonly string[]): boolean {
	const said = words.split(separators).flatMap(forms);
	return aliases.some((alias) => {
		const parts = alias.split(/\s+/u).filter(Boolean).map(skeleton).filter(Boolean);
		if (parts.length === 0) return false;
		return said.some((_, at) => parts.every((part, step) => said[at + step] === part));
	});
}

/** "Fern’s" says Fern, as "Fern" does. */
function forms(word: string): string[] {
	const bare = word.replace(/['’]s?$/u, '');
	const folded = skeleton(bare);
	return folded ? [folded] : [];
}
