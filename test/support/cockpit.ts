import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '#ui/ui.css';
import Cockpit from '#lib/meetings/cockpit/Cockpit.svelte';
import type { DoorBook } from '#lib/meetings/cockpit/door-book.svelte.ts';
import type { Cockpit as Told } from '#lib/meetings/protocol.ts';
import type { Rehearsal } from './rehearsal.ts';
import { StagedMeeting } from './staged-meeting.ts';

/** The cockpit as `me` sees it, in front of the rehearsal; `region` finds a panel by its heading. */
export async function cockpit(
	play: Rehearsal,
	me: string,
	told: Partial<Told> = {},
	book?: DoorBook
) {
	await page.viewport(1280, 900);
	const stage = new StagedMeeting(play, me, told);
	const screen = await render(Cockpit, {
		...{ live: stage.live, groupName: 'Evening harbour', start: play.now, zone: 'UTC', book }
	});
	const region = (name: string) => screen.getByRole('region', { name });
	return { stage, screen, region };
}
