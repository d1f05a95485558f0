import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { say } from '#lib/words/words.ts';
import { cockpit as shownTo } from '#test/support/cockpit.ts';
import { Rehearsal } from '#test/support/rehearsal.ts';
import type { StagedMeeting } from '#test/support/staged-meeting.ts';

let stage: StagedMeeting | undefined;
afterEach(() => stage?.stop());

async function cockpit(me: string, play: Rehearsal) {
	const shown = await shownTo(play, me);
	stage = shown.stage;
	return { ...shown, run: shown.region(say('meetings.run.heading')) };
}

const sharing = () => Rehearsal.opened('fern', 'tide', 'lark').at('sharing');
const names = (play: Rehearsal) => play.state.parts.slice(play.state.part + 1).map((p) => p.name);
const minutes = 60_000;

describe('the run of show in the cockpit', () => {
	it('says in one line what is next, also to the companion, who cannot move it on', async () => {
		const { run } = await cockpit('ines', sharing());
		await expect.element(run.getByText(/^Next: Pause, at /)).toBeVisible();
		await expect
			.element(run.getByText(say('meetings.run.only_lead', { who: 'Mara' })))
			.toBeVisible();
		expect(run.getByRole('button').elements()).toEqual([]);
	});

	it('on a phone has its way on under the thumb of the lead, beside the circle', async () => {
		const play = sharing();
		const { screen } = await cockpit('mara', play);
		await page.viewport(390, 700);
		const on = screen.getByRole('button', { name: /^Go on to / });
		await expect.element(on).toBeVisible();
		const overTheBar = 700 - 73;
		await expect.poll(() => on.element().getBoundingClientRect().bottom).toBeLessThan(overTheBar);
		expect(on.element().getBoundingClientRect().top).toBeGreaterThan(overTheBar / 2);
		const { part } = play.state;
		await on.click();
		await expect.poll(() => play.state.part).toBe(part + 1);
	});

	it('gives and takes two minutes, and says why when it cannot', async () => {
		const play = sharing();
		const { run, screen } = await cockpit('mara', play);
		const ends = play.state.partEndsAt!;
		await run.getByRole('button', { name: say('meetings.run.more') }).click();
		await expect.poll(() => play.state.partEndsAt).toBe(ends + 2 * minutes);
		await run.getByRole('button', { name: say('meetings.run.less') }).click();
		await expect.poll(() => play.state.partEndsAt).toBe(ends);
		for (let i = 0; i < 6; i++)
			await run.getByRole('button', { name: say('meetings.run.more') }).click();
		await expect.element(screen.getByText(say('meetings.refused.long-enough'))).toBeVisible();
	});

	it('tells the lead of the last minute', async () => {
		const play = sharing();
		const { run, stage } = await cockpit('mara', play);
		stage.others((all) => all.wait(34 * minutes + 1_000));
		await expect.element(run.getByText(say('meetings.run.last_minute'))).toBeVisible();
	});

	it('changes what is to come by keyboard: put in, moved, left out, longer', async () => {
		const play = sharing();
		const { run } = await cockpit('mara', play);
		await run.getByRole('button', { name: say('meetings.run.change') }).click();
		await expect
			.element(run.getByRole('heading', { name: say('meetings.plan.heading') }))
			.toHaveFocus();
		await run.getByRole('button', { name: say('meetings.plan.put_in.grounding') }).click();
		const down = run.getByRole('button', { name: 'Down Coming back' }).first();
		(down.element() as HTMLElement).focus();
		await userEvent.keyboard('{Enter}');
		// The row moves, and whoever moved it is still on its button.
		await expect.element(down).toHaveFocus();
		await run.getByRole('button', { name: 'Leave out A skill together' }).click();
		await run.getByRole('combobox', { name: 'Minutes for Pause' }).selectOptions('8');
		await run.getByRole('button', { name: say('meetings.plan.keep') }).click();
		await expect.poll(() => names(play)).toEqual(['pause', 'grounding', 'closing', 'grounding']);
		expect(play.state.parts[play.state.part + 1]?.minutes).toBe(8);
		await expect
			.element(run.getByRole('button', { name: say('meetings.run.change') }))
			.toHaveFocus();
	});

	it('says why a part stays, and does not move it out of its order', async () => {
		const play = sharing();
		const { run } = await cockpit('mara', play);
		await run.getByRole('button', { name: say('meetings.run.change') }).click();
		expect(run.getByText(say('meetings.plan.stays')).elements()).toHaveLength(2);
		await run.getByRole('button', { name: 'Up Coming back' }).click();
		await expect.element(run.getByText(say('meetings.plan.order'))).toBeVisible();
		await expect
			.element(run.getByRole('button', { name: say('meetings.plan.keep') }))
			.toBeDisabled();
	});

	it('moves a part by dragging', async () => {
		const play = sharing();
		const { run } = await cockpit('mara', play);
		await run.getByRole('button', { name: say('meetings.run.change') }).click();
		const handles = run.element().querySelectorAll<HTMLElement>('[data-handle]');
		const at = (handle: HTMLElement) => {
			const { left, top, height } = handle.closest('li')!.getBoundingClientRect();
			return { clientX: left + 4, clientY: top + height - 4, bubbles: true };
		};
		handles[0]!.dispatchEvent(new PointerEvent('pointerdown', at(handles[0]!)));
		dispatchEvent(new PointerEvent('pointermove', at(handles[1]!)));
		dispatchEvent(new PointerEvent('pointerup'));
		await run.getByRole('button', { name: say('meetings.plan.keep') }).click();
		await expect.poll(() => names(play)).toEqual(['skill', 'pause', 'closing', 'grounding']);
	});

	it('loses nothing when the meeting goes on meanwhile, and says so', async () => {
		const play = sharing();
		const { run, stage } = await cockpit('mara', play);
		await run.getByRole('button', { name: say('meetings.run.change') }).click();
		await run.getByRole('combobox', { name: 'Minutes for A skill together' }).selectOptions('20');
		stage.others((all) => all.do('mara', { t: 'next-part', from: all.state.part }));
		await expect
			.element(run.getByText(say('meetings.plan.went_on', { part: 'Pause' })))
			.toBeVisible();
		await run.getByRole('button', { name: say('meetings.plan.keep') }).click();
		await expect.poll(() => play.state.parts[play.state.part + 1]?.minutes).toBe(20);
	});
});
