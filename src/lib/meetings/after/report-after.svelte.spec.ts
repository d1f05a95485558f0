import { afterEach, describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import '#ui/ui.css';
import { say } from '#lib/words/words.ts';
import { Rehearsal } from '#test/support/rehearsal.ts';
import { StagedMeeting } from '#test/support/staged-meeting.ts';
import { LAST_LINES_MINUTES } from '../reporting.ts';
import Ended from './Ended.svelte';
import ReportAfter from './ReportAfter.svelte';
import { lastLines } from './report-sending.ts';

let stage: StagedMeeting | undefined;
afterEach(() => {
	stage?.stop();
	vi.useRealTimers();
});

/** A meeting in which Mara said two lines, and which then ended. */
async function afterwards() {
	stage = new StagedMeeting(Rehearsal.opened('fern', 'tide').at('sharing'), 'fern');
	const { live } = stage;
	await vi.waitFor(() => expect(live.place).toBe('inside'));
	for (const n of [1, 2])
		stage.says({
			...{ t: 'w', n, in: 'circle', who: 'mara', at: 1, ref: 0, tag: 'tag' },
			text: `Heliotrope ${n}`
		});
	stage.others((play) => play.do('mara', { t: 'end' }));
	return live;
}
const minutesPass = (minutes: number) => vi.setSystemTime(Date.now() + minutes * 60_000);

describe('a report after the end', () => {
	it('can carry the last lines, which are shown nowhere, until the time is over', async () => {
		const live = await afterwards();
		const screen = await render(ReportAfter, { live });
		await expect
			.element(screen.getByRole('button', { name: say('safety.report.open') }))
			.toBeVisible();
		expect(screen.container.textContent).not.toContain('Heliotrope');
		expect(live.lines).toEqual([]);
		expect(lastLines(live.lastLines, live.epoch).map(({ text }) => text)).toEqual([
			...['Heliotrope 1', 'Heliotrope 2']
		]);
		vi.useFakeTimers({ toFake: ['Date'] });
		minutesPass(LAST_LINES_MINUTES + 1);
		await vi.waitFor(() => expect(live.lastLines).toEqual([]), { timeout: 3_000 });
	});

	it('is said on the closing page, with the minutes; without lines it says that all is gone', async () => {
		const page = {
			...{ why: 'closed' as const, groupHref: '/', afterHref: '/', leaving: null, action: '/' }
		};
		const held = say('meetings.ended.held', { minutes: LAST_LINES_MINUTES });
		const gone = say('meetings.ended.gone');
		const screen = await render(Ended, { ...page, holdsLines: true });
		await expect.element(screen.getByText(held)).toBeVisible();
		await screen.rerender({ ...page, holdsLines: false });
		await expect.element(screen.getByText(gone)).toBeVisible();
		expect(screen.container.textContent).not.toContain(held);
	});

	it('stays possible when somebody keeps how they leave: the page is not asked for again', async () => {
		const sent: unknown[] = [];
		const screen = await render(Ended, {
			...{ why: 'closed' as const, groupHref: '/', afterHref: '/', leaving: null, action: '/' },
			holdsLines: true,
			onkeep: (form: FormData) => {
				sent.push(form.get('value'));
				return Promise.resolve(say('meetings.rating.kept', { value: 3 }));
			}
		});
		let isPosted = true;
		addEventListener('submit', (event) => (isPosted = !event.defaultPrevented), { once: true });
		await screen.getByRole('radio', { name: '3' }).click({ force: true });
		await screen.getByRole('button', { name: say('meetings.rating.keep') }).click();
		await expect.element(screen.getByText(say('meetings.rating.kept', { value: 3 }))).toBeVisible();
		expect(sent).toEqual(['3']);
		expect(isPosted).toBe(false);
	});
});
