import { describe, expect, it, test } from 'vitest';
import { nudgesFor } from '#lib/shares/nudges/nudges.ts';
import { feedbackOn, LONGEST_REPLY, ReplyInput } from './replying.ts';
import { projectRoot, readBook } from './server/content/book.ts';

type Need = 'listen' | 'believe' | 'ideas' | 'practical';
/** As the page looks at a reply. */
const found = (text: string, parentNeed: Need = 'listen') => {
	const { helps, looks } = feedbackOn(text, nudgesFor({ text, kind: 'reply', parentNeed }));
	return { helps: helps.map(({ kind }) => kind), looks: looks.map(({ kind }) => kind) };
};

describe('the good replies of the training', () => {
	const { replies } = readBook(projectRoot());
	test.each(replies)('$id: something that helps, and nothing to look at again', (one) => {
		const { helps, looks } = found(one.example, one.need);
		expect(helps).not.toEqual([]);
		expect(looks).toEqual([]);
	});
});

describe('what is found in a reply', () => {
	test.each([
		['It sounds as if you were alone with it.', ['reflection'], []],
		['You waited for two years, and nobody asked.', ['reflection'], []],
		['I believe you.', ['validation'], []],
		['That makes sense to me, after such a night.', ['validation'], []],
		['What would help tonight?', ['open'], []],
		['In my experience a short walk took the edge off.', ['own'], []],
		['You should just leave him.', [], ['advice']],
		['Have you tried yoga?', [], ['advice']],
		['How about a long bath?', [], ['advice']],
		['Why did you go back?', [], ['why']],
		['At least you are alive.', [], ['comfort']],
		['Don’t worry, everything will be fine.', [], ['comfort']],
		["Don't worry, it'll be fine.", [], ['comfort']],
		['Others have it much worse.', [], ['comfort']],
		['Did you tell anybody?', [], ['closed']],
		['Are you safe right now?', [], []],
		['Are you thinking of killing yourself?', [], []],
		['You don’t have to tell us more.', ['validation'], []],
		['ok', [], []]
	])('“%s”', (text, helps, looks) => {
		expect(found(text)).toEqual({ helps, looks });
	});

	it('says which words it is about, a few of them, and not long ones', () => {
		const { looks } = feedbackOn('You should go. You must rest. You need to eat. You must stop.');
		expect(looks).toEqual([
			{ kind: 'advice', about: ['You should go.', 'You must rest.', 'You need to eat.'] }
		]);
		const [long] = feedbackOn(`You should ${'really '.repeat(40)}go.`).looks;
		expect(long!.about[0]).toMatch(/^You should .{70,80}…$/);
	});

	it('takes ideas from those who were asked for them, when they come from oneself', () => {
		const own = 'What helped me was a cold flannel on the neck.';
		expect(found(own, 'ideas')).toEqual({ helps: ['own'], looks: [] });
	});

	it('says when a reply is longer than what it answers', () => {
		expect(found('I hear you say it. '.repeat(30)).looks).toEqual(['long']);
	});

	it('takes its time from the length of the text alone', () => {
		const started = performance.now();
		for (const piece of ['you have to ', 'don’t ', 'and so, ', '?', 'I believe '])
			feedbackOn(piece.repeat(LONGEST_REPLY / piece.length));
		expect(performance.now() - started).toBeLessThan(1000);
	});

	it('wants some words, and not too many', () => {
		for (const text of ['', '   ', 'x'.repeat(LONGEST_REPLY + 1)])
			expect(ReplyInput.safeParse({ text }).success).toBe(false);
	});
});
