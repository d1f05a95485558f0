import { describe, expect, test } from 'vitest';
import { nudgesFor, type Code, type Writing } from './nudges.ts';

const said = (text: string, more: Partial<Writing> = {}): Code[] =>
	nudgesFor({ text, kind: 'reply', parentNeed: 'listen', ...more }).map(({ code }) => code);

describe('a reply to somebody who asked to be listened to', () => {
	test.each([
		'Have you tried yoga?',
		'Why don’t you just talk to him?',
		'If I were you I would leave.',
		'I’d suggest a good lawyer.',
		'Just ignore him.',
		'You could try going for a walk.',
		'My advice: block him.'
	])('is nudged away from advice: %s', (text) => {
		expect(said(text)).toContain('advice');
		expect(said(text, { parentNeed: 'ideas' })).not.toContain('advice');
	});

	test.each([
		'You should leave him.',
		'u should of told someone',
		'You need to move on.',
		'Why didn’t you tell anyone?',
		'At least you are still here.',
		'Everything happens for a reason.',
		'You’re overreacting.',
		'Get over it.'
	])('is nudged away from judgement, whatever was asked for: %s', (text) => {
		expect(said(text)).toContain('judgement');
		expect(said(text, { parentNeed: 'ideas' })).toContain('judgement');
	});

	test.each(['You need to stop taking sertraline.', 'Double your dose.', 'Come off the meds.'])(
		'is nudged away from advice on medicines: %s',
		(text) => {
			expect(said(text, { parentNeed: 'ideas' })).toContain('medicine');
		}
	);

	test.each([
		'I hear you. That sounds exhausting.',
		'It was not your fault.',
		'You don’t have to answer this.',
		'In my experience walking helped me a little.',
		'Thank you for trusting us with this.',
		'You are not overreacting.',
		'I believe you, and I am with you.',
		'Take all the time you need.',
		'It should never have happened to you.',
		'You must be so tired.',
		'I called the police back then and I was scared too.'
	])('is left alone when it is kind: %s', (text) => {
		expect(said(text)).toEqual([]);
	});
});

describe('details', () => {
	test.each([
		'There was blood everywhere.',
		'He held a knife to my throat.',
		'She beat me with a belt until I was bleeding.',
		'He forced his hand inside my underwear.',
		'His head was blown off.',
		'The skin of my hand came off in strips.',
		'I heard the bone in my arm snap.'
	])('are nudged away from: %s', (text) => {
		expect(said(text, { kind: 'share' })).toContain('graphic');
	});

	test.each([
		'I was raped when I was nineteen.',
		'He hit me for years.',
		'My stomach is in knots and my throat is tight.',
		'I felt stabbed in the back by my friends.',
		'I cut my hair today and it felt good.',
		'My heart was beating so fast.',
		'He broke my arm, and I left.',
		'Over my dead body will I go back.',
		'My skin is dry and my hands are cold.'
	])('a headline is none: %s', (text) => {
		expect(said(text, { kind: 'share' })).toEqual([]);
	});
});

describe('words that sound like crisis', () => {
	test.each([
		'I want to kill myself',
		'i dont want to be here anymore',
		'k i l l m y s e l f',
		'They would all be better off without me.',
		'I took all my pills',
		'No reason to live',
		'I can’t go on',
		'sewerslide',
		'I wish I had never been born',
		'He is going to kill me',
		'I do not trust myself tonight',
		'I cannot do this any more'
	])('offer help: %s', (text) => {
		expect(said(text, { kind: 'share' })).toContain('crisis');
	});

	test.each([
		'I nearly died laughing.',
		'This queue is killing me.',
		'I want to be happy again.',
		'I am tired of being strong.',
		'I lost my brother to cancer.',
		'I will not give up on life.',
		'I can’t take credit for that.',
		'It would be better if I slept.',
		'I lost my dad to suicide nine years ago.',
		'He overdosed on chocolate biscuits.'
	])('are not everywhere: %s', (text) => {
		expect(said(text, { kind: 'share' })).toEqual([]);
	});

	test('are still met with help where only the facilitators read, and nothing else is', () => {
		const text = 'I live at 14 Elm Street and I want to die';
		expect(said(text, { kind: 'share', forFacilitators: true })).toEqual(['crisis']);
	});
});

test('a share of one’s own is never told what is advice', () => {
	expect(said('You should have seen my face', { kind: 'share' })).toEqual([]);
});

test('shouting is read as if it were not', () => {
	expect(said('THEY TOOK THE WHOLE HOUSE AND NOBODY CAME TO COURT', { kind: 'share' })).toEqual([]);
});
