import type { z } from 'zod';
import type { FieldProblems } from '../errors.ts';

type Issue = z.core.$ZodIssue;

const isCode = /^[a-z_]{2,40}$/;

/** The first problem of each field, as codes that the catalogue has words for. */
export function problemsOf(error: z.ZodError): FieldProblems {
	const problems: FieldProblems = {};
	for (const issue of error.issues) problems[String(issue.path[0] ?? 'form')] ??= codeOf(issue);
	return problems;
}

/** A schema's own message is its code; a schema without one gets the general code of its kind. */
function codeOf(issue: Issue): string {
	if (isCode.test(issue.message)) return issue.message;
	const ofNumber = 'origin' in issue && (issue.origin === 'number' || issue.origin === 'int');
	switch (issue.code) {
		case 'invalid_type':
			return issue.input === undefined ? 'required' : 'invalid';
		case 'invalid_value':
		case 'invalid_union':
			return 'choose';
		case 'too_big':
			return ofNumber ? 'too_big' : 'too_long';
		case 'too_small':
			if (ofNumber) return 'too_small';
			return issue.minimum === 1 ? 'required' : 'too_short';
		default:
			return 'invalid';
	}
}
