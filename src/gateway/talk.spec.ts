import { describe, expect, it } from 'vitest';
import { WORDS_KEPT } from '#lib/meetings/protocol.ts';
import { Talk } from './talk.ts';

const newTalk = () => new Talk(() => 'tag');
const say = (talk: Talk, text: string) =>
	talk.add({ t: 'w', in: 'circle', who: 'fern', at: 0, text, ref: 0 });
const texts = (talk: Talk, who: string, words?: number) =>
	talk
		.since(who, 'circle', words === undefined ? undefined : { seq: 0, words, epoch: talk.epoch })
		.lines.map((line) => (line.t === 'w' ? line.text : ''));

describe('what is said', () => {
	it('is numbered, so that nothing is missed or heard twice', () => {
		const talk = newTalk();
		for (const text of ['one', 'two', 'three']) say(talk, text);
		expect(texts(talk, 'tide', 1)).toEqual(['two', 'three']);
		expect(texts(talk, 'tide', 3)).toEqual([]);
	});

	it('before somebody came is not theirs', () => {
		const talk = newTalk();
		say(talk, 'before');
		talk.welcome('tide');
		say(talk, 'after');
		talk.welcome('tide');
		expect(texts(talk, 'tide')).toEqual(['after']);
		expect(texts(talk, 'tide', 0)).toEqual(['after']);
	});

	it('is kept only so long, and says when something is missing', () => {
		const talk = newTalk();
		for (let i = 0; i <= WORDS_KEPT; i += 1) say(talk, String(i));
		const { lines, gap } = talk.since('tide', 'circle', undefined);
		expect(lines).toHaveLength(WORDS_KEPT);
		expect(gap).toBe('too-many');
		expect(talk.since('tide', 'circle', { seq: 0, words: 1, epoch: talk.epoch }).gap).toBe('none');
	});

	it('is kept only so far as somebody who comes back can be sent it at once', () => {
		const talk = newTalk();
		for (let i = 0; i < 200; i += 1) say(talk, `${i} ${'अ'.repeat(600)}`);
		const { lines, gap } = talk.since('tide', 'circle', undefined);
		expect(gap).toBe('too-many');
		expect(lines.at(-1)!.n).toBe(200);
		const bytes = Buffer.byteLength(JSON.stringify(lines));
		expect(bytes).toBeGreaterThan(80 * 1024);
		expect(bytes).toBeLessThan(128 * 1024);
	});

	it('does not outlive the process, and says so', () => {
		const talk = newTalk();
		const { gap, lines } = talk.since('tide', 'circle', { seq: 3, words: 12, epoch: 'before' });
		expect({ gap, lines }).toEqual({ gap: 'restarted', lines: [] });
	});

	it('is gone when the meeting ends', () => {
		const talk = newTalk();
		say(talk, 'something');
		talk.addPrivate({ who: 'mara', at: 0, text: 'quietly' });
		talk.addAside({ call: 'call', who: 'ines', at: 0, text: 'here' });
		talk.forget();
		expect([texts(talk, 'tide'), talk.privateLines(), talk.asidesOf(['call'])]).toEqual([
			[],
			[],
			[]
		]);
	});
});
