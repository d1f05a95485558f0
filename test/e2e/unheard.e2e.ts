import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import * as shares from '#lib/shares/server/shares.ts';
import { say } from '#lib/words/words.ts';
import { after, hour } from '#server/clock.ts';
import { group } from '#test/support/groups.ts';
import { organisation } from '#test/support/organisation.ts';
import { aShare } from '#test/support/shares.ts';
import { openWorld } from '#test/support/world.ts';
import { expectAccessible, openBrowser, signIn, sitDown, whenAwake } from './support/browser.ts';
import { startServer } from './support/server.ts';

/** A share without an answer on its way up, with a clock that the test moves, and back when it is answered. */
const world = await openWorld();
const now = new Date();
world.clock.set(now);
await organisation(world, { timeZone: 'UTC' });
const made = await group(world);
const { groupId, coordinator } = made;
const [mara] = made.facilitators;
const [fern, tide] = [await made.member('Fern'), await made.member('Tide')];
const { origin } = await startServer(world);
await stopTheClock();
const browser = await openBrowser();
const member = await sitDown(browser, origin, { phone: true });
const lead = await sitDown(browser, origin, { javaScript: false });
const office = await sitDown(browser, origin);

/** The server's own minute would bring everything at once. */
async function stopTheClock(): Promise<void> {
	const owner = new pg.Client({ connectionString: world.ownerUrl });
	await owner.connect();
	afterAll(() => owner.end());
	const job = `name = 'shares.bring-unheard'`;
	const is = async (from: string) => (await owner.query(`select from ${from}`)).rowCount !== 0;
	while (!(await is(`jobs.schedule where ${job}`))) await setTimeout(100);
	const underWay = `jobs.job where ${job} and state in ('created', 'retry', 'active')`;
	do {
		await owner.query(`delete from jobs.schedule where ${job}`);
		await setTimeout(300);
	} while (await is(underWay));
}

const allDay = { quietFrom: '00:00', quietUntil: '00:00', timeZone: 'UTC' };
/** The share was written 25 hours ago; the clock looks when it is so old. */
const looksAfter = async (hours: number) => {
	world.clock.set(after(now, (hours - 25) * hour));
	await shares.bringUnheard(world.system);
	world.clock.set(now);
};
const words = 'I do not know whom to tell.';

describe('a share that nobody answers', () => {
	test('comes after four hours to a member who said that they like to answer', async () => {
		const { page } = member;
		await signIn(page, tide);
		await page.goto('/answering');
		await whenAwake(page);
		await page.getByLabel(say('answering.mine.ask')).selectOption('2');
		await page.getByLabel(say('answering.mine.from')).fill('00:00');
		await page.getByLabel(say('answering.mine.until')).fill('00:00');
		await page.getByRole('button', { name: say('answering.mine.keep') }).click();
		await page.getByText(say('answering.mine.kept')).waitFor();
		await expectAccessible(page, 'whether somebody likes to answer');
		for (const who of [mara, coordinator])
			await shares.chooseAnswering(who.ctx, { aDay: 0, ...allDay });

		world.clock.set(after(now, -25 * hour));
		await aShare(fern.ctx, groupId, words, 'believe');
		await looksAfter(3);
		await page.goto('/home');
		expect(await page.getByText(say('notices.kind.unheard')).count()).toBe(0);
		await looksAfter(4);
		await page.goto('/home');
		const line = page.getByRole('listitem').filter({ hasText: say('notices.kind.unheard') });
		await line.getByRole('link').click();
		await page.waitForURL('**/answering');
		await page.getByText(`Fern: ${say('shares.need.believe')}`).waitFor();
		await whenAwake(page);
		await expectAccessible(page, 'shares that wait for an answer');
	});

	test('comes after twelve to the facilitators, who see the page without scripts too', async () => {
		const { page } = lead;
		await signIn(page, mara);
		await page.goto(`/groups/${groupId}/answering`);
		await page.getByLabel(say('answering.group.ask')).selectOption('6');
		await page.getByRole('button', { name: say('answering.group.keep') }).click();
		await page.getByText(say('answering.group.kept')).waitFor();
		await looksAfter(11);
		await page.goto('/home');
		expect(await page.getByText(say('notices.kind.unheard_lead')).count()).toBe(0);
		await looksAfter(12);
		await page.goto('/home');
		const told = page.getByRole('listitem').filter({ hasText: say('notices.kind.unheard_lead') });
		await told.getByRole('link').click();
		await page.waitForURL('**/answering');
		await page.getByText(`Fern: ${say('shares.need.believe')}`).waitFor();
	});

	test('is after a day a line for the coordinator, who never sees its words', async () => {
		const { page } = office;
		await signIn(page, coordinator);
		await looksAfter(23);
		await page.goto('/home');
		expect(await page.getByText(say('notices.kind.unheard_day')).count()).toBe(0);
		await looksAfter(24);
		await page.goto('/home');
		const told = page.getByRole('listitem').filter({ hasText: say('notices.kind.unheard_day') });
		await told.getByRole('link').click();
		await page.waitForURL('**/programme#answering');
		const clock = page.locator('#answering');
		await clock.getByText(say('answering.clock.waits')).waitFor();
		expect(await clock.getByRole('link', { name: 'Evening harbour' }).count()).toBe(1);
		expect(await page.content()).not.toContain(words);
		expect(await clock.innerText()).not.toContain('Fern');
		await whenAwake(page);
		await expectAccessible(page, 'the clock of answers');
	});

	test('is on nobody’s list once somebody answered', async () => {
		const { page } = lead;
		await page.goto('/answering');
		await page.getByRole('link', { name: say('answering.waits.read') }).click();
		await page.getByText(words).waitFor();
		await page
			.getByLabel(say('shares.reply.label', { alias: 'Fern', mine: 'false' }))
			.fill('I hear you.');
		await page.getByRole('button', { name: say('shares.reply.send') }).click();
		await page.getByText('I hear you.').first().waitFor();
		await looksAfter(25);
		await page.goto('/answering');
		await page.getByText(say('answering.waits.none')).waitFor();
		await member.page.goto('/home');
		expect(await member.page.getByText(say('notices.kind.unheard')).count()).toBe(0);
		await office.page.goto('/programme');
		expect(await office.page.getByText(say('answering.clock.waits')).count()).toBe(0);
	});
});
