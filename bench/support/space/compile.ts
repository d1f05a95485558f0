import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build } from 'vite';

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Compiles the group's space for the server, for production, without SvelteKit round it. */
export async function compilePage(folder: string): Promise<string> {
	const standIn = file('app-stand-in.ts');
	const outDir = join(folder, 'rendered');
	await build({
		...{ configFile: false, logLevel: 'error', mode: 'production' },
		plugins: [svelte({ configFile: false, compilerOptions: { runes: true } })],
		resolve: {
			alias: { '$app/forms': standIn, '$app/navigation': standIn, '$app/state': standIn }
		},
		ssr: { noExternal: true },
		build: { ssr: file('entry.ts'), outDir, minify: false, emptyOutDir: true }
	});
	return join(outDir, 'entry.js');
}
