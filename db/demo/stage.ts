import { after, day } from '#server/clock.ts';
import type { Ctx, StaffRole } from '#server/ctx.ts';
import { newId } from '#server/ids.ts';

/** How long ago the invented programme began: its last closed quarter has meetings and answers. */
const WEEKS = 20;
/** In which the groups of the invented organisation meet. */
export const ZONE = 'Europe/London';

export interface Person {
	accountId: string;
	name: string;
	passphrase: string;
	roles: StaffRole[];
}

/** Lets the past happen: every operation is called by the one who would call it, at the time it happened. */
export interface Stage {
	/** The real present. */
	now: Date;
	begin: Date;
	/** How many things may happen at the same moment. */
	hands: number;
	system(at: Date): Ctx;
	as(person: Person, at: Date): Ctx;
}

export function openStage({ db, keys }: Pick<Ctx, 'db' | 'keys'>, now: Date, hands: number): Stage {
	const system = (at: Date): Ctx => ({
		...{ db, keys, now: () => at },
		actor: { kind: 'system', job: 'demonstration' }
	});
	return {
		...{ now, hands, system },
		begin: after(now, -WEEKS * 7 * day),
		as: ({ accountId, roles }, at) => ({
			...system(at),
			actor: { kind: 'account', accountId, loginId: newId(at), roles }
		})
	};
}

/** The calendar date of a moment, counted in UTC. */
export const dateOf = (at: Date): string => at.toISOString().slice(0, 10);
