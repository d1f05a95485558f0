export type Catalogue = Readonly<Record<string, string>>;

/** A text that begins as keys do, up to its end or its first hole. */
const keyLike = /(["'`])([a-z_]+\.[\w.-]*)(\1|\$\{)/g;

/**
 * The keys that a module may say: those that stand in it, and all that begin as one does that has a hole
 * (`shares.kind.${kind}`). A module that says a key it was given (`say(key)`) gets all words of the files that
 * it names any of: where that key comes from cannot be seen in it.
 */
export function keysIn(code: string, catalogue: Catalogue): string[] {
	const found = new Set<string>();
	const files = new Set<string>();
	const all = Object.keys(catalogue);
	for (const [, , text, end] of code.matchAll(keyLike)) {
		if (Object.hasOwn(catalogue, text!)) found.add(text!);
		else if (end === '${' || text!.endsWith('.'))
			for (const key of all) if (key.startsWith(text!)) found.add(key);
	}
	if (saysWhatItIsGiven(code)) {
		for (const key of found) files.add(`${key.split('.')[0]}.`);
		for (const key of all) if (files.has(`${key.split('.')[0]}.`)) found.add(key);
	}
	return all.filter((key) => found.has(key));
}

/**
 * The module with the words themselves wherever it says a key that stands there and wants no values: the browser
 * gets neither that key nor a table to look it up in.
 */
export const withWords = (code: string, plain: (key: string) => string | null): string =>
	saysWords.test(code)
		? code.replace(/(?<![\w.#])say\((["'`])([a-z_]+\.[\w.-]+)\1\)/g, (call, _, key: string) => {
				const words = plain(key);
				return words === null ? call : JSON.stringify(words);
			})
		: code;

/** Others may have a `say` of their own: somebody in a meeting does. */
const saysWords = /\bimport\s*\{[^}]*\b(?:say|knows)\b[^}]*\}\s*from\s*["'][^"']*\bwords\.ts["']/;

/** Whether a key is said that is written in no place of the module. */
export const saysWhatItIsGiven = (code: string): boolean =>
	saysWords.test(code) &&
	[...code.matchAll(/(?<![\w.#])(?:say|knows)\((?!key: )/g)].some(({ index, 0: { length } }) => {
		const said = firstArgument(code, index + length).trim();
		return !/["'`]/.test(said) && !isWrittenHere(said, code);
	});

/** Whether a name stands for texts of this module wherever it stands, and for nothing that is passed in. */
function isWrittenHere(name: string, code: string): boolean {
	if (!/^\w+$/.test(name)) return false;
	const takes = new RegExp(
		`function\\s*\\w*\\([^)]*\\b${name}\\b|\\(([^()]*\\b${name}\\b[^()]*)\\)\\s*=>|\\b${name}\\s*=>`
	);
	if (takes.test(code)) return false;
	const given = [...code.matchAll(new RegExp(`\\b${name}\\s*=(?![=>])\\s*([^;]*)`, 'g'))];
	return given.length > 0 && given.every(([, text]) => /["'`]/.test(text!));
}

/** Up to its comma or the end of the call. */
function firstArgument(code: string, from: number): string {
	let depth = 0;
	for (let at = from; at < code.length; at++) {
		const letter = code[at]!;
		if ('([{'.includes(letter)) depth += 1;
		else if (depth > 0 && ')]}'.includes(letter)) depth -= 1;
		else if (depth === 0 && (letter === ',' || letter === ')')) return code.slice(from, at);
		if ('"\'`'.includes(letter)) return letter;
	}
	return '';
}
