import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '#ui/ui.css';
import MemberRoom from '#lib/meetings/member/MemberRoom.svelte';
import type { Rehearsal } from './rehearsal.ts';
import { StagedMeeting } from './staged-meeting.ts';

/** A member's room as it stands on a screen of this size, in a rehearsed meeting. Stop its stage after the test. */
export async function memberRoom(me: string, play: Rehearsal, [width, height]: [number, number]) {
	await page.viewport(width, height);
	const stage = new StagedMeeting(play, me);
	const screen = await render(MemberRoom, {
		live: stage.live,
		groupName: 'Evening harbour',
		groupHref: '/groups/1'
	});
	screen.container.className = 'wrap';
	const button = (name: string | RegExp) => screen.getByRole('button', { name, exact: true });
	return { stage, screen, button };
}
