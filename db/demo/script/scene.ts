import type { PartName } from '#lib/groups/groups.ts';

/** What somebody says in each part. A part that is missing is one in which they pass or only listen. */
export type Voice = Partial<Record<PartName, string>>;

/** One evening, as the invented people of the demonstration meeting live it. */
export interface Scene {
	/** Once the room is open, before the first part. */
	welcome: readonly string[];
	/** What the lead says when a part begins. */
	lead: Readonly<Record<PartName, readonly string[]>>;
	companion: Voice;
	/** In the order of the cast. */
	members: readonly Voice[];
}
