import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { catalogue } from './catalogue.ts';

/**
 * Keys that are put together of parts of which none says which: by a code of a facet, a page or a state.
 * Everything else stands in the code as it is, or with a hole in it (`groups.seats.${seats}`).
 */
const ofParts = [
	...['accounts.sign_in.', 'accounts.sign_up.', 'accounts.recover.'],
	...['directory.access.', 'directory.mode.', 'directory.open.'],
	...['groups.access.', 'groups.audience.', 'groups.cost.', 'groups.entry.', 'groups.experience.'],
	...['groups.led_by.', 'groups.new.freq.', 'groups.new.nth.', 'groups.what.', 'groups.who.'],
	...['impact.not_yet.', 'crisis.checked.', 'crisis.emergency.checked.']
];

const source = ['src', 'db']
	.flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
	.filter(({ name }) => /\.(?:ts|svelte)$/.test(name) && !/\.spec\.ts$/.test(name))
	.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'))
	.join('\n');
const said = new Set([...source.matchAll(/(['"`])([\w.-]+)\1/g)].map(([, , text]) => text!));
/** A text with holes, as long as it names more than the file of its words. */
const withHoles = new Set(
	[...source.matchAll(/`([a-z_]+\.[^`\s]*\$\{[^`]*)`/g)]
		.map(([, text]) => text!)
		.filter((text) => !/^[a-z]+\.\$/.test(text))
);
const patterns = [...withHoles].map((text) => {
	const parts = text.split(/\$\{[^}]*\}/).map((part) => part.replace(/[^\w.]/g, ''));
	return new RegExp(`^${parts.map((part) => part.replaceAll('.', '\\.')).join('[\\w.-]+')}$`);
});
const isSaid = (key: string): boolean =>
	said.has(key) ||
	patterns.some((pattern) => pattern.test(key)) ||
	// The code of an error, made where it is thrown.
	(key.startsWith('errors.') && said.has(key.replace(/^errors\.(?:field\.)?/, '')));

const unsaid = Object.keys(catalogue).filter((key) => !isSaid(key));

test('there are no words that nothing says', () => {
	expect(unsaid.filter((key) => !ofParts.some((part) => key.startsWith(part)))).toEqual([]);
});

test('what is put together of parts is still there', () => {
	expect(ofParts.filter((part) => !unsaid.some((key) => key.startsWith(part)))).toEqual([]);
});
