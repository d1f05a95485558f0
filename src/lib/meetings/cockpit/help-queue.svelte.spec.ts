import { afterEach, describe, expect, it } from 'vitest';
import { page, type Locator } from 'vitest/browser';
import { say } from '#lib/words/words.ts';
import { cockpit } from '#test/support/cockpit.ts';
import { Rehearsal } from '#test/support/rehearsal.ts';
import type { StagedMeeting } from '#test/support/staged-meeting.ts';
import { toldOnCall } from '../clock.ts';
import { numbered, personIn, reduceAll } from '../room.ts';

let stage: StagedMeeting | undefined;
afterEach(() => stage?.stop());

const second = 1_000;
const sharing = () => Rehearsal.opened('fern', 'tide', 'lark').at('sharing');

async function seen(play: Rehearsal, me: string) {
	const shown = await cockpit(play, me);
	stage = shown.stage;
	return { ...shown, calls: shown.region(say('meetings.calls.heading')) };
}

const aloud = (calls: Locator) => calls.getByRole('alert').element().textContent;

const call = (play: Rehearsal) =>
	play.do('fern', { t: 'help', call: 'the-call', about: 'not-safe' });

const onCall = (reached: boolean) => (play: Rehearsal) => {
	const decision = toldOnCall(play.state, 'the-call', reached);
	if (!('events' in decision)) throw new Error('not due');
	const events = numbered(play.state, decision.events, play.now);
	play.events.push(...events);
	play.state = reduceAll(events, play.state);
};

describe('calls for help in the cockpit', () => {
	it('reach the companion at once, aloud, with what they are about and who sees them next', async () => {
		const { stage, calls } = await seen(sharing(), 'ines');
		stage.others(call);
		const about = say('meetings.calls.about.not-safe', { who: 'Fern' });
		await expect
			.element(calls.getByRole('alert'))
			.toHaveTextContent(`Fern asks for help. ${about}`);
		await expect.element(calls.getByText('waiting for 0:00')).toBeVisible();
		stage.others((play) => play.wait(42 * second));
		await expect
			.element(calls.getByText(say('meetings.calls.then_lead', { who: 'Mara', time: '0:18' })))
			.toBeVisible();
		// What changes by the second is not read aloud again and again.
		expect(aloud(calls)).not.toMatch(/0:18/);
	});

	it('stay within reach on a phone, however far it is scrolled, and are said aloud once', async () => {
		const { stage, screen, calls } = await seen(sharing(), 'ines');
		await page.viewport(390, 700);
		stage.others(call);
		await expect
			.element(calls.getByRole('alert'))
			.toHaveTextContent(
				`Fern asks for help. ${say('meetings.calls.about.not-safe', { who: 'Fern' })}`
			);
		const bar = screen.getByRole('button', {
			name: say('meetings.calls.bar', { many: 1, who: 'Fern' })
		});
		await expect.element(bar).not.toBeInTheDocument();
		scrollTo(0, document.documentElement.scrollHeight);
		await expect.element(bar).toBeInViewport();
		expect(screen.getByRole('alert').elements()).toHaveLength(1);
		await bar.click();
		await expect.element(calls.getByRole('heading')).toBeInViewport();
		await expect.element(calls.getByRole('heading')).toHaveFocus();
		await expect.element(bar).not.toBeInTheDocument();
	});

	it('reach the lead after a minute, and say when whoever is on call is written to', async () => {
		const { stage, calls } = await seen(sharing(), 'mara');
		stage.others(call);
		await expect.element(calls.getByText(say('meetings.calls.none'))).toBeVisible();
		stage.others((play) => play.wait(60 * second));
		await expect
			.element(calls.getByText(say('meetings.calls.then_on_call', { time: '2:00' })))
			.toBeVisible();
	});

	it.each([
		[true, 'meetings.calls.on_call.reached', /Whoever is on call was written to/],
		[false, 'meetings.calls.on_call.nobody', /Nobody is on call/]
	] as const)(
		'say whether whoever is on call was written to: %s',
		async (reached, words, heard) => {
			const { stage, calls } = await seen(call(sharing()), 'ines');
			stage.others((play) => onCall(reached)(play.wait(180 * second)));
			await expect.element(calls.getByText(say(words), { exact: true })).toBeVisible();
			await expect.poll(() => aloud(calls)).toMatch(heard);
		}
	);

	it('say from the beginning, and again when one waits, that nobody is on call', async () => {
		const shown = await cockpit(sharing(), 'mara', { nobodyOnCall: true });
		stage = shown.stage;
		const calls = shown.region(say('meetings.calls.heading'));
		await expect
			.element(calls.getByText(say('meetings.calls.nobody_on_call'), { exact: false }))
			.toBeVisible();
		stage.others((play) => call(play).wait(60 * second));
		await expect.element(calls.getByText(say('meetings.calls.on_call.nobody'))).toBeVisible();
	});

	it('are taken, talked about in the side room and settled', async () => {
		const play = call(sharing());
		const { calls } = await seen(play, 'ines');
		const press = (name: string) => calls.getByRole('button', { name }).click();
		await press(say('meetings.calls.take', { who: 'Fern' }));
		await expect.poll(() => play.state.help[0]?.takenBy).toBe('ines');
		await expect
			.element(calls.getByLabelText(say('meetings.help.aside.label', { who: 'Fern' })))
			.toBeVisible();
		await press(say('meetings.calls.to_side', { who: 'Fern' }));
		await expect.poll(() => play.state.askedAside).toEqual(['fern']);
		await expect.poll(() => personIn(play.state, 'ines')?.spot).toBe('side');
		await press(say('meetings.calls.settle'));
		await expect.poll(() => play.state.help).toEqual([]);
		await expect.poll(() => document.activeElement).not.toBe(document.body);
	});

	it('say that somebody else was quicker', async () => {
		const play = call(sharing());
		const { calls, stage, screen } = await seen(play, 'ines');
		play.wait(60 * second).do('mara', { t: 'take-help', call: 'the-call' });
		await calls.getByRole('button', { name: say('meetings.calls.take', { who: 'Fern' }) }).click();
		await expect.element(screen.getByText(say('meetings.refused.no-such-call'))).toBeVisible();
		stage.tell();
		await expect
			.element(
				calls.getByText(say('meetings.calls.taken_other', { who: 'Fern', by: 'Mara' })).last()
			)
			.toBeVisible();
	});
});
