import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import type { z } from 'zod';
import type { Text } from '../../text.ts';
import { plainText, read, type Section } from './markdown.ts';
import { Problems } from './problems.ts';
import { Manifest, ModuleFile, RepliesFile, ScenarioFile, type Prompt } from './schemas.ts';
import { waysOf } from './ways.ts';

/** A module: what its page shows, and its quiz with the right answers. */
export interface Module extends ModuleFile {
	/** What stands before the first section. */
	intro: Text;
	sections: readonly Section[];
	exercises: Text;
	sources: Text;
}
export interface Scenario extends ScenarioFile {
	/** Its name in addresses, which says nothing. */
	page: string;
}
export interface Book {
	/** In their order, by number. */
	modules: readonly Module[];
	scenarios: readonly Scenario[];
	replies: readonly Prompt[];
}

const FOLDER = 'content/training';
const MOST_LETTERS = 200_000;
const FEWEST_WORDS = 1000;
const MOST_WORDS = 3000;
const alsoThere = new Set(['README.md', 'LICENSE', 'manifest.json', 'replies.json', 'scenarios']);

/** Where the project lies, also when this runs as a piece of the built pages. */
export const projectRoot = (): string => dirname(findPackageJSON(import.meta.url)!);

/**
 * Everything in the training's folder, checked as a whole. Not there at all: nothing to learn, which is no fault.
 * @throws CannotStart with each file and field that is not as it should be
 */
export function readBook(root: string): Book {
	const problems = new Problems();
	const folder = join(root, FOLDER);
	const names = existsSync(folder) ? readdirSync(folder).sort() : [];
	const numbered = names.filter((name) => /^\d\d-/.test(name));
	for (const name of names)
		if (!numbered.includes(name) && !alsoThere.has(name))
			problems.add(`${FOLDER}/${name}`, '', 'nothing reads this');
	const modules = numbered.flatMap((name) => moduleIn(root, name, problems) ?? []);
	const scenarios = names.includes('scenarios') ? scenariosIn(root, problems) : [];
	const file = `${FOLDER}/replies.json`;
	const replies = names.includes('replies.json')
		? (json(root, file, RepliesFile, problems) ?? [])
		: [];
	const numbers = new Set(modules.map(({ nr }) => nr));
	if (numbers.size < modules.length) problems.add(FOLDER, '', 'two modules have the same number');
	const book = { modules, scenarios, replies };
	// What is wrong with a file is said alone: it would be missed here as well.
	const isRight = problems.found.length === 0;
	if (isRight && names.includes('manifest.json')) checkWhole(root, book, problems);
	problems.stopIfAny();
	return book;
}

function checkWhole(root: string, book: Book, problems: Problems): void {
	const file = `${FOLDER}/manifest.json`;
	const manifest = json(root, file, Manifest, problems);
	if (!manifest) return;
	for (const name of ['modules', 'scenarios', 'replies'] as const)
		if (book[name].length !== manifest[name])
			problems.add(file, name, `${manifest[name]} are promised, and ${book[name].length} are there`);
	const isInOrder = book.modules.every(({ nr }, index) => nr === index + 1);
	if (!isInOrder) problems.add(file, 'modules', 'their numbers go from 1 without a gap');
}

function json<Schema extends z.ZodType>(
	root: string,
	file: string,
	schema: Schema,
	problems: Problems
): z.output<Schema> | null {
	const text = textOf(root, file, problems);
	if (text === null) return null;
	let given: unknown;
	try {
		given = JSON.parse(text);
	} catch (error) {
		problems.add(file, '', `this is no JSON (${(error as Error).message})`);
		return null;
	}
	return problems.read(file, schema, given);
}

function textOf(root: string, file: string, problems: Problems): string | null {
	if (!existsSync(join(root, file))) {
		problems.add(file, '', 'this file is missing');
		return null;
	}
	const text = readFileSync(join(root, file), 'utf8');
	if (text.length <= MOST_LETTERS) return text;
	problems.add(file, '', `at most ${MOST_LETTERS} letters`);
	return null;
}

function moduleIn(root: string, name: string, problems: Problems): Module | null {
	const [file, words] = [`${FOLDER}/${name}/module.json`, `${FOLDER}/${name}/module.md`];
	const facts = json(root, file, ModuleFile, problems);
	const text = textOf(root, words, problems);
	if (!facts || text === null) return null;
	if (name !== `${String(facts.nr).padStart(2, '0')}-${facts.slug}`)
		problems.add(file, 'slug', `with its number it is the name of the folder, “${name}”`);
	const { sections, problems: found } = read(text);
	for (const { line, what } of found) problems.add(words, `line ${line}`, what);
	const [title, ...rest] = sections;
	if (title?.heading !== facts.title)
		problems.add(words, 'line 1', `the title is “${facts.title}”, as in module.json`);
	const under = (heading: string) => rest.find((section) => section.heading === heading)?.body;
	const [exercises, sources] = [under('Exercises'), under('Sources')];
	if (!exercises) problems.add(words, '## Exercises', 'this part is missing');
	else if (!isBetween(3, itemsIn(exercises), 5))
		problems.add(words, '## Exercises', `three to five numbered ones, not ${itemsIn(exercises)}`);
	if (!sources) problems.add(words, '## Sources', 'this part is missing');
	const reading = rest.filter(({ heading }) => !['Exercises', 'Sources'].includes(heading));
	if (!isBetween(2, reading.length, 30)) problems.add(words, '', 'two to thirty parts to read');
	const many = reading.map(({ body }) => (plainText(body).match(/\S+/g) ?? []).length).reduce(sum, 0);
	if (!isBetween(FEWEST_WORDS, many, MOST_WORDS))
		problems.add(words, '', `${FEWEST_WORDS} to ${MOST_WORDS} words to read, not ${many}`);
	if (!title || !exercises || !sources) return null;
	return { ...facts, intro: title.body, sections: reading, exercises, sources };
}

const sum = (a: number, b: number): number => a + b;
const isBetween = (least: number, many: number, most: number): boolean =>
	many >= least && many <= most;
const itemsIn = (text: Text): number =>
	text.map((part) => (typeof part !== 'string' && part.is === 'ol' ? part.of.length : 0)).reduce(sum, 0);

function scenariosIn(root: string, problems: Problems): Scenario[] {
	const folder = `${FOLDER}/scenarios`;
	const found = readdirSync(join(root, folder))
		.sort()
		.flatMap((name) => {
			const file = `${folder}/${name}`;
			const scenario = json(root, file, ScenarioFile, problems);
			if (!scenario) return [];
			if (name !== `${scenario.slug}.json`)
				problems.add(file, 'slug', 'this is the name of the file');
			for (const { where, what } of waysOf(scenario)) problems.add(file, where, what);
			return [{ ...scenario, page: pageOf(scenario.slug) }];
		});
	if (new Set(found.map(({ page }) => page)).size < found.length)
		problems.add(folder, 'slug', 'two names are too much alike; change one of them');
	return found;
}

/** Four letters that follow from the name of a file, and say nothing of it to whoever reads addresses. */
export const pageOf = (slug: string): string =>
	[...createHash('sha256').update(slug).digest().subarray(0, 4)]
		.map((byte) => String.fromCharCode(97 + (byte % 26)))
		.join('');
