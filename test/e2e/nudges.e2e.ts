import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { say } from '#lib/words/words.ts';
import { group } from '#test/support/groups.ts';
import { organisation } from '#test/support/organisation.ts';
import { openWorld } from '#test/support/world.ts';
import { expectAccessible, openBrowser, signIn, sitDown, whenAwake } from './support/browser.ts';
import { startServer } from './support/server.ts';

/** A thought beside the field before words go to the group: with scripts while writing, without them after. */
const world = await openWorld();
world.clock.set(new Date());
await organisation(world, { timeZone: 'UTC' });
const { origin } = await startServer(world);
const browser = await openBrowser();

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const thought = (page: Page, code: 'phone' | 'judgement' | 'crisis') =>
	page.getByText(say(`nudges.name.${code}`), { exact: true });

async function gathered(javaScript: boolean) {
	const made = await group(world, {
		name: javaScript ? 'Evening harbour' : 'Quiet orchard',
		agreement: ['What is said here stays here.', 'No contact details in this space.']
	});
	const free = await group(world, { name: javaScript ? 'Morning harbour' : 'Early orchard' });
	const { page } = await sitDown(browser, origin, { phone: true, javaScript });
	const fern = await made.member('Quillfern');
	await signIn(page, fern);
	const other = await sitDown(browser, origin, { javaScript });
	await signIn(other.page, await free.member('Tidewater'));
	return {
		...{ javaScript, fern: page, tide: other.page },
		held: `/groups/${made.groupId}?write`,
		free: `/groups/${free.groupId}?write`
	};
}

describe.each([
	{ how: 'with scripts', ...(await gathered(true)) },
	{ how: 'without scripts', ...(await gathered(false)) }
])('$how', ({ javaScript, fern, tide, held, free }) => {
	const words = (page: Page) => page.getByLabel(say('shares.write.text'));

	test('a number is met with a thought, and nothing that was written is lost', async () => {
		await tide.goto(free);
		await words(tide).fill('Ring me on 07700 900123.');
		await tide.getByLabel(say('shares.need.listen'), { exact: true }).check();
		await press(tide, say('shares.write.send'));
		await thought(tide, 'phone').waitFor();
		expect(await words(tide).inputValue()).toBe('Ring me on 07700 900123.');
		expect(await tide.getByLabel(say('shares.need.listen'), { exact: true }).isChecked()).toBe(
			true
		);
		if (javaScript) await expectAccessible(tide, 'a thought beside the field');
	});

	test('it can be sent as it is', async () => {
		await press(tide, say('nudges.as_it_is'));
		await tide.locator('article', { hasText: '07700 900123' }).waitFor();
	});

	test('where the group agreed to share no ways to reach anybody it has to be changed', async () => {
		await fern.goto(held);
		await words(fern).fill('Ring me on 07700 900123.');
		await fern.getByLabel(say('shares.need.listen'), { exact: true }).check();
		await press(fern, say('shares.write.send'));
		await fern.getByText(say('nudges.lead.held')).waitFor();
		const asItIs = fern.getByRole('button', { name: say('nudges.as_it_is') });
		expect(await asItIs.count()).toBe(0);
		if (javaScript) {
			// What is looked at while somebody writes knows of the group’s rule by then.
			await words(fern).fill('Please ring me on 07700 900456.');
			await fern.getByText('“07700 900456”').waitFor();
			await fern.getByText(say('nudges.lead.held')).waitFor();
			expect(await asItIs.count()).toBe(0);
		}
		await words(fern).fill('It is hard to be alone with it.');
		await press(fern, say('shares.write.send'));
		await fern.locator('article', { hasText: 'It is hard to be alone with it.' }).waitFor();
	});

	test('a reply that says “you should” is met with a thought', async () => {
		await tide.getByRole('link', { name: say('shares.reply.link.mine') }).click();
		const reply = tide.locator('#reply textarea');
		await reply.fill('You should move on.');
		await press(tide, say('shares.reply.send'));
		await thought(tide, 'judgement').waitFor();
		expect(await reply.inputValue()).toBe('You should move on.');
		await reply.fill('I am with you.');
		await press(tide, say('shares.reply.send'));
		await tide.getByText('I am with you.').first().waitFor();
		expect(await tide.getByText('You should move on.').count()).toBe(0);
	});

	test('words that sound like crisis are met with help, and go as they are', async () => {
		await fern.goto(held);
		await words(fern).fill('I do not want to be here anymore.');
		await fern.getByLabel(say('shares.need.listen'), { exact: true }).check();
		await press(fern, say('shares.write.send'));
		await thought(fern, 'crisis').waitFor();
		expect(
			await fern
				.getByRole('main')
				.getByRole('link', { name: say('nudges.help') })
				.count()
		).toBe(1);
		await press(fern, say('nudges.as_it_is'));
		await fern.locator('article', { hasText: 'I do not want to be here anymore.' }).waitFor();
	});

	if (javaScript)
		test('it comes while somebody writes, and goes when they change it', async () => {
			await tide.goto(free);
			await whenAwake(tide);
			await words(tide).fill('Ring me on 07700 900123.');
			await thought(tide, 'phone').waitFor();
			await words(tide).fill('It was a long day.');
			await thought(tide, 'phone').waitFor({ state: 'detached' });
		});
});
