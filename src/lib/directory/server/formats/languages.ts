const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
const tags = [
	...[
		'af',
		'am',
		'ar',
		'ase',
		'bfi',
		'bg',
		'bn',
		'cs',
		'cy',
		'da',
		'de',
		'el',
		'en',
		'es',
		'fa',
		'fi'
	],
	...[
		'fil',
		'fr',
		'ga',
		'he',
		'hi',
		'hr',
		'hu',
		'id',
		'is',
		'it',
		'ja',
		'ka',
		'ko',
		'ku',
		'lt',
		'mi'
	],
	...[
		'ml',
		'mt',
		'nb',
		'ne',
		'nl',
		'pa',
		'pl',
		'ps',
		'pt',
		'ro',
		'ru',
		'sk',
		'sl',
		'so',
		'sq',
		'sr'
	],
	...['sv', 'sw', 'ta', 'th', 'ti', 'tl', 'tr', 'uk', 'ur', 'vi', 'yue', 'zh']
];
/** Sign languages, for which `Intl` has no names. */
const signed = new Map([
	['ase', 'American Sign Language'],
	['asf', 'Australian Sign Language'],
	['bfi', 'British Sign Language'],
	['fsl', 'French Sign Language'],
	['gsg', 'German Sign Language']
]);
const nameOf = (tag: string): string | undefined => signed.get(tag) ?? names.of(tag);

const byName = new Map<string, string>();
for (const tag of [...tags, ...signed.keys()]) {
	const name = nameOf(tag)?.toLowerCase();
	if (name && !byName.has(name)) byName.set(name, tag);
}
for (const [name, tag] of [
	['farsi', 'fa'],
	['norwegian', 'nb'],
	['mandarin', 'zh'],
	['asl', 'ase'],
	['auslan', 'asf'],
	['bsl', 'bfi'],
	['tagalog', 'tl']
] as const) {
	byName.set(name, tag);
}

/** The BCP 47 primary tag of a code (`en`, `eng`, `en-GB`) or an English name; null when it is neither. */
export function languageOf(raw: unknown): string | null {
	if (typeof raw !== 'string') return null;
	const text = raw.trim().toLowerCase();
	const named = byName.get(text);
	if (named) return named;
	if (!/^[a-z]{2,3}(?:[-_][a-z\d]{1,8}){0,3}$/.test(text)) return null;
	const primary = text.split(/[-_]/)[0]!;
	try {
		const [canonical = primary] = Intl.getCanonicalLocales(primary);
		// Some codes become a language with a country (`prs`): those, and the short ones, stay themselves.
		const tag = primary.length === 2 || canonical.includes('-') ? primary : canonical;
		return nameOf(tag) ? (tag === 'no' ? 'nb' : tag) : null;
	} catch {
		return null;
	}
}

/** "Urdu" for `ur`; the tag itself where there is no name. */
export const nameOfLanguage = (tag: string): string => {
	try {
		return nameOf(tag) ?? tag;
	} catch {
		return tag;
	}
};
