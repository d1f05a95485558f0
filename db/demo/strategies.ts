import * as shares from '#lib/shares/server/shares.ts';
import { after, day } from '#server/clock.ts';
import { newId } from '#server/ids.ts';
import type { Community } from './communities.ts';
import type { Stage } from './stage.ts';

/** Two things that members of the harbour shared to try: one with its week and feedback, one that waits for some. */
export async function shareStrategies(
	stage: Stage,
	{ groupId, members, facilitators }: Community
): Promise<void> {
	const { strategies } = shares;
	const as = (index: number, daysAgo: number) =>
		stage.as(members[index]!.person, after(stage.now, -daysAgo * day));
	const lamp = await strategies.share(as(1, 16), groupId, {
		...{ once: newId(), title: 'The lamp round', minutes: 5, worksWith: 'both' },
		...{ symptoms: ['sleep', 'hypervigilance'], asksFeedback: true, cautions: [] },
		steps: [
			'Make a cup of something warm.',
			'Walk through the rooms with the lights on, once, slowly.',
			'At each door say aloud: it is locked, I am home.',
			'Turn the lights off one by one. Leave the small lamp on.',
			'When you want to check again, look at the lamp instead.'
		]
	});
	const place = { groupId, strategyId: lamp.strategyId };
	await strategies.beginWeek(stage.as(facilitators[0]!.person, after(stage.now, -3 * day)), place);
	await strategies.joinWeek(as(2, 2), place, true);
	await strategies.giveFeedback(as(3, 1), place, {
		...{ once: newId(), clear: 'yes', doable: 'partly' },
		keep: 'Looking at the lamp. That is the first thing that stopped me from getting up again.',
		change: 'Saying it aloud wakes the children. I whisper it.'
	});
	await strategies.share(as(2, 4), groupId, {
		...{ once: newId(), title: 'Cold water on my wrists', minutes: 2, worksWith: 'body' },
		...{ symptoms: ['panic', 'anger'], asksFeedback: true },
		steps: ['Go to a tap.', 'Let it run over your wrists.', 'Name three things you see.'],
		cautions: ['Not with a heart condition. A cool cloth does it too.']
	});
}
