import { expect, test } from 'vitest';
import { formFor } from '#lib/groups/groups.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import type { Command } from '#lib/meetings/commands.ts';
import * as safety from '#lib/safety/server/safety.ts';
import { newId } from '#server/ids.ts';
import { say } from '#lib/words/words.ts';
import { person, type Person } from '#test/support/accounts.ts';
import { group } from '#test/support/groups.ts';
import { organisation } from '#test/support/organisation.ts';
import { manyReports } from '#test/support/reports.ts';
import { openWorld } from '#test/support/world.ts';
import { expectAccessible, openBrowser, signIn, sitDown } from './support/browser.ts';
import { startServer } from './support/server.ts';

/** From a report in a long queue to an answer, and another look, with scripts and without. */
const world = await openWorld();
world.clock.set(new Date());
await organisation(world, { timeZone: 'UTC' });
const made = await group(world, { entry: 'open' });
const { groupId, coordinator } = made;
const other = await person(world, { roles: ['coordinator'] });
const fern = await made.member('Fern');
const [next] = await meetings.upcoming(fern.ctx, groupId, 1);
const { meetingId } = next!;
const [mara, ines] = made.facilitators.map(({ membershipId }) => membershipId);
const does = (who: string, command: Command) => meetings.act(world.system, meetingId, who, command);
await does(mara!, { t: 'enter', role: 'facilitator' });
await does(ines!, { t: 'enter', role: 'facilitator' });
await does(mara!, { t: 'open', parts: formFor(90) });
await does(fern.membershipId, { t: 'enter', role: 'member' });
await does(ines!, { t: 'admit', who: fern.membershipId });
// So many that are more urgent, that hers is on another page.
const before = { groupId, meetingId, who: () => fern };
await manyReports(world, before, Array<number>(26).fill(1), new Date(Date.now() - 3_600_000));
const { origin } = await startServer(world);
const browser = await openBrowser();

async function seated(who: Person, more: { phone?: boolean; javaScript?: boolean }) {
	const { page } = await sitDown(browser, origin, more);
	await signIn(page, who);
	const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
	return { page, press };
}

test.each([true, false])(
	'a report is found on a later page, decided on, answered, and looked at again (scripts: %s)',
	async (javaScript) => {
		const { reportId } = await safety.reportFromRoom(fern.ctx, {
			...{ meetingId, once: newId(), reason: 'unkind', words: 'Gladiolus happened.' }
		});
		const desk = await seated(coordinator, { javaScript });
		await desk.page.goto('/programme/reports');
		expect(await desk.page.locator(`#report-${reportId}`).count()).toBe(0);
		await desk.page.getByRole('link', { name: say('safety.review.older') }).click();
		const card = desk.page.getByRole('article').filter({
			has: desk.page.locator(`#report-${reportId}`)
		});
		await card.getByRole('button', { name: say('safety.review.open') }).click();
		await card.getByText('Gladiolus happened.').waitFor();
		if (javaScript) await expectAccessible(desk.page, 'a page of reports');
		await card.getByLabel(say('safety.review.decision.talked')).check();
		await card.getByLabel(say('safety.review.why'), { exact: true }).fill('We spoke of it.');
		await card.getByRole('button', { name: say('safety.review.decide') }).click();
		await desk.page.getByText(say('safety.review.done')).waitFor();

		const { page, press } = await seated(fern, { phone: true, javaScript });
		await page.goto('/home');
		const news = page.getByRole('listitem').filter({ hasText: say('notices.kind.looked_at') });
		await news.getByRole('link').first().click();
		const own = page.getByRole('article').filter({ has: page.locator(`#report-${reportId}`) });
		await own.getByText(say('safety.mine.outcome.spoke')).waitFor();
		expect(await page.getByText(/Gladiolus|We spoke of it/).count()).toBe(0);
		await own.getByText(say('safety.mine.again'), { exact: true }).click();
		await own.getByLabel(say('safety.mine.words')).fill('It happened again.');
		if (javaScript) await expectAccessible(page, 'what came of my reports');
		await press(say('safety.mine.send'));
		await page.getByText(say('safety.mine.sent')).waitFor();

		const second = await seated(other, { javaScript });
		await second.page.goto('/programme/reports');
		await second.page.getByRole('link', { name: say('safety.review.older') }).click();
		const again = second.page.getByRole('article').filter({
			has: second.page.locator(`#report-${reportId}`)
		});
		await again.getByText(say('safety.review.again')).waitFor();
	}
);
