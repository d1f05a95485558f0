import { defaultResponses } from '#lib/groups/groups.ts';
import * as sharesOf from '#lib/shares/server/shares.ts';
import { after, day, hour, minute } from '#server/clock.ts';
import { newId } from '#server/ids.ts';
import type { Community } from './communities.ts';
import { shares, type DemoShare } from './shares.ts';
import { sideBySide } from './side-by-side.ts';
import type { Stage } from './stage.ts';

/** What people wrote in between, at the times at which they did. */
export async function write(stage: Stage, byKey: ReadonlyMap<string, Community>): Promise<void> {
	await sideBySide(stage.hands, shares, (share) => one(stage, byKey.get(share.group)!, share));
}

async function one(stage: Stage, { groupId, members }: Community, share: DemoShare): Promise<void> {
	const who = (index: number) => members[index]!.person;
	const at = after(stage.now, -share.daysAgo * day);
	const shareId = newId(at);
	await sharesOf.share(stage.as(who(share.by), at), groupId, {
		...{ once: shareId, need: share.need, text: share.words }
	});
	for (const [i, { by, kind }] of share.responses.entries()) {
		const later = after(at, (20 + 25 * i) * minute);
		await sharesOf.respond(stage.as(who(by), later), groupId, {
			...{ shareId, kind: defaultResponses[kind]!, wanted: true }
		});
	}
	for (const { by, hoursLater, words } of share.replies) {
		const later = after(at, hoursLater * hour);
		const reply = { once: newId(later), shareId, text: words };
		await sharesOf.reply(stage.as(who(by), later), groupId, reply);
	}
}
