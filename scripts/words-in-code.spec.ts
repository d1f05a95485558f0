import { expect, test } from 'vitest';
import { keysIn, saysWhatItIsGiven, withWords } from './words-in-code.ts';

const catalogue = {
	'shares.write': 'Write',
	'shares.kind.ask': 'I need',
	'shares.kind.win': 'A win',
	'space.calm': 'Calm',
	'frame.leave': 'Leave now'
};
const saying = `import { knows, say } from '#lib/words/words.ts';`;
const keys = (code: string) => keysIn(`${saying} ${code}`, catalogue);

test('a key that stands in the code is said, however it is quoted', () => {
	expect(keys(`say('shares.write'); const label = "space.calm"; say(\`frame.leave\`)`)).toEqual([
		'shares.write',
		'space.calm',
		'frame.leave'
	]);
	expect(keys(`say(isCalm ? 'space.calm' : 'shares.write')`)).toEqual([
		'shares.write',
		'space.calm'
	]);
});

test('of a key with a hole all that begin so', () => {
	const both = ['shares.kind.ask', 'shares.kind.win'];
	expect(keys('say(`shares.kind.${one}`)')).toEqual(both);
	expect(keys(`say('shares.kind.' + one, { alias })`)).toEqual(both);
});

test('a module that says what it is given gets the words of the files it names', () => {
	expect(keys(`const how = 'shares.write'; return say(other.key, { n: 1 });`)).toEqual([
		'shares.write',
		'shares.kind.ask',
		'shares.kind.win'
	]);
	expect(keys(`const how = 'shares.write'; return say(how(['a', 'b']));`)).toEqual([
		'shares.write'
	]);
});

test('a name for a key that stands in the module gets no more than that', () => {
	const kinds = ['shares.kind.ask', 'shares.kind.win'];
	const code = 'const key = `shares.kind.${one}`; return knows(key) ? say(key) : null;';
	expect(keys(code)).toEqual(kinds);
	expect(saysWhatItIsGiven(`${saying} ${code}`)).toBe(false);
	for (const passedIn of ['function other(key) {}', '(key) => key', 'let key = given;'])
		expect(keys(`${code} ${passedIn}`)).toEqual(['shares.write', ...kinds]);
});

test('a module that says what it is given and names no file is found out', () => {
	expect(saysWhatItIsGiven(`${saying} const { words } = props; say(words)`)).toBe(true);
	expect(saysWhatItIsGiven('class Seat { say(words) { this.link.say(words); } }')).toBe(false);
	expect(keys('const { words } = props; say(words)')).toEqual([]);
});

test('words without values stand in the module themselves', () => {
	const plain = (key: string) => (key === 'space.calm' ? 'Calm “view”' : null);
	const code = `${saying} a = say('space.calm'); b = say("space.calm", { n }); c = say('shares.write');`;
	expect(withWords(code, plain)).toBe(
		`${saying} a = "Calm “view”"; b = say("space.calm", { n }); c = say('shares.write');`
	);
	const others = `${saying} room.say('space.calm')`;
	expect(withWords(others, plain)).toBe(others);
});

test('other texts are no keys', () => {
	expect(keys(`import './shares.ts'; const file = 'shares.kind'; fetch('space.svg')`)).toEqual([]);
});
