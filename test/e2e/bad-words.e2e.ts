import { describe, expect, test } from 'vitest';
import { strategyOf } from '#lib/coping/coping.ts';
import * as coping from '#lib/coping/server/coping.ts';
import * as safety from '#lib/safety/server/safety.ts';
import * as shares from '#lib/shares/server/shares.ts';
import { longest } from '#lib/shares/shares.ts';
import { sayError } from '#lib/words/errors.ts';
import { say } from '#lib/words/words.ts';
import { newId } from '#server/ids.ts';
import type { Person } from '#test/support/accounts.ts';
import { aSpace } from '#test/support/moderation.ts';
import { organisation } from '#test/support/organisation.ts';
import { aReply, aShare } from '#test/support/shares.ts';
import { openWorld } from '#test/support/world.ts';
import { openBrowser, signIn, sitDown } from './support/browser.ts';
import { startServer } from './support/server.ts';

/** Words that cannot be right, words at the wrong moment, and words that want to be more than words, as forms. */
const world = await openWorld();
world.clock.set(new Date());
await organisation(world, { timeZone: 'UTC' });
const { origin } = await startServer(world);
const space = await aSpace(world);
const { groupId, fern, tide, lark, mara, ines } = space;
const here = `/groups/${groupId}`;

/** Posts a form as a browser without scripts does. */
async function post(who: Person, path: string, fields: Record<string, string>) {
	const { token, here: half } = who.login;
	const answer = await fetch(`${origin}${path}`, {
		method: 'POST',
		redirect: 'manual',
		headers: {
			...{ accept: 'text/html', origin },
			cookie: `__Host-hs_login=${token}; __Host-hs_here=${half}`
		},
		body: new URLSearchParams(fields)
	});
	const page = await answer.text();
	return { status: answer.status, page, main: /<main[\s\S]*<\/main>/.exec(page)?.[0] };
}
const aForm = (text: string) => ({ once: newId(), need: 'listen', kind: 'share', text });
const all = async () => (await shares.space(fern.ctx, { groupId })).shares;
const repliesUnder = async (shareId: string) =>
	(await shares.find(fern.ctx, { groupId, shareId })).share.replies;
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const asItWas = await aShare(fern.ctx, groupId, 'As it was.');
const thisToo = await aReply(fern.ctx, groupId, asItWas, 'This too.');
const marks = '\u0301'.repeat(10_000);
describe.each([
	['nothing', '', 'required'],
	['whitespace', ' \t\r\n\u3000\u00a0 ', 'required'],
	['spaces without a width', '\u200b\u200d\u2060\ufeff\u180e', 'required'],
	['signs of direction alone', '\u202e\u2066\u200f', 'required'],
	['20,000 characters', 'many words '.repeat(1819).slice(0, 20_000), 'too_long'],
	['a letter with 10,000 marks', `a${marks}`, 'too_long'],
	['10,000 marks without a letter', marks, 'too_long'],
	['a null character', 'some\u0000words', 'characters'],
	['an escape sequence', 'some\u001b[2Jwords', 'characters']
])('%s', (_, text, problem) => {
	const why = sayError(`field.${problem}`);
	const shown = escaped(text.replaceAll('\r\n', '\n').slice(0, 500));

	test('is no share: the form says why, and what was typed is still there', async () => {
		const before = (await all()).length;
		const { status, page } = await post(fern, `${here}?/share`, aForm(text));
		expect(status).toBe(422);
		expect(page).toContain(why);
		expect(page).toContain(shown);
		expect(await all()).toHaveLength(before);
	});
	test('is no reply, nor what a share or a reply is changed into', async () => {
		const there = `${here}/shares/${asItWas}`;
		for (const [action, fields] of [
			['reply', { once: newId(), text }],
			['edit', { need: 'listen', text }],
			['editReply', { replyId: thisToo, text }]
		] as const) {
			const { status, page } = await post(fern, `${there}?/${action}`, fields);
			expect([action, status]).toEqual([action, 422]);
			expect(page).toContain(why);
			expect(page).toContain(shown);
		}
		const { share } = await shares.find(fern.ctx, { groupId, shareId: asItWas });
		const words = [share.text, ...share.replies.map((reply) => reply.text)];
		expect(words).toEqual(['As it was.', 'This too.']);
	});
});

describe('words that want to reach over what others wrote', () => {
	test('stay in their place: backwards, unclosed and piled up', async () => {
		const piled = `a${'\u0301\u0489'.repeat(2000)}`;
		const texts = ['\u202ednah rehto eht no', '\u2067\u2066 never closed', piled];
		for (const text of texts)
			expect((await post(fern, `${here}?/share`, aForm(text))).status).toBe(303);
		expect((await all()).map(({ text }) => text)).toEqual(expect.arrayContaining(texts));
		const browser = await openBrowser();
		const { page } = await sitDown(browser, origin, { phone: true });
		await signIn(page, tide);
		await page.goto(here);
		const placed = await page.locator('.written').evaluateAll((all) =>
			all.map((element) => {
				const { overflow, unicodeBidi } = getComputedStyle(element);
				return { overflow, unicodeBidi, dir: element.getAttribute('dir') };
			})
		);
		expect(placed.length).toBeGreaterThanOrEqual(texts.length);
		for (const { overflow, unicodeBidi, dir } of placed) {
			expect([overflow, dir]).toEqual(['clip', 'auto']);
			expect(['isolate', 'plaintext']).toContain(unicodeBidi);
		}
		const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
		expect(wide).toBe(false);
		// Nothing of the pile is in reach where the next thing is pressed.
		const card = page.locator('article', { has: page.locator('.written', { hasText: piled }) });
		const answer = card.getByRole('button').first();
		await answer.scrollIntoViewIfNeeded();
		await answer.click({ trial: true });
	});
});

describe('the same form sent twice at once', () => {
	test('is one share, and one reply', async () => {
		const form = aForm('Sent twice by accident.');
		const sent = await Promise.all([1, 2, 3].map(() => post(fern, `${here}?/share`, form)));
		expect(sent.map(({ status }) => status)).toEqual([303, 303, 303]);
		const one = (await all()).filter(({ text }) => text === form.text);
		expect(one).toHaveLength(1);
		const there = `${here}/shares/${one[0]!.shareId}?/reply`;
		const reply = { once: newId(), text: 'I read it.' };
		const replied = await Promise.all([1, 2, 3].map(() => post(tide, there, reply)));
		expect(replied.map(({ status }) => status)).toEqual([303, 303, 303]);
		expect(await repliesUnder(one[0]!.shareId)).toHaveLength(1);
	});
});

const nowhere = async (who: Person) =>
	(await post(who, `${here}/shares/${newId()}?/respond`, { shareId: newId(), said: 'hear.yes' }))
		.main;

describe('what is gone', () => {
	test('is neither changed nor answered, and is like what never was', async () => {
		const shareId = await aShare(fern.ctx, groupId, 'Soon gone.');
		const replyId = await aReply(tide.ctx, groupId, shareId);
		await shares.removeReply(tide.ctx, groupId, { replyId });
		const there = `${here}/shares/${shareId}`;
		const late = await post(tide, `${there}?/editReply`, { replyId, text: 'Changed.' });
		expect(late).toMatchObject({ status: 404, main: await nowhere(tide) });
		await shares.remove(fern.ctx, { groupId, shareId });
		const tries = [
			await post(fern, `${there}?/edit`, { need: 'listen', text: 'Changed.' }),
			await post(fern, `${there}?/remove`, {}),
			await post(tide, `${there}?/reply`, { once: newId(), text: 'Too late.' }),
			await post(tide, `${there}?/respond`, { shareId, said: 'hear.yes' })
		];
		for (const [i, tried] of tries.entries())
			expect(tried, String(i)).toMatchObject({ status: 404, main: await nowhere(tide) });
	});

	test('at the very moment it is answered is gone for all', async () => {
		for (let round = 0; round < 5; round++) {
			const shareId = await aShare(lark.ctx, groupId, 'Taken back.');
			const there = `${here}/shares/${shareId}`;
			const [removed, ...answers] = await Promise.all([
				post(lark, `${there}?/remove`, {}),
				post(tide, `${there}?/reply`, { once: newId(), text: 'At once.' }),
				post(fern, `${there}?/respond`, { shareId, said: 'hear.yes' })
			]);
			expect(removed.status).toBe(303);
			for (const { status } of answers) expect([303, 404]).toContain(status);
			await expect(repliesUnder(shareId)).rejects.toMatchObject({ code: 'not_found' });
		}
	});
});

describe('what a decision hides', () => {
	test('takes no response, no reply and no change, and whoever decided does not hear the appeal', async () => {
		const { decisionId } = await space.decided('share');
		const { shareId, replyId } = space;
		const there = `${here}/shares/${shareId}`;
		for (const [who, action, fields] of [
			[fern, 'respond', { shareId, said: 'hear.yes' }],
			[fern, 'reply', { once: newId(), text: 'Too late.' }],
			[tide, 'edit', { need: 'listen', text: 'Changed.' }],
			[lark, 'editReply', { replyId, text: 'Changed.' }]
		] as const)
			expect(await post(who, `${there}?/${action}`, fields), action).toMatchObject({
				...{ status: 404, main: await nowhere(fern) }
			});
		const appeal = { decisionId, words: 'It was about my own door.' };
		expect((await post(tide, '/settings/about-me?/appeal', appeal)).status).toBe(200);
		const answer = { decisionId, answer: 'kept', tell: 'I still think so.' };
		const own = await post(mara, `${here}/reports?/answerAppeal`, answer);
		expect(own.status).toBe(409);
		expect(own.page).toContain(sayError('appeal_own_decision'));
		expect(await safety.myDecisions(tide.ctx)).toMatchObject([{ answer: null }]);
		const other = await post(ines, `${here}/reports?/answerAppeal`, answer);
		expect(other.status).toBe(200);
		expect(await safety.myDecisions(tide.ctx)).toMatchObject([{ answer: 'kept' }]);
	});
});

describe('how upset somebody was', () => {
	const { page: senses } = strategyOf('ground-54321')!;
	test.each(['11', '-1', '5.5', '1e1', 'very', '٣', ' 3'])('is never %j', async (before) => {
		const form = { once: newId(), before, after: '2' };
		const { status, page } = await post(fern, `/library/${senses}?/tried`, form);
		expect(status).toBe(422);
		expect(page).toContain(sayError('field.choose'));
		expect(await coping.tries(fern.ctx)).toEqual([]);
	});
	test.each(['0', '10', ''])('can be %j', async (before) => {
		const form = { once: newId(), before, after: '2' };
		expect((await post(lark, `/library/${senses}?/tried`, form)).status).toBe(200);
		expect((await coping.tries(lark.ctx))[0]).toMatchObject({
			before: before === '' ? null : Number(before)
		});
	});
});

test('a note of more than one line, or longer than a note, is refused beside its field', async () => {
	for (const [note, problem] of [
		['one\ntwo', 'characters'],
		['n'.repeat(longest.note + 1), 'too_long']
	] as const) {
		const { status, page } = await post(fern, `${here}?/share`, { ...aForm('Words.'), note });
		expect(status).toBe(422);
		expect(page).toContain(sayError(`field.${problem}`));
		expect(page).toContain(say('shares.more.note'));
	}
});
