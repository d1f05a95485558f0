import type pg from 'pg';

/** Asked for as often as this, a statement gets a name. */
const often = 3;
/** Statements that are put together in ever new ways must not fill the memory of each connection. */
const mostNames = 400;
const mostSeen = 4000;

const names = new Map<string, string>();
const seen = new Map<string, number>();

function nameOf(text: string): string | undefined {
	const known = names.get(text);
	if (known !== undefined || names.size >= mostNames) return known;
	const times = (seen.get(text) ?? 0) + 1;
	if (times < often) {
		if (seen.size >= mostSeen) seen.clear();
		seen.set(text, times);
		return undefined;
	}
	seen.delete(text);
	const name = `s${names.size + 1}`;
	names.set(text, name);
	return name;
}

/** Says whom a transaction acts for: the scope, and the account. */
export const CONTEXT = `select set_config('holdspace.scope', $1, true), set_config('holdspace.account_id', $2, true)`;
const nothing = { rows: [], rowCount: 0, command: '', oid: 0, fields: [] };

/**
 * What a connection is asked for often it prepares once: with the policies of row-level security, PostgreSQL
 * takes longer to plan a page's statement than to run it. Values are never part of a name or a text.
 *
 * How a transaction begins, and whom it acts for, is sent without waiting for the answer: what comes next is on
 * its way with it. If either should fail, all that follows in the transaction fails, and whoever asked hears that.
 */
export function saveSteps(client: pg.ClientBase): void {
	const query = client.query.bind(client) as (...given: unknown[]) => Promise<unknown>;
	client.query = ((text: unknown, values?: unknown, ...more: unknown[]) => {
		const isOurs = typeof text === 'string' && Array.isArray(values) && more.length === 0;
		if (!isOurs) return query(text, values, ...more);
		const name = values.length > 0 ? nameOf(text) : undefined;
		const answer = query(name ? { name, text, values } : { text, values });
		if (text !== 'begin' && text !== CONTEXT) return answer;
		answer.catch(() => {});
		return Promise.resolve(nothing);
	}) as typeof client.query;
}
