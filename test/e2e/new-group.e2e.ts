import { expect, test } from 'vitest';
import { say } from '#lib/words/words.ts';
import { person } from '#test/support/accounts.ts';
import { organisation } from '#test/support/organisation.ts';
import { openWorld } from '#test/support/world.ts';
import { expectAccessible, openBrowser, signIn, sitDown, whenAwake } from './support/browser.ts';
import { startServer } from './support/server.ts';

/** What a coordinator says of a group is what people read of it. */
const world = await openWorld();
world.clock.set(new Date());
await organisation(world, { timeZone: 'UTC' });
const leads = ['Mara', 'Ines'];
for (const label of leads) await person(world, { roles: ['facilitator'], label });
const { origin } = await startServer(world);
const browser = await openBrowser();

test('a coordinator says what a new group costs and who leads it, and its page says so', async () => {
	const { page } = await sitDown(browser, origin);
	await signIn(page, await person(world, { roles: ['coordinator'] }));
	await page.goto('/programme/groups/new');
	await whenAwake(page);
	const field = (label: string) => page.getByLabel(label, { exact: true });
	await field(say('groups.new.name')).fill('Clear water');
	await field(say('groups.new.purpose')).fill('For those who want to stop, one day at a time.');
	await field(say('groups.new.experience')).selectOption('substance_use');
	await field(say('groups.audience.deaf')).check();
	await field(say('groups.new.cost')).selectOption('free');
	await field(say('groups.new.led_by')).selectOption('peer');
	for (const [i, label] of leads.entries()) {
		const n = i + 1;
		await field(say('groups.new.lead', { n })).selectOption({ label });
		await field(say('groups.new.lead.alias', { n })).fill(label);
	}
	await page.getByRole('button', { name: say('groups.new.submit') }).click();
	await page.waitForURL(/\/programme\/groups\/[\da-f-]{36}$/);
	const groupId = new URL(page.url()).pathname.split('/').at(-1);

	const stranger = await sitDown(browser, origin, { phone: true });
	await stranger.page.goto(`/g/${groupId}`);
	const main = stranger.page.getByRole('main');
	await main.getByText(say('groups.sentence.cost.free')).first().waitFor();
	await main.getByText(say('groups.sentence.led_by.peer')).first().waitFor();
	await expectAccessible(stranger.page, 'the page of a new group');
	expect(await main.innerText()).toContain(say('groups.what.substance_use'));
	expect(await main.innerText()).toContain(say('groups.who.deaf'));
});
