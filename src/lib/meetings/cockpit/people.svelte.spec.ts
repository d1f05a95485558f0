import { afterEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { say } from '#lib/words/words.ts';
import { cockpit } from '#test/support/cockpit.ts';
import { Rehearsal } from '#test/support/rehearsal.ts';
import type { StagedMeeting } from '#test/support/staged-meeting.ts';
import { personIn } from '../room.ts';

let stage: StagedMeeting | undefined;
afterEach(() => stage?.stop());

async function seen(play: Rehearsal, me = 'ines') {
	const shown = await cockpit(play, me);
	stage = shown.stage;
	const button = (name: string) => shown.screen.getByRole('button', { name });
	return { ...shown, button, people: shown.region(say('meetings.people.heading')) };
}

const sharing = () => Rehearsal.opened('fern', 'tide', 'lark').at('sharing');
const focused = () => document.activeElement?.textContent?.trim();

describe('what a facilitator does quietly, by keyboard', () => {
	it('asks somebody to the side room, keeps words back and lets them through again', async () => {
		const play = sharing();
		const { people, button } = await seen(play);
		(button('More Fern').element() as HTMLElement).focus();
		await userEvent.keyboard('{Enter}');
		await userEvent.tab();
		await userEvent.keyboard('{Enter}');
		await expect.poll(() => play.state.askedAside).toEqual(['fern']);
		await expect.element(people.getByText(say('meetings.people.asked'))).toBeVisible();
		await userEvent.tab();
		await userEvent.keyboard('{Enter}');
		await expect.poll(() => personIn(play.state, 'fern')?.muted).toBe(true);
		await expect.element(people.getByText(/words kept back/)).toBeVisible();
		await button(say('meetings.people.unmute')).click();
		await expect.poll(() => personIn(play.state, 'fern')?.muted).toBe(false);
	});

	it('removes somebody only after saying what that does, and goes on where they stood', async () => {
		const play = sharing();
		const { button, screen } = await seen(play);
		await button('More Fern').click();
		await button('Remove for today Fern').click();
		await expect
			.element(screen.getByText(say('meetings.people.remove.what', { who: 'Fern' })))
			.toBeVisible();
		await button(say('meetings.people.remove.not')).click();
		expect(personIn(play.state, 'fern')?.place).toBe('inside');
		await button('Remove for today Fern').click();
		await button(say('meetings.people.remove.sure', { who: 'Fern' })).click();
		await expect.poll(() => personIn(play.state, 'fern')?.place).toBe('removed');
		// The row is gone; the next one is under the hand.
		await expect.poll(focused).toContain('Tide');
	});

	it('lets people in one after the other without losing the place', async () => {
		const play = Rehearsal.opened('fern');
		for (const who of ['tide', 'lark']) play.do(who, { t: 'enter', role: 'member' });
		const { button } = await seen(play);
		(button('Let in Tide').element() as HTMLElement).focus();
		await userEvent.keyboard('{Enter}');
		await expect.poll(() => personIn(play.state, 'tide')?.place).toBe('inside');
		await expect.poll(focused).toContain('Lark');
		await userEvent.keyboard('{Enter}');
		await expect.poll(() => personIn(play.state, 'lark')?.place).toBe('inside');
		await expect.poll(() => document.activeElement).not.toBe(document.body);
	});

	it('goes to the side room and back, and says who hears', async () => {
		const play = sharing();
		const { button, screen } = await seen(play);
		await button(say('meetings.two.to_side')).click();
		await expect.poll(() => personIn(play.state, 'ines')?.spot).toBe('side');
		await expect
			.element(screen.getByText(say('meetings.two.aside'), { exact: false }))
			.toBeVisible();
		await button(say('meetings.two.to_circle')).click();
		await expect.poll(() => personIn(play.state, 'ines')?.spot).toBe('circle');
	});

	it('does not leave the circle alone, and says why', async () => {
		const play = sharing().do('mara', { t: 'go', to: 'side' });
		const { button, screen } = await seen(play);
		await button(say('meetings.two.to_side')).click();
		await expect.element(screen.getByText(say('meetings.refused.one-stays'))).toBeVisible();
	});

	it('changes who leads by one press, either way', async () => {
		const play = sharing();
		const { button } = await seen(play);
		await button(say('meetings.two.i_lead')).click();
		await expect.poll(() => [play.state.lead, play.state.companion]).toEqual(['ines', 'mara']);
		await button(say('meetings.two.they_lead', { who: 'Mara' })).click();
		await expect.poll(() => play.state.lead).toBe('mara');
	});

	it('locks the door and pauses for all', async () => {
		const play = sharing();
		const { button } = await seen(play);
		await button(say('meetings.door.lock')).click();
		await expect.poll(() => play.state.locked).toBe(true);
		await button(say('meetings.lead.pause')).click();
		await expect.poll(() => play.state.pause?.why).toBe('lead');
	});
});

describe('too few for a meeting', () => {
	it('goes on as an open hour', async () => {
		const play = Rehearsal.opened('fern', 'tide');
		const { button, screen } = await seen(play, 'mara');
		await expect.element(screen.getByText(say('meetings.few.heading', { count: 2 }))).toBeVisible();
		await button(say('meetings.few.open_hour')).click();
		await expect.poll(() => play.state.isOpenHour).toBe(true);
		await expect
			.element(screen.getByText(say('meetings.lead.open_hour'), { exact: false }))
			.toBeVisible();
	});

	it('ends kindly after a second press', async () => {
		const play = Rehearsal.opened('fern');
		const { button, region } = await seen(play, 'mara');
		await button(say('meetings.few.end')).click();
		expect(play.state.ended).toBeNull();
		await region(say('meetings.few.heading', { count: 1 }))
			.getByRole('button', { name: say('meetings.ending.sure') })
			.click();
		await expect.poll(() => play.state.ended?.why).toBe('too-few');
	});

	it('says nothing of it when three came', async () => {
		const { screen } = await seen(Rehearsal.opened('fern', 'tide', 'lark'), 'mara');
		expect(screen.getByText(say('meetings.few.text')).elements()).toEqual([]);
	});

	it('tells a third facilitator who leads and who is the companion, and leads in a pair with them', async () => {
		const play = sharing().do('sam', { t: 'enter', role: 'facilitator' });
		const { screen, button } = await seen(play, 'sam');
		await expect.element(screen.getByText(/Mara leads\. Ines is the companion\./)).toBeVisible();
		await button(say('meetings.two.i_lead')).click();
		await expect.poll(() => play.state.lead).toBe('sam');
		const { companion } = play.state;
		const who = companion === 'mara' ? 'Mara' : 'Ines';
		await expect.element(button(say('meetings.two.they_lead', { who }))).toBeVisible();
	});
});
