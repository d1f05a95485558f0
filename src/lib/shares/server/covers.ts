import { nothingMore, type About, type Cover, type SpaceChoices } from '../shares.ts';
import { sayTopic } from '../topics.ts';
import { BoxError, open, seal } from '#server/crypto.ts';

export const noChoices: SpaceChoices = {
	...{ topics: [], words: [], how: 'fold', people: [] },
	isSettled: false
};

const bound = (membershipId: string) => `space-choice:${membershipId}`;
export const sealChoices = (key: Buffer, membershipId: string, choices: SpaceChoices): Buffer =>
	seal(key, bound(membershipId), JSON.stringify(choices));

/** What somebody chose; nothing when their key is gone. */
export function openChoices(key: Buffer | null, membershipId: string, box: Buffer): SpaceChoices {
	try {
		if (!key) return noChoices;
		return {
			...noChoices,
			...(JSON.parse(open(key, bound(membershipId), box).toString()) as object)
		};
	} catch (error) {
		if (error instanceof BoxError) return noChoices;
		throw error;
	}
}

interface Meets {
	authorId: string;
	text: string | null;
	about?: About;
}

/** Why something is folded away for somebody with these choices; null when it is not. */
export function coverOf(choices: SpaceChoices, { authorId, text, about }: Meets): Cover | null {
	const { note, topics } = about ?? nothingMore;
	const words = topics.filter((code) => choices.topics.includes(code)).map(sayTopic);
	if (choices.words.length > 0) {
		const line = asLine(`${note} ${text ?? ''}`);
		words.push(...choices.words.filter((word) => startsIn(line, asLine(word).trimEnd())));
	}
	const known = [...new Set(words)].filter((word) => word !== null);
	const isMet = known.length > 0;
	// What is to be left out is left out, whoever wrote it.
	if (choices.people.includes(authorId) && !(isMet && choices.how === 'hide'))
		return { by: 'person' };
	return isMet ? { by: 'words', words: known } : null;
}

/** Words alone, small, each after one space: "court" is in "the courts", not in "escort". */
const asLine = (text: string): string =>
	` ${text
		.normalize('NFKC')
		.toLowerCase()
		.split(/[^\p{L}\p{M}\p{N}]+/u)
		.filter(Boolean)
		.join(' ')} `;
const startsIn = (line: string, words: string): boolean => words !== '' && line.includes(words);
