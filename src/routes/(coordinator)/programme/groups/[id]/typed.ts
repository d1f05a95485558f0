import type { Series } from '#lib/groups/groups.ts';

/** What is kept about a group, as its form would have sent it. */
export const typedDetails = (group: { languages: readonly string[] }): Record<string, unknown> => ({
	...group,
	language: group.languages[0],
	secondLanguage: group.languages[1] ?? ''
});

/** The times of a group, as the form would have sent them. */
export function typedSeries(series: Series | null): Record<string, unknown> {
	if (!series) return {};
	const { rule, ...rest } = series;
	return { ...rest, ...rule, endsOn: rest.endsOn ?? '' };
}
