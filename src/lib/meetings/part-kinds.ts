import type { PartName } from '#lib/groups/groups.ts';

/**
 * What the people in the room may do during a part.
 * - `led`: the facilitators write; members may give silent responses.
 * - `round`: the talking piece goes round; who holds it writes, and the facilitators may.
 * - `together`: everyone inside may write a few words.
 * - `quiet`: nobody but the facilitators writes, and members may give silent responses.
 */
export type PartKind = 'led' | 'round' | 'together' | 'quiet';

const KINDS: Readonly<Record<PartName, PartKind>> = {
	arrive: 'together',
	opening: 'led',
	agreements: 'led',
	'check-in': 'round',
	sharing: 'round',
	pause: 'quiet',
	skill: 'together',
	closing: 'round',
	grounding: 'led'
};

export const kindOf = (name: PartName): PartKind => KINDS[name];
