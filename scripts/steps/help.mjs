import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './say.mjs';

/** @typedef {{ name: string, default: string, means: string }} Setting */

/** Every setting, from the same list that the server checks them by. */
export function help() {
	/** @type {Setting[]} */
	const settings = JSON.parse(readFileSync(join(root, 'src/server/settings.json'), 'utf8'));
	return [
		'npm start                 starts Holdspace; a demonstration until a real one was begun',
		'npm start -- --empty      begins for real, without the demonstration',
		'npm start -- --help       shows this',
		'',
		'Settings are environment variables, such as PORT=8080 npm start:',
		'',
		...settings.flatMap(({ name, default: value, means }) => [
			`  ${name}`,
			...wrap(means, 76).map((line) => `      ${line}`),
			`      Default: ${value}`,
			''
		]),
		'More in docs/operators/.'
	].join('\n');
}

/**
 * @param {string} words
 * @param {number} width
 * @returns {string[]}
 */
function wrap(words, width) {
	/** @type {string[]} */
	const lines = [''];
	for (const word of words.split(' ')) {
		const last = lines.at(-1) ?? '';
		if (last === '') lines[lines.length - 1] = word;
		else if (last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`;
		else lines.push(word);
	}
	return lines;
}
