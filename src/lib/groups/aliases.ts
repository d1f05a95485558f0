import { z } from 'zod';

export const aliasLength = { least: 2, most: 24 };

/**
 * An alias as it is kept: composed letters, straight spaces, curly apostrophes made plain, and nothing
 * in it that nobody sees. Whether it may be used in a group is decided on the server, beside everybody
 * else's alias.
 */
export const readAlias = (typed: string): string =>
	typed
		.normalize('NFC')
		.replace(/\p{Default_Ignorable_Code_Point}/gu, '')
		.replace(/[\u2018\u2019\u02bc\u00b4`]/g, "'")
		.replace(/[\u2010-\u2015]/g, '-')
		.replace(/\s+/gu, ' ')
		.trim();

export const Alias = z
	.string('required')
	.max(200, 'too_long')
	.transform(readAlias)
	.pipe(
		z
			.string()
			.min(1, 'required')
			.refine((alias) => [...alias].length >= aliasLength.least, 'too_short')
			.refine((alias) => alias.length <= aliasLength.most, 'too_long')
	);

/** An offered alias with the mark that would go with it. */
export interface AliasOffer {
	alias: string;
	mark: string;
}
