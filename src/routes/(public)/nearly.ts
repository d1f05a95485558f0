import { dayParts } from '#lib/directory/directory.ts';
import type { Asked } from '#lib/directory/search-form.ts';
import type * as directory from '#lib/directory/server/directory.ts';
import { label } from '#lib/directory/sentences.ts';
import { knows, say } from '#lib/words/words.ts';
import { sayChoice } from './choices.ts';

type Near = directory.NearMatch;
const and = new Intl.ListFormat('en', { type: 'conjunction' });
const quoted = (word: string) => say('directory.find.nearly.word', { word });

/** The form as if the near match had been asked with it: its buttons go on from there. */
export function nearAsked(asked: Asked, { query, heard }: Near): Asked {
	const { weekday, part } = heard;
	const { mode, experience } = query;
	return {
		...asked,
		...{ q: query.q ?? '', cursor: '', trail: [] },
		...(weekday && { day: weekday.join() }),
		...(part && { part: `${dayParts[part].from}-${dayParts[part].to}` }),
		...(mode && { mode: mode.join() }),
		...(experience && { experience: [...experience] })
	};
}

/** What was looked for instead, and which words were left out, in sentences. */
export function sayNearly({ words, heard, left, isWithoutSmall }: Near): {
	lookedFor: string;
	leftOut: string | null;
} {
	const { weekday, part, mode, experience } = heard;
	const small = isWithoutSmall ? [say('directory.find.nearly.small')] : [];
	const without = [...left.map(quoted), ...small];
	const what = [
		experience && say('directory.find.nearly.about', { what: and.format(experience.map(about)) }),
		mode && say(mode === 'phone' ? 'directory.find.nearly.phone' : 'directory.find.nearly.online'),
		weekday && say('directory.find.nearly.day', { days: sayChoice('day', weekday.join(), 'km') }),
		part && say(`directory.find.nearly.part.${part}`),
		words.length > 0 && say('directory.find.nearly.words', { words: and.format(words.map(quoted)) })
	];
	return {
		lookedFor: say('directory.find.nearly', { what: what.filter(Boolean).join(' ') }),
		leftOut:
			without.length > 0 ? say('directory.find.nearly.left', { words: and.format(without) }) : null
	};
}

function about(code: string): string {
	const key = `directory.match.about.${code}`;
	return knows(key) ? say(key) : label('experience', code);
}
