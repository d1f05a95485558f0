import pg from 'pg';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import * as notices from '#lib/notices/server/notices.ts';
import { say } from '#lib/words/words.ts';
import { group, type Belonging } from '#test/support/groups.ts';
import { organisation } from '#test/support/organisation.ts';
import { openWorld } from '#test/support/world.ts';
import { expectAccessible, openBrowser, signIn, sitDown } from './support/browser.ts';
import { startServer } from './support/server.ts';

/** Somebody new: a first share, somebody who offered to be there, and settling in. */
const world = await openWorld();
world.clock.set(new Date());
await organisation(world, { timeZone: 'UTC' });
const { origin } = await startServer(world);
const browser = await openBrowser();
const owner = new pg.Client({ connectionString: world.ownerUrl });
await owner.connect();
afterAll(() => owner.end());

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

async function gathered(javaScript: boolean) {
	const made = await group(world, { name: javaScript ? 'Evening harbour' : 'Quiet orchard' });
	const seat = async (who: Belonging, phone = false) => {
		const { page } = await sitDown(browser, origin, { phone, javaScript });
		await signIn(page, who);
		return page;
	};
	const tide = await made.member('Tidewater');
	await owner.query(
		"update membership set joined_at = joined_at - interval '40 days' where membership_id = $1",
		[tide.membershipId]
	);
	return {
		here: `/groups/${made.groupId}`,
		fern: await seat(await made.member('Quillfern'), true),
		tide: await seat(tide),
		mara: await seat(made.facilitators[0]),
		tideHears: async () => (await notices.mine(tide.ctx)).map(({ kind }) => kind),
		looksRight: async (page: Page, where: string) => {
			if (javaScript) await expectAccessible(page, where);
		}
	};
}

describe.each([
	{ how: 'with scripts', ...(await gathered(true)) },
	{ how: 'without scripts', ...(await gathered(false)) }
])('$how', ({ here, fern, tide, mara, tideHears, looksRight }) => {
	test('somebody who has been there for a while offers to welcome; the facilitators see it', async () => {
		await tide.goto(here);
		expect(await tide.getByText(say('welcome.card')).count()).toBe(0);
		await tide.getByRole('link', { name: say('welcome.door') }).click();
		await looksRight(tide, 'welcoming others');
		await press(tide, say('welcome.like.yes'));
		await tide.getByText(say('welcome.like.is')).waitFor();
		await mara.goto(`${here}/welcome`);
		await mara.getByText('Tidewater').waitFor();
		await looksRight(mara, 'who offered to welcome');
	});

	test('somebody new may just read, and begins with a few lines if they like', async () => {
		await fern.goto(here);
		await fern.getByText(say('welcome.card')).waitFor();
		await looksRight(fern, 'a space for somebody new');
		await fern.getByRole('link', { name: say('welcome.card.more') }).click();
		const heading = say('welcome.heading.new', { alias: 'Quillfern' });
		await fern.getByRole('heading', { name: heading }).waitFor();
		await looksRight(fern, 'being new');
		await fern.getByRole('link', { name: say('welcome.first.go') }).click();
		const field = fern.getByLabel(say('shares.write.text'));
		expect(await field.inputValue()).toBe(say('welcome.first.text', { alias: 'Quillfern' }));
		await field.fill('Hello, I am Quillfern. Today I feel shy.');
		await fern.getByLabel(say('shares.need.listen'), { exact: true }).check();
		await press(fern, say('shares.write.send'));
		await fern.locator('article', { hasText: 'Today I feel shy.' }).waitFor();
	});

	test('whoever asks is shown somebody, who is told; either of them ends it', async () => {
		await fern.goto(`${here}/welcome`);
		await press(fern, say('welcome.buddy.ask'));
		await fern.getByText(say('welcome.buddy.here', { alias: 'Tidewater' })).waitFor();
		await looksRight(fern, 'somebody who is there');
		expect(await tideHears()).toContain('welcome');
		await tide.goto('/home');
		const line = tide.getByRole('listitem').filter({ hasText: say('notices.kind.welcome') });
		await line.getByRole('link').first().click();
		await tide.getByText(say('welcome.newcomer.more', { alias: 'Quillfern' })).waitFor();
		await looksRight(tide, 'somebody new');
		await press(tide, say('welcome.newcomer.end'));
		await tide.getByText(say('welcome.done.ended')).waitFor();
		expect(await tideHears()).not.toContain('welcome');
		await fern.goto(`${here}/welcome`);
		await press(fern, say('welcome.buddy.ask'));
		await fern.getByText(say('welcome.buddy.none', { names: 'Ines and Mara' })).waitFor();
	});

	test('whoever has settled in is told no more that they are new', async () => {
		await fern.goto(`${here}/welcome`);
		await press(fern, say('welcome.settled.yes'));
		await fern.getByRole('button', { name: say('welcome.settled.no') }).waitFor();
		await fern.goto(here);
		expect(await fern.getByText(say('welcome.card')).count()).toBe(0);
		expect(await fern.title()).toBe(say('frame.title.groups'));
	});
});
