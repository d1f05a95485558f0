import { describe, expect, test } from 'vitest';
import { say } from '#lib/words/words.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { hour } from '#server/clock.ts';
import type { Person } from '#test/support/accounts.ts';
import { heldMeeting } from '#test/support/attendance.ts';
import { group } from '#test/support/groups.ts';
import { organisation } from '#test/support/organisation.ts';
import { openWorld } from '#test/support/world.ts';
import { expectAccessible, openBrowser, signIn, sitDown } from './support/browser.ts';
import { startServer } from './support/server.ts';

/** What there is after a meeting, for members and facilitators, with scripts and without. */
const world = await openWorld();
world.clock.set(new Date());
await organisation(world, { timeZone: 'UTC' });
const made = await group(world, { entry: 'open' });
const [mara, ines] = made.facilitators;
const members = [await made.member('Fern'), await made.member('Tide')] as const;
const meetingId = await heldMeeting(world, {
	...{ groupId: made.groupId, startedAt: new Date(Date.now() - 2 * hour) },
	facilitators: [mara.membershipId, ines.membershipId],
	members: members.map(({ membershipId }) => membershipId)
});
const { origin } = await startServer(world);
const browser = await openBrowser();

async function seated(who: Person, more: { phone?: boolean; javaScript?: boolean }) {
	const { page } = await sitDown(browser, origin, more);
	await signIn(page, who);
	const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
	return { page, press };
}

describe('after a meeting', () => {
	test.each([true, false])('a member says how it was, once (scripts: %s)', async (javaScript) => {
		const who = members[javaScript ? 0 : 1];
		const { page, press } = await seated(who, { phone: true, javaScript });
		await page.goto(`/meetings/${meetingId}`);
		await page.getByRole('link', { name: say('after.go') }).click();
		await page.getByRole('group', { name: say('after.item.heard') }).waitFor();
		if (javaScript) await expectAccessible(page, 'after a meeting');
		const asked = page.getByRole('group', { name: say('after.item.safe') });
		await asked.getByLabel('8', { exact: true }).check();
		await press(say('after.send'));
		await page.getByText(say('after.how.kept')).waitFor();
		expect(await page.getByText(say('after.item.heard')).count()).toBe(0);
		expect(await meetings.feedbackPhase(who.ctx, meetingId)).toBe('given');
		await page
			.getByRole('link', { name: say('after.next.help.go') })
			.first()
			.waitFor();
	});

	test.each([true, false])(
		'a member reads what they said of themselves, and deletes it (scripts: %s)',
		async (javaScript) => {
			const who = members[javaScript ? 0 : 1];
			const practice = 'ground-room';
			await meetings.rate(who.ctx, meetingId, 'arriving', 7);
			await meetings.keepWord(who.ctx, meetingId, 'worried');
			await meetings.keepFelt(who.ctx, meetingId, { practice, when: 'before', value: 7 });
			await meetings.keepFelt(who.ctx, meetingId, { practice, when: 'after', value: 4 });
			const { page, press } = await seated(who, { javaScript });
			await page.goto(`/meetings/${meetingId}/after`);
			const mine = page.getByRole('region', { name: say('after.own.heading') });
			await mine.getByText(say('after.own.word', { word: 'worried' })).waitFor();
			await mine.getByText(/before 7, after 4\. It helped a little today\./).waitFor();
			await page.getByText(say('after.own.forget'), { exact: true }).click();
			await press(say('after.own.forget.do'));
			await page.getByText(say('after.own.forgotten')).waitFor();
			expect(await mine.count()).toBe(0);
			expect((await meetings.myRatings(who.ctx, meetingId)).practices).toEqual({});
		}
	);

	test('a facilitator finds the debrief at Home, and writes it without naming anybody', async () => {
		const { page, press } = await seated(mara, { phone: false });
		const words = say('after.debrief.heading');
		await page.getByRole('link', { name: /debrief/i }).click();
		await page.getByRole('heading', { name: words }).waitFor();
		await expectAccessible(page, 'the debrief');
		const well = page.getByLabel(say('after.debrief.well'), { exact: true });
		await well.fill('Fern spoke first.');
		await press(say('after.debrief.save'));
		await page.getByText(say('errors.field.names_member')).waitFor();
		expect(await well.inputValue()).toBe('Fern spoke first.');
		await well.fill('The round was calm.');
		await press(say('after.debrief.save'));
		await page.getByText(say('after.debrief.saved')).waitFor();
		await page.goto('/home');
		expect(await page.getByRole('link', { name: /debrief/i }).count()).toBe(0);
	});

	test('a coordinator sees an incident by its kind', async () => {
		const told = await seated(ines, { javaScript: false });
		await told.page.goto(`/meetings/${meetingId}/debrief`);
		await told.page.getByText(say('after.incident.heading')).click();
		await told.page.getByLabel(say('after.incident.kind')).selectOption('technical');
		await told.press(say('after.incident.tell'));
		await told.page.getByText(say('after.incident.told')).waitFor();
		const { page } = await seated(made.coordinator, {});
		await page.getByRole('link', { name: say('after.incidents.heading') }).click();
		await page.getByRole('heading', { name: say('after.incident.kind.technical') }).waitFor();
		await expectAccessible(page, 'incidents');
	});
});
