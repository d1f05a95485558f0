import { describe, expect, test } from 'vitest';
import { say } from '#lib/words/words.ts';
import type { Person } from '#test/support/accounts.ts';
import { aSpace, heliotrope } from '#test/support/moderation.ts';
import { organisation } from '#test/support/organisation.ts';
import { openWorld } from '#test/support/world.ts';
import { expectAccessible, openBrowser, signIn, sitDown } from './support/browser.ts';
import { startServer } from './support/server.ts';

/** From a report to what was decided, to an appeal, to everything being as it was; with scripts and without. */
const world = await openWorld();
world.clock.set(new Date());
await organisation(world, { timeZone: 'UTC' });
const { origin } = await startServer(world);
const browser = await openBrowser();

async function seated(who: Person, javaScript: boolean) {
	const { page } = await sitDown(browser, origin, { phone: true, javaScript });
	await signIn(page, who);
	const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
	return { page, press };
}

describe('when something is wrong', () => {
	test.each([true, false])('it is put right, and back (scripts: %s)', async (javaScript) => {
		const { groupId, fern, tide, mara, ines } = await aSpace(world);
		const space = `/groups/${groupId}`;
		const [asFern, asMara] = [await seated(fern, javaScript), await seated(mara, javaScript)];

		// Two taps.
		await asFern.page.goto(space);
		const report = say('moderation.report.of.share', { alias: 'Tide' });
		await asFern.page.getByRole('link', { name: new RegExp(report) }).click();
		await asFern.page.getByRole('heading', { name: report }).waitFor();
		if (javaScript) await expectAccessible(asFern.page, 'reporting a share');
		await asFern.press(say('safety.report.reason.identifying'));
		await asFern.page.getByText(say('safety.report.sent')).waitFor();

		await asMara.page.goto(`${space}/reports`);
		await asMara.page.getByText(say('moderation.review.of.share')).waitFor();
		expect(await asMara.page.getByText(heliotrope).count()).toBe(0);
		await asMara.press(say('safety.review.open'));
		await asMara.page.getByText(heliotrope).waitFor();
		if (javaScript) await expectAccessible(asMara.page, 'an opened report');
		await asMara.page.getByLabel(say('safety.review.decision.hidden')).check();
		await asMara.page.getByLabel(say('moderation.tell')).fill('It names a place.');
		await asMara.page.getByLabel(say('safety.review.why')).fill('The street is in it.');
		await asMara.press(say('safety.review.decide'));
		await asMara.page.getByText(say('safety.review.done')).waitFor();
		await asFern.page.goto(space);
		expect(await asFern.page.getByText(heliotrope).count()).toBe(0);

		const asTide = await seated(tide, javaScript);
		await asTide.page.getByText(say('notices.kind.decided')).first().waitFor();
		await asTide.page.goto('/settings/about-me');
		await asTide.page.getByText('It names a place.').waitFor();
		await asTide.page.getByText(say('moderation.me.appeal'), { exact: true }).click();
		if (javaScript) await expectAccessible(asTide.page, 'what was decided about me');
		await asTide.page.getByLabel(say('moderation.me.appeal.words')).fill('It is my own door.');
		await asTide.press(say('moderation.me.appeal.send'));
		await asTide.page.getByText(say('moderation.me.appealed')).waitFor();

		// Not by whoever decided.
		await asMara.page.goto(`${space}/reports`);
		expect(await asMara.page.getByText(say('moderation.appeals.heading')).count()).toBe(0);
		const asInes = await seated(ines, javaScript);
		await asInes.page.goto(`${space}/reports`);
		const appeal = asInes.page.getByRole('region', { name: say('moderation.appeals.heading') });
		await appeal.getByRole('button', { name: say('safety.review.open'), exact: true }).click();
		await appeal.getByText('It is my own door.').waitFor();
		if (javaScript) await expectAccessible(asInes.page, 'an opened appeal');
		await appeal.getByLabel(say('moderation.appeals.answer.reversed')).check();
		await appeal.getByLabel(say('moderation.appeals.tell')).fill('You were right.');
		await asInes.press(say('moderation.appeals.send'));
		await asInes.page.getByText(say('safety.review.done')).waitFor();

		await asFern.page.goto(space);
		await asFern.page.getByText(heliotrope).waitFor();
		await asTide.page.goto('/settings/about-me');
		await asTide.page.getByText(say('moderation.me.answer.reversed')).waitFor();
		await asTide.page.getByText('You were right.').waitFor();
	});
});
