import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import * as coping from '#lib/coping/server/coping.ts';
import { say } from '#lib/words/words.ts';
import { group, type Belonging } from '#test/support/groups.ts';
import { organisation } from '#test/support/organisation.ts';
import { openWorld } from '#test/support/world.ts';
import { expectAccessible, openBrowser, signIn, sitDown, whenAwake } from './support/browser.ts';
import { startServer } from './support/server.ts';

/** A strategy of the group's own: shared, practised by three for a week, feedback on it, and what helped. */
const world = await openWorld();
world.clock.set(new Date());
await organisation(world, { timeZone: 'UTC' });
const { origin } = await startServer(world);
const browser = await openBrowser();

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const lines = (many: number) => Array.from({ length: many }, (_, n) => `Step ${n + 1}.`).join('\n');

async function gathered(javaScript: boolean) {
	const made = await group(world, { name: javaScript ? 'Evening harbour' : 'Quiet orchard' });
	const seat = async (who: Belonging, phone = false) => {
		const { page } = await sitDown(browser, origin, { phone, javaScript });
		await signIn(page, who);
		return page;
	};
	const people = {
		fern: await made.member('Quillfern'),
		tide: await made.member('Tidewater'),
		lark: await made.member('Larkspur')
	};
	return {
		...{ people, here: `/groups/${made.groupId}` },
		fern: await seat(people.fern, true),
		tide: await seat(people.tide),
		lark: await seat(people.lark, true),
		mara: await seat(made.facilitators[0]),
		// The check of the page is a script too.
		looksRight: async (page: Page, where: string) => {
			if (javaScript) await expectAccessible(page, where);
		},
		awake: async (page: Page) => {
			if (javaScript) await whenAwake(page);
		}
	};
}

describe.each([
	{ how: 'with scripts', ...(await gathered(true)) },
	{ how: 'without scripts', ...(await gathered(false)) }
])('$how', ({ here, people, fern, tide, lark, mara, looksRight, awake }) => {
	/** Where it is, once it was shared. */
	let there = '';

	test('a member shares what helps; no step and far too many are refused kindly, nothing is lost', async () => {
		await fern.goto(here);
		await fern.getByRole('link', { name: say('strategies.door') }).click();
		await fern.getByText(say('strategies.none'), { exact: true }).waitFor();
		await looksRight(fern, 'no strategies yet');
		await fern.getByRole('link', { name: say('strategies.share') }).click();
		const steps = fern.getByLabel(say('strategies.write.steps'));
		await steps.waitFor();
		await awake(fern);
		await fern.getByLabel(say('strategies.write.title')).fill('Cold water on my wrists');
		await fern.getByLabel(say('strategies.write.minutes')).fill('2');
		await fern.getByLabel(say('coping.wanted.worksWith.body'), { exact: true }).check();
		await fern.getByLabel(say('coping.symptom.panic'), { exact: true }).check();
		await fern.getByLabel(say('strategies.write.asks')).check();
		await press(fern, say('strategies.write.send'));
		await fern.getByText(say('errors.field.steps_none')).waitFor();
		await steps.fill(lines(500));
		await press(fern, say('strategies.write.send'));
		await fern.getByText(say('errors.field.steps_many')).waitFor();
		expect(await fern.getByLabel(say('strategies.write.minutes')).inputValue()).toBe('2');
		expect(await fern.getByLabel(say('strategies.write.asks')).isChecked()).toBe(true);
		await looksRight(fern, 'a strategy with too many steps');
		await steps.fill('Go to a tap.\nLet it run over your wrists.\nName what you see.');
		await press(fern, say('strategies.write.send'));
		await fern.getByText(say('strategies.shared')).waitFor();
		there = new URL(fern.url()).pathname;
		expect(await fern.title()).toBe(say('frame.title.groups'));
		await looksRight(fern, 'a strategy of one’s own');
	});

	test('three practise it for a week, each by themselves', async () => {
		await mara.goto(there);
		await awake(mara);
		await press(mara, say('strategies.week.begin'));
		await mara.getByText(say('strategies.week.began')).waitFor();
		for (const [page, who] of [
			[tide, people.tide],
			[lark, people.lark],
			[fern, people.fern]
		] as const) {
			await page.goto(there);
			await awake(page);
			await press(page, say('strategies.week.join'));
			await page.getByText(say('strategies.week.joined'), { exact: true }).waitFor();
			const number = (legend: RegExp, value: string) =>
				page
					.getByRole('group', { name: legend })
					.getByRole('radio', { name: value, exact: true })
					.check();
			await number(/^Before you begin/, '8');
			await number(/^And now/, '4');
			await page.getByRole('radio', { name: say('coping.symptom.panic') }).check();
			await press(page, say('coping.tried.keep'));
			await page.getByText(say('strategies.tried')).waitFor();
			expect(await coping.tries(who.ctx)).toMatchObject([{ before: 8, after: 4 }]);
		}
		await mara.goto(there);
		expect(await mara.locator('main').innerText()).not.toMatch(/Tidewater|Larkspur/);
		await looksRight(mara, 'a week that runs');
	});

	test('a facilitator sees who waits for feedback, and somebody gives it', async () => {
		await mara.goto(`${here}/strategies`);
		const waits = mara.getByRole('region', { name: say('strategies.waiting.heading') });
		await waits.getByText(/^Quillfern/).waitFor();
		await looksRight(mara, 'who waits for feedback');
		await tide.goto(there);
		await awake(tide);
		const send = say('strategies.feedback.send', { alias: 'Quillfern' });
		await press(tide, send);
		await tide.getByText(say('errors.field.choose')).first().waitFor();
		await tide
			.getByRole('group', { name: say('strategies.feedback.clear') })
			.getByLabel(say('strategies.rated.yes'), { exact: true })
			.check();
		await tide
			.getByRole('group', { name: say('strategies.feedback.doable') })
			.getByLabel(say('strategies.rated.partly'), { exact: true })
			.check();
		await tide.getByLabel(say('strategies.feedback.keep')).fill('The tap.');
		await tide.getByLabel(say('strategies.feedback.change')).fill('A towel beside it.');
		await looksRight(tide, 'giving feedback');
		await press(tide, send);
		await tide.getByText(say('strategies.feedback.given', { alias: 'Quillfern' })).waitFor();
		await lark.goto(there);
		expect(await lark.locator('main').innerText()).not.toContain('A towel beside it.');
		await mara.goto(`${here}/strategies`);
		await mara.getByText(say('strategies.waiting.none')).waitFor();
	});

	test('its author reads it and changes the strategy', async () => {
		await fern.goto(there);
		await awake(fern);
		await fern.getByText('What I would change: A towel beside it.').waitFor();
		await looksRight(fern, 'feedback on one’s own');
		await fern.getByText(say('strategies.own'), { exact: true }).click();
		const steps = fern.getByLabel(say('strategies.write.steps'));
		await steps.fill(`${await steps.inputValue()}\nDry your hands on a towel.`);
		await press(fern, say('strategies.own.change'));
		await fern.getByText(say('strategies.changed'), { exact: true }).waitFor();
		await tide.goto(there);
		await tide.getByRole('listitem').filter({ hasText: 'Dry your hands' }).waitFor();
	});

	test('each finds what helped them; three lucky tries are not counted for all', async () => {
		await tide.goto('/library/mine');
		await tide.getByText('Cold water on my wrists').first().waitFor();
		await tide.getByRole('img', { name: 'From 8 down to 4.' }).waitFor();
		await awake(tide);
		await press(tide, say('coping.counted.give'));
		await tide.getByText(say('coping.mine.done.give')).waitFor();
		await looksRight(tide, 'what helps me, with the group’s own');
		await tide.getByRole('link', { name: say('coping.here.heading') }).click();
		await tide.getByText(say('coping.here.none')).waitFor();
		expect(await tide.locator('main').innerText()).not.toContain('Cold water on my wrists');
		await looksRight(tide, 'what helped people here, of too few');
	});

	test('what somebody reports is hidden with a decision, and what is taken back is gone', async () => {
		await lark.goto(there);
		await lark.getByRole('link', { name: /^Report this/ }).click();
		await lark.getByRole('heading', { name: /Quillfern shared to try/ }).waitFor();
		await looksRight(lark, 'reporting a strategy');
		await fern.goto(there);
		await awake(fern);
		await fern.getByText(say('strategies.own'), { exact: true }).click();
		await press(fern, say('strategies.own.remove'));
		await fern.getByText(say('strategies.gone')).waitFor();
		expect((await tide.goto(there))?.status()).toBe(404);
		await tide.goto('/library/mine');
		await tide.getByText(say('strategies.no_more')).first().waitFor();
	});
});
