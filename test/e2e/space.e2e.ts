import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { responseKinds } from '#lib/shares/shares.ts';
import { say } from '#lib/words/words.ts';
import { group, type Belonging } from '#test/support/groups.ts';
import { organisation } from '#test/support/organisation.ts';
import { openWorld } from '#test/support/world.ts';
import { expectAccessible, openBrowser, signIn, sitDown } from './support/browser.ts';
import { startServer } from './support/server.ts';

/** The group's space: what kind of share, for whom, what it mentions, and what each would rather not meet. */
const world = await openWorld();
world.clock.set(new Date());
await organisation(world, { timeZone: 'UTC' });
const { origin } = await startServer(world);
const browser = await openBrowser();

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const text = (page: Page) => page.getByRole('textbox').first();
const card = (page: Page, words: string) => page.locator('article', { hasText: words });

/** A group with three of its people at devices of their own. */
async function gathered(javaScript: boolean) {
	const made = await group(world, { name: javaScript ? 'Evening harbour' : 'Quiet orchard' });
	const seat = async (who: Belonging, phone = false) => {
		const { page } = await sitDown(browser, origin, { phone, javaScript });
		await signIn(page, who);
		return page;
	};
	return {
		here: `/groups/${made.groupId}`,
		fern: await seat(await made.member('Quillfern'), true),
		tide: await seat(await made.member('Tidewater')),
		mara: await seat(made.facilitators[0]),
		// The check of the page is a script too.
		looksRight: async (page: Page, where: string) => {
			if (javaScript) await expectAccessible(page, where);
		}
	};
}

describe.each([
	{ how: 'with scripts', ...(await gathered(true)) },
	{ how: 'without scripts', ...(await gathered(false)) }
])('$how', ({ here, fern, tide, mara, looksRight }) => {
	test('somebody says what they need, what it mentions and how it feels', async () => {
		await fern.goto(`${here}?write`);
		await fern.getByRole('link', { name: say('shares.kind.ask'), exact: true }).click();
		await fern
			.getByLabel(say('shares.write.label.ask'))
			.fill('Somebody to know of my appointment.');
		await fern.getByLabel(say('shares.need.listen'), { exact: true }).check();
		await fern.getByText(say('shares.more'), { exact: true }).click();
		await fern.getByLabel(say('shares.more.note')).fill('mentions a night on the ward');
		await fern.getByLabel('hospital', { exact: true }).check();
		await fern.getByLabel('lonely', { exact: true }).check();
		await fern.getByLabel(say('shares.more.responses_only')).check();
		await looksRight(fern, 'writing a share of a kind');
		await press(fern, say('shares.write.send'));
		const mine = card(fern, 'Somebody to know of my appointment.');
		await mine.waitFor();
		for (const words of ['mentions a night on the ward', 'hospital', 'lonely'])
			expect(await mine.innerText()).toContain(words);
	});

	test('others read it, and are offered no reply', async () => {
		await tide.goto(here);
		const theirs = card(tide, 'Somebody to know of my appointment.');
		const wish = say('shares.wish.listen');
		const heading = say('shares.heading.ask', { alias: 'Quillfern', mine: 'false', wish });
		await theirs.getByRole('heading', { name: heading }).waitFor();
		const reply = say('shares.reply.link', { alias: 'Quillfern' });
		expect(await theirs.getByRole('link', { name: reply }).count()).toBe(0);
		await theirs.getByRole('button', { name: 'I hear you', exact: true }).click();
		await theirs.getByText('You said: I hear you.').waitFor();
		await looksRight(tide, 'a space with shares');
	});

	test('what is for the facilitators only reaches them and nobody else', async () => {
		await fern.goto(`${here}?write=facilitators`);
		await fern.getByLabel(say('shares.write.label.facilitators')).fill('For you two alone.');
		await fern.getByLabel(say('shares.need.ideas'), { exact: true }).check();
		await press(fern, say('shares.write.send'));
		await card(fern, 'For you two alone.').waitFor();
		await mara.goto(here);
		await card(mara, 'For you two alone.').waitFor();
		await tide.goto(here);
		await card(tide, 'Somebody to know of my appointment.').waitFor();
		expect(await card(tide, 'For you two alone.').count()).toBe(0);
	});

	test('what is kept for later is there for its author, until it is shared', async () => {
		await fern.goto(`${here}?write=win`);
		await text(fern).fill('Slept with the lamp off.');
		await press(fern, say('shares.draft.keep'));
		await fern.getByText(say('shares.draft.kept')).waitFor();
		await tide.goto(`${here}?write`);
		expect(await text(tide).inputValue()).toBe('');
		await fern.goto(`${here}?write`);
		await fern.getByText(say('shares.draft.here')).waitFor();
		expect(await fern.getByLabel(say('shares.write.label.win')).inputValue()).toBe(
			'Slept with the lamp off.'
		);
		await looksRight(fern, 'going on with what was kept');
		await press(fern, say('shares.write.send'));
		await card(fern, 'Slept with the lamp off.').waitFor();
		await fern.goto(`${here}?write`);
		expect(await fern.getByLabel(say('shares.write.text')).inputValue()).toBe('');
	});

	test('a topic that somebody would rather not meet stays closed for them until they open it', async () => {
		await tide.goto(here);
		await tide.getByRole('link', { name: say('space.aside.change') }).click();
		await tide.getByLabel('hospital', { exact: true }).check();
		await looksRight(tide, 'what I would rather not meet');
		await press(tide, say('space.topics.keep'));
		await tide.getByText(say('space.filters.kept')).waitFor();
		await tide.goto(here);
		const words = tide.getByText('Somebody to know of my appointment.');
		expect(await words.isVisible()).toBe(false);
		await tide.getByText('You asked to be told about “hospital”.').waitFor();
		await looksRight(tide, 'a space with something folded away');
		await tide.getByText(say('space.folded.open'), { exact: true }).first().click();
		await words.waitFor();
		await mara.goto(here);
		await mara.getByText('Somebody to know of my appointment.').waitFor();
	});

	test('so do the words of somebody, who does not learn of it; and they are opened again', async () => {
		await tide.goto(here);
		await card(tide, 'Slept with the lamp off.')
			.getByRole('link', { name: say('shares.reply.link', { alias: 'Quillfern' }) })
			.click();
		await tide
			.locator('summary', { hasText: say('space.people.other') })
			.first()
			.click();
		await tide
			.getByRole('link', { name: say('space.people.link', { alias: 'Quillfern' }) })
			.click();
		await looksRight(tide, 'folding somebody’s words away');
		await press(tide, say('space.people.fold'));
		await tide.getByText(say('space.people.more')).waitFor();
		await tide.goto(here);
		await tide
			.getByText(say('space.folded.person', { alias: 'Quillfern' }))
			.first()
			.waitFor();
		expect(await tide.getByText('Slept with the lamp off.').isVisible()).toBe(false);
		await fern.goto(here);
		expect(await fern.getByText('Slept with the lamp off.').isVisible()).toBe(true);
		await tide.goto(`${here}/filters`);
		await tide.getByRole('button', { name: say('space.people.unfold') }).click();
		await tide.getByText(say('space.filters.kept')).waitFor();
		await tide.goto(here);
		expect(await tide.getByText('Slept with the lamp off.').isVisible()).toBe(true);
	});

	test('the facilitators choose what can be said with one press', async () => {
		const know = { name: say('shares.response.know'), exact: true };
		await mara.goto(here);
		await mara.getByRole('link', { name: say('space.responses') }).click();
		await mara.getByLabel(know.name, { exact: true }).check();
		await mara.getByLabel(say('shares.response.believe'), { exact: true }).uncheck();
		await looksRight(mara, 'choosing what can be said with one press');
		await press(mara, say('space.responses.keep'));
		await mara.getByText(say('space.responses.kept')).waitFor();
		await tide.goto(here);
		const win = card(tide, 'Slept with the lamp off.');
		await win.getByRole('button', know).click();
		await win.getByText('You said: I know this too.').waitFor();
		const believe = { name: say('shares.response.believe'), exact: true };
		expect(await win.getByRole('button', believe).count()).toBe(0);
		await mara.goto(`${here}/responses`);
		for (const one of responseKinds) {
			const box = mara.getByLabel(say(`shares.response.${one}`), { exact: true });
			expect(await box.isChecked(), one).toBe(one !== 'believe' && one !== 'strength');
		}
	});

	test('the calm view has the small win alone', async () => {
		await mara.goto(here);
		await mara.getByRole('link', { name: say('space.calm') }).click();
		await mara.getByRole('link', { name: say('space.calm.all') }).waitFor();
		await card(mara, 'Slept with the lamp off.').waitFor();
		expect(await card(mara, 'For you two alone.').count()).toBe(0);
		await looksRight(mara, 'the calm view');
		await mara.getByRole('link', { name: say('space.calm.all') }).click();
		await card(mara, 'For you two alone.').waitFor();
		expect(await mara.title()).toBe(say('frame.title.groups'));
	});
});
