import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const source = new URL('../src/', import.meta.url);
const [folder, table, component] = ['', 'ui/icons.ts', 'ui/Icon.svelte'].map((path) =>
	fileURLToPath(new URL(path, source))
) as [string, string, string];

/** A name in quotes. That a word such as "list" is one now and then costs a hundred bytes. */
const quoted = /(["'`])([a-z][a-z0-9-]*)\1/g;
/** The whole table is asked for, to show all of it. */
const asksForAll = /import\s*\{[^}]*\bicons\b[^}]*\}\s*from\s*["'][^"']*icons\.ts["']/;

/** The icons that a module may show. */
export function iconsIn(
	code: string,
	icons: Readonly<Record<string, string>>
): Record<string, string> {
	if (asksForAll.test(code)) return { ...icons };
	const names = new Set([...code.matchAll(quoted)].map(([, , name]) => name!));
	return Object.fromEntries(Object.entries(icons).filter(([name]) => names.has(name)));
}

/** Scripts for browsers bring the icons that they may show, each module its own: a page has a dozen of them all. */
export function iconsForBrowsers(): Plugin {
	let icons: Readonly<Record<string, string>>;
	return {
		name: 'holdspace-icons',
		apply: 'build',
		enforce: 'post',
		applyToEnvironment: ({ name }) => name === 'client',
		async buildStart() {
			({ icons } = (await import(new URL('ui/icons.ts', source).href)) as {
				icons: Readonly<Record<string, string>>;
			});
		},
		load: (id) => (id === table ? 'export const icons = {};' : null),
		transform(code, id) {
			if (!id.startsWith(folder) || !/\.(?:ts|svelte)$/.test(id)) return null;
			if (id === table || id === component) return null;
			const shown = iconsIn(code, icons);
			if (Object.keys(shown).length === 0) return null;
			return {
				code: `import { icons as _icons } from ${JSON.stringify(table)};\nObject.assign(_icons, ${JSON.stringify(shown)});\n${code}`,
				map: null
			};
		}
	};
}
