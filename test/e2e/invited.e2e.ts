import { describe, expect, test } from 'vitest';
import * as groups from '#lib/groups/server/groups.ts';
import { say } from '#lib/words/words.ts';
import { newId } from '#server/ids.ts';
import { group, personNotCalled } from '#test/support/groups.ts';
import { organisation } from '#test/support/organisation.ts';
import { openWorld } from '#test/support/world.ts';
import { expectAccessible, openBrowser, signIn, sitDown } from './support/browser.ts';
import { startServer } from './support/server.ts';

const world = await openWorld();
world.clock.set(new Date());
await organisation(world);
const startsOn = world.clock.now().toISOString().slice(0, 10);
const rule = { freq: 'weekly' as const, interval: 1, weekdays: [2] };
const series = { rule, startsOn, localTime: '19:00', timeZone: 'Europe/Berlin', minutes: 90 };
const refuge = await group(world, { series, name: 'Refuge circle', isConfidential: true });
const server = await startServer(world);
const browser = await openBrowser();

describe('a confidential group', () => {
	test.each(['', '/join', '/__data.json', '/join/__data.json'])(
		'answers at its address%s what an unknown one does, to the byte',
		async (path) => {
			const ask = async (id: string) => {
				const answer = await fetch(`${server.origin}/g/${id}${path}`, { redirect: 'manual' });
				const text = (await answer.text()).replaceAll(id, 'id');
				return { status: answer.status, text: text.replace(/nonce="[^"]*"/g, '') };
			};
			const [hidden, nowhere] = [await ask(refuge.groupId), await ask(newId())];
			expect(hidden).toEqual(nowhere);
			expect(hidden.text).not.toContain('Refuge');
			if (!path.endsWith('json')) expect(hidden.status).toBe(404);
		}
	);

	test.each([true, false])(
		'lets whoever has a code look and come in, without its address (scripts: %s)',
		async (javaScript) => {
			const who = await personNotCalled(world, 'Wren');
			const { code } = await groups.inviteMember(refuge.coordinator.ctx, refuge);
			const { page } = await sitDown(browser, server.origin, { phone: true, javaScript });
			await page.goto('/invited');
			await page.getByRole('link', { name: say('groups.page.join.have_name') }).waitFor();
			await signIn(page, who);
			await page.goto('/invited');
			await page.getByLabel(say('groups.join.code')).fill('not a code');
			await page.getByRole('button', { name: say('groups.invited.submit') }).click();
			await page.getByText(say('errors.field.code_unknown')).waitFor();
			if (javaScript) await expectAccessible(page, 'the page for a code');
			await page.getByLabel(say('groups.join.code')).fill(code);
			await page.getByRole('button', { name: say('groups.invited.submit') }).click();
			await page.waitForURL(`**/g/${refuge.groupId}/join`);
			await page.getByText(say('groups.join.code.held')).waitFor();
			expect(page.url()).not.toContain(code);
			await page.locator('[name="alias"]').first().check({ force: true });
			await page.locator('[name="agree"]').check();
			await page.getByRole('button', { name: say('groups.join.submit.open') }).click();
			await page.waitForURL(`**/groups/${refuge.groupId}`);
		}
	);
});
