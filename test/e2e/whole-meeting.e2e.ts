import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { say } from '#lib/words/words.ts';
import { after, minute } from '#server/clock.ts';
import { group } from '#test/support/groups.ts';
import { organisation } from '#test/support/organisation.ts';
import { openWorld } from '#test/support/world.ts';
import { expectAccessible, openBrowser, signIn, sitDown } from './support/browser.ts';
import { startServer } from './support/server.ts';

/**
 * A whole meeting in five browsers: two facilitators, two members, one of them on a phone, and one who
 * comes late. The parts go as fast as the lead presses; everything else takes the time it takes.
 */
const world = await openWorld();
world.clock.set(new Date());
await organisation(world, { timeZone: 'UTC' });
const soon = after(world.clock.now(), 4 * minute).toISOString();
const made = await group(world, {
	series: {
		rule: { freq: 'weekly', interval: 1, weekdays: [new Date(soon).getUTCDay() || 7] },
		...{ startsOn: soon.slice(0, 10), localTime: soon.slice(11, 16), timeZone: 'UTC' },
		minutes: 90
	}
});
const server = await startServer(world);
const browser = await openBrowser();
const newSeat = async (phone = false) => (await sitDown(browser, server.origin, { phone })).page;
const [mara, ines, fern, birch, lark] = [
	await newSeat(),
	await newSeat(),
	await newSeat(true),
	await newSeat(),
	await newSeat()
];
const [maraAlias, inesAlias] = made.facilitators.map(({ alias }) => alias) as [string, string];

const button = (page: Page, name: string | RegExp) =>
	page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });
const press = (page: Page, name: string | RegExp) => button(page, name).first().click();
const shows = (page: Page, words: string) => page.getByText(words).first().waitFor();
const hidden = (page: Page, words: string) =>
	expect(page.getByText(words).count(), words).resolves.toBe(0);
const inCircle = (page: Page) => button(page, say('meetings.do.respond')).waitFor();

async function come(page: Page): Promise<void> {
	await page.goto('/home');
	await page.locator('main a[href^="/meetings/"]').first().click();
	await page.waitForURL('**/meetings/*');
}

async function speak(page: Page, words: string): Promise<void> {
	await page.getByLabel(say('meetings.write.label')).fill(words);
	await press(page, say('meetings.do.say'));
}

/** Whichever of the two has the piece, as soon as it came. */
const whoHolds = (): Promise<Page> =>
	Promise.any(
		[fern, birch].map(async (page) => {
			await button(page, say('meetings.do.finish')).waitFor();
			return page;
		})
	);

const parts = [
	...(['arrive', 'opening', 'agreements', 'check-in', 'sharing'] as const),
	...(['pause', 'skill', 'closing', 'grounding'] as const)
];
/** The lead goes on, part by part, from after one of them to another. */
async function goOn(
	lead: Page,
	from: (typeof parts)[number] | null,
	to: (typeof parts)[number]
): Promise<void> {
	for (const part of parts.slice(from ? parts.indexOf(from) + 1 : 0, parts.indexOf(to) + 1)) {
		const name = say(`meetings.part.${part}`);
		await press(lead, new RegExp(`^(Begin with|Go on to) ${name}$`));
		await fern.getByRole('heading', { name, exact: true }).first().waitFor();
	}
}

describe('a meeting', () => {
	test('is opened by two facilitators, and people are let in one by one', async () => {
		await signIn(mara, made.facilitators[0]);
		await signIn(ines, made.facilitators[1]);
		await signIn(fern, await made.member('Quillfern'));
		await signIn(birch, await made.member('Birch'));
		await signIn(lark, await made.member('Lark'));
		for (const page of [mara, ines, fern, birch]) await come(page);
		await press(mara, say('meetings.run.open'));
		await press(mara, 'Let in Quillfern');
		await press(ines, 'Let in Birch');
		await inCircle(fern);
		await inCircle(birch);
	});

	test('lets somebody in late, who hears where it stands and nothing of before', async () => {
		await goOn(mara, null, 'check-in');
		await press(mara, /^Give the piece to/);
		const holder = await whoHolds();
		await speak(holder, 'The first thing I say.');
		for (const page of [mara, ines, fern, birch]) await shows(page, 'The first thing I say.');
		await come(lark);
		await press(ines, 'Let in Lark');
		await inCircle(lark);
		await hidden(lark, 'The first thing I say.');
		await press(holder, say('meetings.do.finish'));
	});

	test('lets one rest, and hear afterwards what was said', async () => {
		await press(lark, say('meetings.do.mine'));
		await press(lark, say('meetings.do.rest'));
		await lark
			.getByRole('heading', { name: say('meetings.apart.resting.heading'), exact: true })
			.waitFor();
		await expectAccessible(lark, 'resting');
		const holder = await whoHolds();
		await speak(holder, 'Said while Lark rests.');
		await shows(mara, 'Said while Lark rests.');
		await hidden(lark, 'Said while Lark rests.');
		await press(lark, say('meetings.do.to_circle'));
		await shows(lark, 'Said while Lark rests.');
	});

	test('brings a call for help to the companion, and both to the side room, unheard', async () => {
		await press(birch, say('meetings.do.help'));
		await birch.getByText(say('meetings.help.about')).waitFor();
		await birch.getByRole('button', { name: /^Call / }).click();
		await birch.getByText(say('meetings.help.sent', { who: inesAlias })).waitFor();
		await press(ines, say('meetings.calls.take', { who: 'Birch' }));
		await press(ines, say('meetings.calls.to_side', { who: 'Birch' }));
		await press(birch, say('meetings.asked_aside.go'));
		await birch
			.getByRole('heading', { name: say('meetings.apart.side.heading'), exact: true })
			.waitFor();
		await expectAccessible(birch, 'the side room');
		await speak(birch, 'Only for the side room.');
		await shows(ines, 'Only for the side room.');
		for (const page of [mara, fern, lark]) await hidden(page, 'Only for the side room.');
		await press(birch, say('meetings.do.to_circle'));
		await press(ines, say('meetings.calls.settle'));
		await press(ines, say('meetings.two.to_circle'));
		await inCircle(birch);
		await hidden(birch, 'Only for the side room.');
	});

	test('changes hands by one press', async () => {
		await press(ines, say('meetings.two.i_lead'));
		await shows(ines, say('meetings.lead.you_lead'));
		await shows(mara, say('meetings.lead.you_watch'));
		await press(ines, say('meetings.two.they_lead', { who: maraAlias }));
		await shows(mara, say('meetings.lead.you_lead'));
	});

	test('removes somebody for today, from every window they have', async () => {
		const second = await lark.context().newPage();
		await second.goto(lark.url());
		await second.bringToFront();
		await inCircle(second);
		const row = mara.locator('[data-panel="people"]');
		await row.getByRole('button', { name: `${say('meetings.people.more')} Lark` }).click();
		await row.getByRole('button', { name: `${say('meetings.people.remove')} Lark` }).click();
		await press(mara, say('meetings.people.remove.sure', { who: 'Lark' }));
		await second.getByRole('heading', { name: say('meetings.closed.removed.heading') }).waitFor();
		await lark.reload();
		await lark.getByRole('heading', { name: say('meetings.closed.removed.heading') }).waitFor();
		await expectAccessible(lark, 'after a removal');
		await second.close();
	});

	test('goes on with the companion when the lead is gone, and takes the lead back in', async () => {
		await mara.goto('/home');
		await ines.getByText(say('meetings.lead.you_lead')).waitFor({ timeout: 25_000 });
		await come(mara);
		await shows(mara, say('meetings.lead.you_watch'));
	});

	test('keeps what somebody typed over a lost network', async () => {
		await goOn(ines, 'check-in', 'skill');
		await fern.getByLabel(say('meetings.write.label')).fill('Typed before the network went.');
		await fern.context().setOffline(true);
		await fern.evaluate(() => window.dispatchEvent(new Event('offline')));
		await press(fern, say('meetings.do.say'));
		await fern.context().setOffline(false);
		await fern.evaluate(() => window.dispatchEvent(new Event('online')));
		await hidden(ines, 'Typed before the network went.');
		await expect
			.poll(
				async () => {
					await button(fern, say('meetings.do.say')).click();
					return ines.getByText('Typed before the network went.').count();
				},
				{ timeout: 15_000, interval: 1000 }
			)
			.toBeGreaterThan(0);
	});

	test('ends for everyone, with a kind page', async () => {
		await goOn(ines, 'skill', 'grounding');
		await press(ines, say('meetings.ending.end'));
		await press(ines, say('meetings.ending.sure'));
		for (const page of [fern, birch]) {
			await page.getByRole('heading', { name: say('meetings.ended.heading') }).waitFor();
			await hidden(page, 'The first thing I say.');
		}
		await expectAccessible(fern, 'the end of the meeting');
	});
});

test('nothing that was said is in the log', () => {
	for (const words of ['first thing', 'Lark rests', 'side room.', 'network went', 'Quillfern'])
		expect(server.output()).not.toContain(words);
});
