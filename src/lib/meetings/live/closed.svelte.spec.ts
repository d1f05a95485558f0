import { afterEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '#ui/ui.css';
import { say } from '#lib/words/words.ts';
import { Rehearsal } from '#test/support/rehearsal.ts';
import { StagedMeeting } from '#test/support/staged-meeting.ts';
import type { CloseReason, Line } from '../protocol.ts';
import { LAST_LINES_MINUTES } from '../reporting.ts';
import Closed from './Closed.svelte';

let stage: StagedMeeting | undefined;
afterEach(() => stage?.stop());

/** What `me` finds when the server has closed the connection. */
async function closed(me: string, reason: CloseReason) {
	await page.viewport(390, 844);
	const play = Rehearsal.opened('fern', 'tide').at('arrive');
	stage = new StagedMeeting(play, me);
	const { live } = stage;
	await expect.poll(() => live.place).toBe('inside');
	const line = { t: 'w', in: 'circle', who: 'tide', at: play.now, n: 1, text: 'I found you.' };
	stage.says({ ...line, tag: 'a'.repeat(22) } as Line);
	stage.hangsUp(reason);
	await expect.poll(() => live.closed).toBe(reason);
	const screen = await render(Closed, { live, groupHref: '/groups/one', signInHref: '/sign-in' });
	const heading = (words: string) => screen.getByRole('heading', { name: words });
	const report = screen.getByRole('button', { name: say('safety.report.open') });
	return { live, screen, heading, report };
}

describe('the closed door', () => {
	it('lets whoever was put out report what happened, with the lines this page still has', async () => {
		const { live, screen, heading, report } = await closed('fern', 'removed');
		await expect.element(heading(say('meetings.closed.removed.heading'))).toBeVisible();
		await expect.element(report).toBeVisible();
		expect(live.lines).toEqual([]);
		expect(live.lastLines.map((line) => line.t === 'w' && line.text)).toEqual(['I found you.']);
		await expect.element(screen.getByText('I found you.')).not.toBeInTheDocument();
		const held = say('meetings.ended.held', { minutes: LAST_LINES_MINUTES });
		await expect.element(screen.getByText(held)).toBeVisible();
	});

	it('tells a facilitator who may lead no longer what is true of them', async () => {
		const { screen, heading, report } = await closed('mara', 'not-leading');
		await expect.element(heading(say('meetings.closed.not-leading.heading'))).toBeVisible();
		await expect.element(screen.getByText(say('meetings.closed.not-leading'))).toBeVisible();
		await expect.element(report).not.toBeInTheDocument();
	});

	it('offers no report to whoever only stepped out: they can come back in', async () => {
		const { report } = await closed('fern', 'left');
		await expect.element(report).not.toBeInTheDocument();
	});
});
