import data from '#content/nudges/ways.json' with { type: 'json' };
import { phraseFinder } from './phrases.ts';
import { read } from './reading.ts';
import { tokensOf } from './tokens.ts';

const find = phraseFinder(data.agreed);

/** Whether a group agreed, in the words of its own agreement, to share no ways to reach anybody. */
export const agreesNoContact = (items: readonly string[]): boolean =>
	items.some((item) => find(tokensOf(read(item))).length > 0);
