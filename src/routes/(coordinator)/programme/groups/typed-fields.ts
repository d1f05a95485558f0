const said = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** What the fields of a form have in common: their name, what was typed in them, and what is wrong with it. */
export const fieldsOf = (typed: Record<string, unknown>, problems: Record<string, string>) => ({
	one: (name: string) => ({ name, value: said(typed[name]), error: problems[name] }),
	/** For those that are ticked. */
	several: (name: string) => ({
		...{ name: `${name}[]`, error: problems[name] },
		value: Array.isArray(typed[name]) ? typed[name].map(said) : []
	})
});
