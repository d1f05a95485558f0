import * as sharesOf from '#lib/shares/server/shares.ts';
import { ZONE, type Person, type Stage } from './stage.ts';

/**
 * A share that nobody has answered is brought to people. Those whom somebody looking at the demonstration can
 * be hear of it at any hour, so that it is there whenever they look.
 */
export async function bringWhatWaits(
	stage: Stage,
	likesToAnswer: Person,
	others: readonly Person[]
): Promise<void> {
	const anyHour = { quietFrom: '00:00', quietUntil: '00:00', timeZone: ZONE };
	const choose = (who: Person, aDay: number) =>
		sharesOf.chooseAnswering(stage.as(who, stage.now), { aDay, ...anyHour });
	await choose(likesToAnswer, 2);
	for (const other of others) await choose(other, 0);
	await sharesOf.bringUnheard(stage.system(stage.now));
}
