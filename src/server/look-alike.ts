import unhomoglyph from 'unhomoglyph';

/** Marks of any kind, and what is not seen at all: joiners, fillers, selectors. */
const unseen = /[\p{M}\p{Default_Ignorable_Code_Point}\s'-]/gu;

/**
 * A name with everything folded together that looks alike (Unicode's list of confusable characters,
 * UTS #39), so that two names that look the same are the same: case, accents, spaces, `l` and `I`,
 * `rn` and `m`, letters of another alphabet that look like ours, and characters that show nothing.
 */
export function skeleton(name: string): string {
	const bare = (text: string) => text.normalize('NFKD').replace(unseen, '');
	const upper = unhomoglyph(bare(name)).toUpperCase();
	return bare(unhomoglyph(upper))
		.toLowerCase()
		.replaceAll('i', 'l')
		.replaceAll('rn', 'm')
		.replaceAll('vv', 'w');
}
