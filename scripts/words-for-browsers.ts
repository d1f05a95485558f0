import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { keysIn, saysWhatItIsGiven, withWords, type Catalogue } from './words-in-code.ts';

const source = new URL('../src/', import.meta.url);
const at = (path: string) => fileURLToPath(new URL(path, source));
const [folder, itself] = [at(''), at('lib/words/')];
const [words, message] = [at('lib/words/catalogue.ts'), at('lib/words/message.ts')];

/** By address, so that reading Vite's settings does not read the product's words. */
const own = <Module>(path: string): Promise<Module> =>
	import(new URL(path, source).href) as Promise<Module>;

/**
 * Scripts for browsers bring the words that they may say, and no others: each module its own, as they stand in
 * it by their keys. All words of the product together are as much to load as all else on a page. Sentences
 * with values come in parts, so that the library that reads them stays on the server.
 */
export function wordsForBrowsers(): Plugin {
	let catalogue: Catalogue;
	let partsOf: (words: string) => readonly unknown[] | null;

	function inParts(key: string): unknown {
		const said = catalogue[key]!;
		if (!/\{|''/.test(said)) return said;
		const parts = partsOf(said);
		if (!parts)
			throw new Error(`${key}: only the library can say this, which browsers do not have`);
		return parts.every((part) => typeof part === 'string') ? parts.join('') : parts;
	}

	function plain(key: string): string | null {
		const words = Object.hasOwn(catalogue, key) ? inParts(key) : null;
		return typeof words === 'string' ? words : null;
	}

	return {
		name: 'holdspace-words',
		apply: 'build',
		enforce: 'post',
		applyToEnvironment: ({ name }) => name === 'client',
		async buildStart() {
			({ catalogue } =
				await own<typeof import('../src/lib/words/catalogue.ts')>('lib/words/catalogue.ts'));
			({ partsOf } =
				await own<typeof import('../src/lib/words/message.ts')>('lib/words/message.ts'));
		},
		load(id) {
			if (id === words) return 'export const catalogue = {};';
			if (id === message)
				return `import { readParts } from './parts.ts';
					export const readWords = (words) => typeof words === 'string' ? words : readParts(words);`;
			return null;
		},
		transform(written, id) {
			if (!id.startsWith(folder) || !/\.(?:ts|svelte)$/.test(id) || id === words) return null;
			const code = withWords(written, plain);
			const keys = keysIn(code, catalogue);
			if (keys.length === 0) {
				if (saysWhatItIsGiven(code) && !id.startsWith(itself))
					throw new Error(
						`${id} says a key that is given to it: name the key, or its beginning, there`
					);
				return code === written ? null : { code, map: null };
			}
			const said = Object.fromEntries(keys.map((key) => [key, inParts(key)]));
			return {
				code: `import { catalogue as _words } from ${JSON.stringify(words)};\nObject.assign(_words, ${JSON.stringify(said)});\n${code}`,
				map: null
			};
		}
	};
}
