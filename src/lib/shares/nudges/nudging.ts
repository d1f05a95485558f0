import { agreesNoContact } from './agreed.ts';
import { codes, type Code } from './found.ts';
import { contactCodes, nudgesFor, type Nudge, type Writing } from './nudges.ts';

/** What stands between a text and its group for a moment: to be looked at, changed, or sent as it is. */
export interface Nudged {
	nudges: Nudge[];
	/** The group’s rule of no contact details holds: these have to be changed first. Empty otherwise. */
	held: Code[];
}

export interface Check extends Writing {
	/** What the writer was shown already when they pressed “Send as it is”. */
	seen?: readonly Code[];
	/** The group’s agreement, where a rule of no contact details would stand. */
	agreement?: readonly string[];
	/** The page was told already that the group has such a rule. */
	holds?: boolean;
}

/**
 * Whether a text goes to its group now: null, or what to show beside it first. Whoever was shown something and
 * sends it as it is, is believed; only the group’s own rule still holds, and says why. Nobody is told about any
 * of it, and it is kept nowhere.
 */
export function checkNudges(check: Check): Nudged | null {
	const { seen = [], agreement = [], holds = false, ...writing } = check;
	const nudges = nudgesFor(writing);
	const contacts = nudges.map(({ code }) => code).filter((code) => contactCodes.includes(code));
	const held = contacts.length > 0 && (holds || agreesNoContact(agreement)) ? contacts : [];
	const isNew = nudges.some(({ code }) => !seen.includes(code));
	return isNew || held.length > 0 ? { nudges, held } : null;
}

/** What the button “Send as it is” sends along: `phone,place`. */
export const seenIn = (sent: string): Code[] =>
	codes.filter((code) => sent.split(',').includes(code));

/** Of an input that was read already: the fields of its form as they were typed, so that nothing is lost. */
export function asTyped(input: Record<string, unknown>): Record<string, string | string[]> {
	const fields = Object.entries(input).flatMap(([name, value]): [string, string | string[]][] => {
		if (typeof value === 'string') return [[name, value]];
		if (Array.isArray(value)) return [[name, value.map(String)]];
		return value === true ? [[name, 'yes']] : [];
	});
	return Object.fromEntries(fields);
}
