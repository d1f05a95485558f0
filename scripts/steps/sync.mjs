import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { longStep, root } from './say.mjs';

/**
 * Kit writes the types that tsconfig.json extends into node_modules, and npm clears them away whenever
 * it installs something.
 * @param {string} node
 */
export async function ensureTypes(node) {
	if (existsSync(join(root, 'node_modules/$app/tsconfig.json'))) return;
	const program = join(root, 'node_modules/@sveltejs/kit/svelte-kit.js');
	await longStep('Preparing the types', node, [program, 'sync']);
}
