import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fail, longStep, root } from './say.mjs';

const PLACES = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/usr/bin/google-chrome-stable',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
];

/**
 * A browser for the tests that need one: the one that is there, or Debian's own.
 * @returns {Promise<string>}
 */
export async function findChromium() {
	const named = process.env['CHROMIUM_PATH'];
	if (named && !existsSync(named)) fail(`CHROMIUM_PATH names ${named}, and nothing is there.`);
	const found = named || PLACES.find((path) => existsSync(path));
	if (found) return found;
	if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
		await longStep('Installing Chromium for the tests', 'bash', [
			join(root, 'scripts/debian-packages.sh')
		]);
		const installed = PLACES.find((path) => existsSync(path));
		if (installed) return installed;
	}
	return fail(
		'The tests need a browser: install Chromium (on Debian: sudo scripts/debian-packages.sh), or name one in CHROMIUM_PATH.'
	);
}
