import { afterEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { say } from '#lib/words/words.ts';
import { cockpit } from '#test/support/cockpit.ts';
import { Rehearsal } from '#test/support/rehearsal.ts';
import type { StagedMeeting } from '#test/support/staged-meeting.ts';

let stage: StagedMeeting | undefined;
afterEach(() => stage?.stop());

async function lead(play: Rehearsal) {
	const shown = await cockpit(play, 'mara');
	stage = shown.stage;
	return { ...shown, button: (name: string) => shown.screen.getByRole('button', { name }) };
}

const sharing = () => Rehearsal.opened('fern', 'tide', 'lark').at('sharing');
const minute = 60_000;
const openTurns = async (screen: Awaited<ReturnType<typeof lead>>['screen'], words: RegExp) =>
	screen.getByText(words).click();

describe('the round in the lead’s hands', () => {
	it('goes on to the next, or to somebody out of turn', async () => {
		const play = sharing();
		const { button, screen } = await lead(play);
		await button(say('meetings.piece.start', { who: 'Fern' })).click();
		await expect.poll(() => play.state.holder).toBe('fern');
		await screen.getByText(say('meetings.piece.give_other')).click();
		await button(say('meetings.piece.give', { who: 'Lark' })).click();
		await expect.poll(() => play.state.holder).toBe('lark');
		await button(say('meetings.piece.hand_on', { who: 'Ines' })).click();
		await expect.poll(() => play.state.holder).toBe('ines');
	});

	it('shows who asks for a turn in the order they will have it: who spoke less comes first', async () => {
		const play = sharing();
		const { screen, stage } = await lead(play);
		await openTurns(screen, /Round the circle, no time counted/);
		await screen.getByRole('radio', { name: /Open sharing/ }).click({ force: true });
		await expect.poll(() => play.state.mode).toBe('open');
		stage.others((all) => {
			all.do('mara', { t: 'give', to: 'fern' }).wait(3 * minute);
			all.do('tide', { t: 'want-turn' }).do('fern', { t: 'finish' });
			all.do('fern', { t: 'want-turn' }).do('lark', { t: 'want-turn' });
		});
		await expect
			.element(screen.getByText(say('meetings.turns.asking', { names: 'Lark and Fern' })))
			.toBeVisible();
	});

	it('counts a turn when asked to, and tells the lead when it runs out', async () => {
		const play = sharing();
		const { screen, stage } = await lead(play);
		await openTurns(screen, /no time counted/);
		await screen.getByLabelText(say('meetings.turns.minutes')).selectOptions('3');
		await expect.poll(() => play.state.turnMinutes).toBe(3);
		stage.others((all) => all.do('mara', { t: 'give', to: 'fern' }).wait(2 * minute + 1_000));
		await expect
			.element(screen.getByText(say('meetings.turns.last_minute', { who: 'Fern' })))
			.toBeVisible();
		stage.others((all) => all.wait(minute));
		await expect
			.element(screen.getByText(say('meetings.turns.over', { who: 'Fern' })))
			.toBeVisible();
		expect(play.state.holder).toBe('fern');
	});

	it('puts the circle in another order by keyboard, with those who came meanwhile at the end', async () => {
		const play = sharing();
		const { screen, button, stage } = await lead(play);
		await openTurns(screen, /no time counted/);
		await button(say('meetings.turns.order')).click();
		const up = button('Up Lark');
		(up.element() as HTMLElement).focus();
		await userEvent.keyboard('{Enter}');
		await userEvent.keyboard('{Enter}');
		await expect.element(up).toHaveFocus();
		stage.others((all) =>
			all.do('heron', { t: 'enter', role: 'member' }).do('ines', { t: 'admit', who: 'heron' })
		);
		await expect.element(screen.getByText(say('meetings.turns.order.came'))).toBeVisible();
		await button(say('meetings.turns.order.keep')).click();
		await expect
			.poll(() => play.state.circle)
			.toEqual(['mara', 'lark', 'fern', 'tide', 'ines', 'heron']);
	});

	it('lets a facilitator who has the piece hand it to somebody where the holder chooses', async () => {
		const play = sharing();
		play.do('mara', { t: 'mode', mode: 'popcorn' }).do('mara', { t: 'give', to: 'ines' });
		const shown = await cockpit(play, 'ines');
		stage = shown.stage;
		await shown.screen.getByText(say('meetings.piece.give_other')).click();
		await shown.screen
			.getByRole('button', { name: say('meetings.piece.give', { who: 'Tide' }) })
			.click();
		await expect.poll(() => play.state.holder).toBe('tide');
	});
});

describe('the talking time', () => {
	it('says turns and share in the order of the circle, and who only listened', async () => {
		const play = sharing();
		play
			.do('mara', { t: 'give', to: 'lark' })
			.wait(3 * minute)
			.do('lark', { t: 'finish' });
		play.wait(minute);
		const { region } = await lead(play);
		const air = region(say('meetings.air.heading'));
		const rows = air.getByRole('listitem').elements();
		expect(rows.map((row) => row.querySelector('.name')?.textContent)).toEqual([
			...['You', 'Fern', 'Tide', 'Lark', 'Ines']
		]);
		expect(rows.at(-2)?.textContent).toContain(
			say('meetings.air.said', { minutes: 3, turns: 1, share: 75 })
		);
		await expect
			.element(air.getByText(say('meetings.air.quiet', { names: 'Fern and Tide', count: 2 })))
			.toBeVisible();
	});
});
