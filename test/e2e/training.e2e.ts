import { describe, expect, test } from 'vitest';
import * as training from '#lib/training/server/training.ts';
import { projectRoot, readBook } from '#lib/training/server/content/book.ts';
import { say } from '#lib/words/words.ts';
import { person } from '#test/support/accounts.ts';
import { organisation } from '#test/support/organisation.ts';
import { openWorld } from '#test/support/world.ts';
import { expectAccessible, openBrowser, signIn, sitDown, whenAwake } from './support/browser.ts';
import { startServer } from './support/server.ts';

/** Somebody who is to lead groups learns: with scripts and without, on a phone and at a desk. */
const world = await openWorld();
await organisation(world, { timeZone: 'UTC' });
world.clock.set(new Date());
const trainee = () => person(world, { roles: ['facilitator'], certified: false });
const { origin } = await startServer(world);
const browser = await openBrowser();
const bookNow = () => readBook(projectRoot());
const looks = [
	{ phone: true, javaScript: true },
	{ phone: false, javaScript: false }
];

describe.each(looks)('somebody who learns (phone: $phone, scripts: $javaScript)', (look) => {
	test('reads a module, stops, goes on, and prints it', async () => {
		const who = await trainee();
		const [first] = await training.modules(who.ctx);
		const { parts } = await training.module(who.ctx, first!.nr);
		const { page } = await sitDown(browser, origin, look);
		await signIn(page, who);
		await page.getByRole('link', { name: say('training.heading'), exact: true }).click();
		await page.waitForURL('**/training');
		expect(await page.title()).toBe('Library');
		if (look.javaScript) await expectAccessible(page, 'training');
		await page.getByRole('link', { name: first!.title }).click();
		await page.waitForURL(`**/training/${first!.nr}`);
		if (look.javaScript) await whenAwake(page);
		await page
			.getByRole('button', { name: say('training.keep') })
			.first()
			.click();
		await page.waitForURL('**#part-2');
		await page.getByText(say('training.keep.here')).waitFor();
		if (look.javaScript) await expectAccessible(page, 'a module');
		await page.goto('/training');
		const stopped = say('training.progress.place', { part: parts[0]!.heading });
		await page.getByText(stopped).waitFor();
		await page.goto(`/training/${first!.nr}`);
		const goOn = say('training.go_on.do', { part: parts[1]!.heading });
		await page.getByRole('link', { name: goOn }).click();
		await page.getByRole('button', { name: say('training.finish') }).click();
		await page.getByText(say('training.finished')).waitFor();
		await page.getByRole('link', { name: say('training.print'), exact: true }).click();
		await page.getByRole('link', { name: say('training.print.back') }).waitFor();
		expect(await page.getByRole('navigation', { name: say('frame.main') }).count()).toBe(0);
		await page.getByRole('button', { name: 'Leave now' }).waitFor();
		await page.emulateMedia({ media: 'print' });
		expect(await page.getByText(say('training.print.back')).isVisible()).toBe(false);
		expect(await page.getByText(parts[0]!.heading, { exact: true }).isVisible()).toBe(true);
	});

	test('takes the quiz, misses something, reads why, and passes', async () => {
		const who = await trainee();
		const { nr, quiz } = bookNow().modules[0]!;
		const { page } = await sitDown(browser, origin, look);
		await signIn(page, who);
		await page.goto(`/training/${nr}/quiz`);
		if (look.javaScript) await whenAwake(page);
		for (const { options } of quiz.questions)
			for (const { why } of options) expect(await page.content()).not.toContain(why);
		const send = () => page.getByRole('button', { name: say('training.quiz.send') }).click();
		const answer = async (isRight: boolean) => {
			for (const { id, options } of quiz.questions)
				for (const option of options) {
					const box = page.locator(`[name="a-${id}"], [name="a-${id}[]"]`);
					const one = box.and(page.locator(`[value="${option.id}"]`));
					if (option.right === isRight) await one.check({ force: true });
				}
		};
		await send();
		await page.getByText(say('training.quiz.left')).waitFor();
		await answer(false);
		await send();
		await page.waitForURL('**/quiz/looked');
		await page.getByText(quiz.questions[0]!.options[0]!.why).waitFor();
		await page.getByText(say('training.quiz.not_right')).first().waitFor();
		if (look.javaScript) await expectAccessible(page, 'answers looked at');
		await page.getByRole('link', { name: say('training.quiz.again') }).click();
		await page.waitForURL('**/quiz');
		if (look.javaScript) await expectAccessible(page, 'a quiz');
		await answer(true);
		await send();
		await page.getByText(say('training.quiz.did.pass')).waitFor();
		await page.goto('/training');
		const best = say('training.quiz.outcome', {
			...{ right: quiz.questions.length, of: quiz.questions.length }
		});
		await page.getByText(say('training.quiz.passed', { best })).waitFor();
	});

	test('goes through a hard moment, takes a choice back, and reads how it went', async () => {
		const who = await trainee();
		const { page: address, title, nodes, start, end } = bookNow().scenarios[0]!;
		const { page } = await sitDown(browser, origin, look);
		await signIn(page, who);
		await page.goto('/training');
		await page.getByRole('link', { name: title }).click();
		await page.waitForURL(`**/training/practice/${address}`);
		if (look.javaScript) await whenAwake(page);
		const choose = async (id: string) => {
			await page.locator(`input[name="choice"][value="${id}"]`).check({ force: true });
			await page.getByRole('button', { name: say('training.scene.do') }).click();
		};
		const first = nodes[start]!.choices[0]!;
		await page.getByRole('button', { name: say('training.scene.do') }).click();
		await page.getByText(say('errors.field.choose')).waitFor();
		await choose(first.id);
		await page.getByText(first.feedback).waitFor();
		if (look.javaScript) await expectAccessible(page, 'a hard moment');
		await page.getByRole('button', { name: say('training.scene.back') }).click();
		await page.getByText(first.feedback).waitFor({ state: 'detached' });
		for (let at: string | null = start; at !== null;) {
			const best: (typeof nodes)[string]['choices'][number] = nodes[at]!.choices.toSorted(
				(a, b) => b.rubric.safety + b.rubric.role - a.rubric.safety - a.rubric.role
			)[0]!;
			await choose(best.id);
			await page.getByText(best.feedback).first().waitFor();
			// Days later, so to speak.
			await page.goto(`/training/practice/${address}`);
			if (look.javaScript) await whenAwake(page);
			at = best.to;
		}
		await page.getByRole('heading', { name: say('training.scene.end') }).waitFor();
		const said = await page.locator('#now .lead').innerText();
		expect(Object.values(end)).toContain(said);
		if (look.javaScript) await expectAccessible(page, 'the end of a hard moment');
		await page.goto('/training');
		await page.getByText(say('training.scenes.done')).waitFor();
	});

	test('writes a reply and reads what was found in it, and nothing of it is kept', async () => {
		const { page } = await sitDown(browser, origin, look);
		await signIn(page, await trainee());
		await page.goto('/training');
		await page.getByRole('link', { name: say('training.replies.go') }).click();
		await page.waitForURL('**/training/replies');
		if (look.javaScript) await expectAccessible(page, 'replies to practise');
		await page
			.getByRole('link', { name: say('training.replies.open') })
			.first()
			.click();
		await page.waitForURL('**/training/replies/1');
		if (look.javaScript) await whenAwake(page);
		const field = page.getByLabel(say('training.reply.text'));
		const send = page.getByRole('button', { name: say('training.reply.send') });
		await send.click();
		await page.getByText(say('errors.field.required')).waitFor();
		await field.fill('I believe you. Have you tried tea?');
		await send.click();
		await page.getByText(say('training.reply.why.validation')).waitFor();
		await page.getByText(say('training.reply.why.advice')).waitFor();
		expect(await field.inputValue()).toBe('I believe you. Have you tried tea?');
		if (look.javaScript) await expectAccessible(page, 'a reply looked at');
		await page.goto('/training/replies/1');
		expect(await field.inputValue()).toBe('');
	});
});

test('a member finds nothing there, and no door to it', async () => {
	const { page } = await sitDown(browser, origin);
	await signIn(page, await person(world));
	expect(await page.locator('a[href="/training"]').count()).toBe(0);
	for (const path of ['/training', '/training/1', '/training/1/print'])
		expect((await page.goto(path))?.status(), path).toBe(404);
});
