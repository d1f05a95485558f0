import { tick } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { say } from '#lib/words/words.ts';
import { cockpit } from '#test/support/cockpit.ts';
import { Rehearsal } from '#test/support/rehearsal.ts';
import type { StagedMeeting } from '#test/support/staged-meeting.ts';

let stage: StagedMeeting | undefined;
afterEach(() => stage?.stop());

async function seen(play: Rehearsal, me = 'mara') {
	const shown = await cockpit(play, me);
	stage = shown.stage;
	const button = (name: string) => shown.screen.getByRole('button', { name });
	return { ...shown, button };
}

const at = (part: string) => Rehearsal.opened('fern', 'tide', 'lark').at(part);

describe('the keys of the cockpit', () => {
	it('go to each panel, and to where one writes', async () => {
		const { region, screen } = await seen(at('sharing'));
		const headings = { 1: 'calls', 2: 'door', 4: 'people', 5: 'run' } as const;
		for (const [key, panel] of Object.entries(headings)) {
			await userEvent.keyboard(key);
			const heading = say(`meetings.${panel}.heading`);
			await expect.element(region(heading).getByRole('heading', { name: heading })).toHaveFocus();
		}
		await userEvent.keyboard('3');
		await expect.element(screen.getByLabelText(say('meetings.line.label'))).toHaveFocus();
	});

	it('do nothing while somebody types', async () => {
		const play = at('sharing');
		const { screen } = await seen(play);
		await screen.getByLabelText(say('meetings.write.label')).click();
		await userEvent.keyboard('cp 12?');
		await expect.element(screen.getByLabelText(say('meetings.write.label'))).toHaveValue('cp 12?');
		expect(play.state.pause).toBeNull();
		expect(document.querySelector('dialog[open]')).toBeNull();
	});

	it('are shown on asking, and can be turned off', async () => {
		const play = at('sharing');
		const { screen } = await seen(play);
		await userEvent.keyboard('?');
		await expect.element(screen.getByText(say('meetings.keys.pause'))).toBeVisible();
		await userEvent.keyboard('p');
		await expect.poll(() => play.state.pause?.why).toBe('lead');
		await userEvent.keyboard('p');
		await expect.poll(() => play.state.pause).toBeNull();
		await screen.getByLabelText(say('meetings.keys.on')).click();
		(document.activeElement as HTMLElement).blur();
		await userEvent.keyboard('p');
		await userEvent.keyboard('c');
		expect(document.querySelector('dialog[open]')).toBeNull();
		expect(play.state.pause).toBeNull();
	});
});

describe('the cards for hard moments', () => {
	it('open with one key, are found by typing, and give the focus back', async () => {
		const { button, screen } = await seen(at('sharing'), 'ines');
		(button(say('meetings.cards.open')).element() as HTMLElement).focus();
		await userEvent.keyboard('c');
		await userEvent.tab();
		await userEvent.keyboard('panic');
		await expect
			.element(screen.getByText(say('meetings.cards.found', { count: 1 })))
			.toBeInTheDocument();
		await expect.element(screen.getByText(/Slow everything down/)).toBeVisible();
		await userEvent.keyboard('{Escape}');
		await userEvent.keyboard('{Escape}');
		await expect.element(button(say('meetings.cards.open'))).toHaveFocus();
	});
});

/** Until the page has the practices, which it loads by themselves. */
async function offered(): Promise<void> {
	await import('#lib/coping/coping.ts');
	await tick();
}

describe('a practice together', () => {
	it('is begun by the lead and ended, and says how many only where that tells nobody’s name', async () => {
		const play = at('skill');
		const { screen, button } = await seen(play);
		await screen.getByText(say('meetings.practise.heading')).click();
		await screen.getByLabelText(say('meetings.practise.which')).selectOptions('breath-box');
		await button(say('meetings.practise.begin')).click();
		await expect.poll(() => play.state.practice?.id).toBe('breath-box');
		await expect.element(screen.getByText(/^Step 1 of /)).toBeVisible();
		await button(say('meetings.practise.end')).click();
		await expect.poll(() => play.state.practised).toEqual([{ id: 'breath-box', many: null }]);
		await expect
			.element(screen.getByText(say('meetings.practise.many', { count: 0 })))
			.toBeVisible();
	});

	it('is not offered in a round, nor to the companion', async () => {
		const { screen } = await seen(at('sharing'));
		await offered();
		expect(screen.getByText(say('meetings.practise.heading')).elements()).toEqual([]);
		stage?.stop();
		const other = await seen(at('skill'), 'ines');
		await offered();
		expect(other.screen.getByLabelText(say('meetings.practise.which')).elements()).toEqual([]);
	});
});

describe('the card for late-comers', () => {
	it('is written by a facilitator, and says that it is shown', async () => {
		const { screen, button, stage } = await seen(at('sharing'), 'ines');
		await screen.getByText(say('meetings.card.heading')).click();
		await screen.getByLabelText(say('meetings.card.label')).fill('The first round.');
		await button(say('meetings.card.keep')).click();
		await expect.element(screen.getByText(say('meetings.card.kept'))).toBeVisible();
		expect(stage.sent.at(-1)).toMatchObject({ t: 'card', text: 'The first round.' });
	});
});
