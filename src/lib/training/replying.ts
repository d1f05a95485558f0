import { z } from 'zod';
import type { NEEDS } from './training.ts';

/** What helps somebody to feel heard, and what often does not, in a reply. */
export const HELPS = ['reflection', 'validation', 'open', 'own'] as const;
export const LOOKS = [
	'advice',
	'judgement',
	'medicine',
	'comfort',
	'why',
	'closed',
	'long'
] as const;
export type Helps = (typeof HELPS)[number];
export type Looks = (typeof LOOKS)[number];

/** Something found in a reply, with the words that it is about. */
export interface Found<Kind> {
	kind: Kind;
	about: readonly string[];
}
export interface Feedback {
	helps: readonly Found<Helps>[];
	looks: readonly Found<Looks>[];
}
/** What a member of nowhere wrote, to practise on. */
export interface Prompt {
	nr: number;
	said: string;
	need: (typeof NEEDS)[number];
	hint: string;
	example: string;
	next: number | null;
}

export const LONGEST_REPLY = 2000;
export const ReplyInput = z.object({
	text: z.string('required').trim().min(1, 'required').max(LONGEST_REPLY, 'too_long')
});

/** A reply this long takes the place of what it answers. */
const MANY_WORDS = 130;
const MOST_SHOWN = 3;
const LONGEST_SHOWN = 90;

const lead = '^(?:(?:and|so|but|then|well|or)[, ]+)?';
const validates = [
	/\bi (?:do )?believe (?:you|how|that)\b/,
	/\bmakes? (?:perfect |a lot of |so much )?sense\b/,
	/\bno wonder\b/,
	/\b(?:anyone|anybody|many of us|many people|i) (?:would|might) (?:feel|be|have)\b/,
	/\bunderstandable\b/,
	/\bthank you for\b/,
	/\b(?:glad|good) (?:that )?you (?:said|told|tell|wrote|write|came|are here)\b/,
	/\byou (?:don’t|do not) have to\b/,
	/\b(?:so|very) glad\b/,
	/\b(?:it’s|it is|that’s|that is) (?:fine|all right|okay|ok) to\b/,
	/\bnot alone\b/,
	/\bthat (?:is|was|must have been|sounds) (?:so |very |really )?(?:hard|heavy|a lot|painful|frightening|lonely|long|exhausting)\b/,
	/\b(?:it|that) (?:happened|counts|matters|still counts)\b/
];
const reflects = [
	new RegExp(`${lead}(?:it|that|this) sounds\\b`),
	new RegExp(`${lead}(?:i (?:can )?hear|what i hear|i notice)\\b`),
	new RegExp(
		`${lead}(?:you|your) (?:are|were|have|had|feel|felt|want|wanted|wish|saw|see|knew|know|said|also|just|still|waited|body|heart|carried|’re|’ve|’d)\\b`
	),
	new RegExp(`${lead}you(?:’re|’ve|’d)\\b`),
	new RegExp(`${lead}(?:a )?part of you\\b`)
];
const owns = [
	/\bin my experience\b/,
	/\b(?:for|with) me\b/,
	/\bwhat helped me\b/,
	/\bi (?:know|knew|had|did|tried|used to|would like|would have|felt|remember)\b/,
	/\b(?:mine|ours|my (?:first|own))\b/,
	/\bwe (?:got|had|did|tried)\b/
];
const comforts = [
	/\bat least (?:you|he|she|it|they|nobody|nothing|that)\b/,
	/\bdon’t (?:worry|cry|be (?:sad|upset|afraid|silly))\b/,
	/\b(?:it|everything|things|you) will (?:all )?be (?:fine|okay|ok|alright|all right|better)\b/,
	/\b(?:it’ll|you’ll) (?:all )?be (?:fine|okay|ok|alright|all right|better)\b/,
	/\beverything happens for a reason\b/,
	/\b(?:stay|be) (?:strong|positive)\b/,
	/\btime heals\b/,
	/\b(?:look on|see) the bright side\b/,
	/\b(?:others|other people|many people|some people) have (?:it|had it) (?:much )?worse\b/,
	/\bcould (?:have|be|have been) (?:much )?worse\b/,
	/\bi know exactly how you feel\b/
];
const suggests =
	/^(?:why don’t you|why not|how about|what about|what if you|have you (?:tried|thought)|couldn’t you|can’t you)\b/;
const opens = new RegExp(`${lead}(?:what|how|which|where|who|when|tell me)\\b`);
const asksWhy = new RegExp(`${lead}why\\b`);
const advises = /\byou (?:should|must|need to|have to|ought to|could try|better)\b/;
/** “I don’t think that you have to” gives leave, and tells nobody what to do. */
const givesLeave = /\b(?:don’t|do not|never|needn’t|doesn’t)\b.*\b(?:have|need) to\b/;
/** “Are you safe?” has to be a plain question. */
const isPlain =
	/\b(?:safe|killing yourself|suicide|hurting yourself|hurt yourself|end your life|would (?:it|you)|do you want|may i|can i)\b/;

/**
 * What is found in a reply by its words alone; nothing here knows whether it was kind. What the rules for the composer
 * find in it (advice, judgement, medicine) comes from whoever calls.
 */
export function feedbackOn(
	text: string,
	nudged: readonly { code: string; about: readonly string[] }[] = []
): Feedback {
	const sentences = sentencesOf(text);
	const about = new Map<Helps | Looks, string[]>();
	const find = (kind: Helps | Looks, sentence: string) => {
		about.set(kind, [...(about.get(kind) ?? []), shortened(sentence)]);
	};
	for (const sentence of sentences) for (const kind of kindsOf(sentence)) find(kind, sentence);
	for (const { code, about: quoted } of nudged)
		if (code === 'advice' || code === 'judgement' || code === 'medicine')
			for (const words of quoted)
				if (!sentences.some((one) => one.includes(words) && isSettled(one))) find(code, words);
	if ((text.match(/\S+/g) ?? []).length > MANY_WORDS) about.set('long', []);
	const found = <Kind extends Helps | Looks>(kinds: readonly Kind[]): Found<Kind>[] =>
		kinds.flatMap((kind) => {
			const words = about.get(kind);
			return words ? [{ kind, about: [...new Set(words)].slice(0, MOST_SHOWN) }] : [];
		});
	return { helps: found(HELPS), looks: found(LOOKS) };
}

function kindsOf(sentence: string): (Helps | Looks)[] {
	const plain = plainly(sentence);
	if (comforts.some((one) => one.test(plain))) return ['comfort'];
	if (suggests.test(plain) || (advises.test(plain) && !givesLeave.test(plain))) return ['advice'];
	if (plain.endsWith('?')) {
		if (asksWhy.test(plain)) return ['why'];
		if (opens.test(plain)) return ['open'];
		return isPlain.test(plain) ? [] : ['closed'];
	}
	const kinds: Helps[] = [];
	if (validates.some((one) => one.test(plain))) kinds.push('validation');
	else if (reflects.some((one) => one.test(plain))) kinds.push('reflection');
	if (isOwn(plain)) kinds.push('own');
	return kinds;
}

/** What is looked at already as a whole, or is meant otherwise than the words alone say. */
function isSettled(sentence: string): boolean {
	const kinds = kindsOf(sentence);
	return (
		kinds.some((kind) => kind === 'open' || LOOKS.some((one) => one === kind)) ||
		givesLeave.test(plainly(sentence))
	);
}

const isOwn = (plain: string): boolean => owns.some((one) => one.test(plain));

const plainly = (words: string): string => words.toLowerCase().replaceAll("'", '’').trim();

const sentencesOf = (text: string): string[] =>
	(text.slice(0, LONGEST_REPLY).match(/[^.?!\n]+[.?!]*/g) ?? [])
		.map((one) => one.trim())
		.filter(Boolean);

const shortened = (words: string): string => {
	const all = [...words];
	return all.length <= LONGEST_SHOWN ? words : `${all.slice(0, LONGEST_SHOWN - 1).join('')}…`;
};
