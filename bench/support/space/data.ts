import { load as loadFrame } from '../../../src/routes/+layout.server.ts';
import { load as loadPage } from '../../../src/routes/(member)/groups/[id]/+page.server.ts';
import type { Space } from './world.ts';

/** What the page and its frame get from their own `load`, once, as it is in clear. */
export async function dataOf({ groupId, reader }: Space): Promise<{
	layout: unknown;
	page: unknown;
}> {
	const event = {
		locals: { ctx: reader, timeZone: 'UTC', address: '198.51.100.1', unseen: 0 },
		params: { id: groupId },
		url: new URL(`http://localhost/groups/${groupId}`)
	};
	return {
		layout: await loadFrame(event as never),
		page: await loadPage(event as never)
	};
}
