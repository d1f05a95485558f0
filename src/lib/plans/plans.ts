import { z } from 'zod';

/** The parts of a plan, in the order in which they are read. Their words are `plans.part.…`. */
export const PARTS = ['signs', 'helps', 'people', 'places', 'avoid', 'worst'] as const;
export type Part = (typeof PARTS)[number];

/** Letters in one part. */
export const LONGEST = 2000;
/** Strategies of my list that stand in the plan. */
const MOST_STRATEGIES = 20;
/** A plan can be shown for so many days at most. */
export const SHOWN_AT_MOST = 90;

/** Line ends, tabs and all that people write; no other control characters. */
const plain = (text: string): boolean => !/[^\P{Cc}\n\t]/u.test(text);
const part = z.string().trim().max(LONGEST, 'too_long').refine(plain, 'characters').default('');

const strategy = z.string().regex(/^[a-z0-9-]{1,60}$/, 'choose');
export const PlanInput = z.object({
	signs: part,
	helps: part,
	/** Of my own list, by their ids. */
	strategies: z
		.array(strategy)
		.max(MOST_STRATEGIES, 'too_many')
		.transform((ids) => [...new Set(ids)])
		.default([]),
	people: part,
	places: part,
	avoid: part,
	worst: part,
	/** Whose crisis lines stand in the plan; empty for the organisation's. */
	country: z
		.string()
		.regex(/^(?:[A-Z]{2})?$/, 'choose')
		.default('')
});
export type Plan = z.output<typeof PlanInput>;
export const emptyPlan: Plan = PlanInput.parse({});

const shownPart = z.string().optional();
/** What is shown of a plan: what was chosen, as it stood then, and nothing else. */
export const Shown = z.object({
	...{ signs: shownPart, helps: shownPart, people: shownPart, places: shownPart },
	...{ avoid: shownPart, worst: shownPart, strategies: z.array(z.string()).optional() }
});
export type Shown = z.output<typeof Shown>;

export const ShowInput = z.object({
	groupId: z.uuid('choose'),
	facilitatorId: z.uuid('choose'),
	parts: z.array(z.enum(PARTS, 'choose')).min(1, 'choose').max(PARTS.length, 'too_many'),
	/** A day, YYYY-MM-DD; it is shown until the end of that day. */
	until: z.iso.date('date')
});
export type ShowInput = z.output<typeof ShowInput>;
export const ShownId = z.object({ shownId: z.uuid('invalid') });

/** Somebody to whom I could show it. */
export interface Facilitator {
	groupId: string;
	groupName: string;
	/** The membership that leads. */
	facilitatorId: string;
	alias: string;
}

/** Whom I show it to, and whether they opened it. */
export interface Showing {
	shownId: string;
	groupId: string;
	/** The facilitator's alias in that group. */
	alias: string;
	parts: Part[];
	shownAt: Date;
	until: Date;
	seenAt: Date | null;
}

/** That a member shows me something, as I look after their group; what it is stays closed until I open it. */
export interface ShownHead {
	shownId: string;
	alias: string;
	until: Date;
}
/** The same, once I opened it. */
export interface ShownToMe extends ShownHead {
	shown: Shown;
}
