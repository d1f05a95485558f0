import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alone } from './alone.mjs';
import { longStep, root } from './say.mjs';

const stampFile = join(root, 'build/.stamp');

/** What ends up in the built pages, and what decides how they are built. */
const INPUTS = [
	'src/app.html',
	'src/hooks.server.ts',
	'src/hooks.client.ts',
	'src/lib',
	'src/routes',
	'src/server',
	'src/service-worker',
	'src/ui',
	'content',
	'static',
	'package-lock.json',
	'package.json',
	'tsconfig.json',
	'vite.config.ts',
	'scripts/dev-gateway.ts',
	'scripts/chunks.ts',
	'scripts/icons-for-browsers.ts',
	'scripts/words-for-browsers.ts',
	'scripts/words-in-code.ts'
];

/**
 * Builds the pages when something they are made of changed.
 * @param {string} node
 */
export async function buildPages(node) {
	if (isCurrent()) return;
	await alone('building', async () => {
		if (isCurrent()) return;
		const files = inputs();
		const stamp = { looks: looks(files), holds: holds(files) };
		const sync = join(root, 'node_modules/@sveltejs/kit/svelte-kit.js');
		await longStep('Preparing the pages', node, [sync, 'sync']);
		const vite = join(root, 'node_modules/vite/bin/vite.js');
		await longStep(
			'Building the pages (half a minute)',
			node,
			[vite, 'build', '--logLevel', 'warn'],
			{
				NODE_ENV: 'production'
			}
		);
		writeFileSync(stampFile, JSON.stringify(stamp));
	});
}

/** Sizes and times of files answer quickly; after a checkout these change and contents may not. */
function isCurrent() {
	if (!existsSync(stampFile) || !existsSync(join(root, 'build/handler.js'))) return false;
	const files = inputs();
	const stamp = JSON.parse(readFileSync(stampFile, 'utf8'));
	const now = looks(files);
	if (stamp.looks === now) return true;
	if (stamp.holds !== holds(files)) return false;
	writeFileSync(stampFile, JSON.stringify({ ...stamp, looks: now }));
	return true;
}

function inputs() {
	return INPUTS.flatMap(under)
		.filter((path) => !/\.(spec|test)\.ts$/.test(path))
		.sort();
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function under(path) {
	const at = statSync(join(root, path), { throwIfNoEntry: false });
	if (!at) return [];
	if (at.isFile()) return [path];
	return readdirSync(join(root, path)).flatMap((name) => under(`${path}/${name}`));
}

/** @param {string[]} files */
function looks(files) {
	const hash = createHash('sha256');
	for (const path of files) {
		const { size, mtimeMs } = statSync(join(root, path));
		hash.update(`${path}\0${size}\0${mtimeMs}\n`);
	}
	return hash.digest('hex');
}

/** @param {string[]} files */
function holds(files) {
	const hash = createHash('sha256');
	for (const path of files) hash.update(`${path}\0`).update(readFileSync(join(root, path)));
	return hash.digest('hex');
}
