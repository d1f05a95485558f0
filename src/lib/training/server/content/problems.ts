import type { z } from 'zod';
import { CannotStart } from '#server/cannot-start.ts';

/** More than these nobody mends at once. */
const MOST_SAID = 12;

/** What is wrong in the files, each with its file and where in it; they are said together. */
export class Problems {
	readonly found: string[] = [];

	add(file: string, where: string, what: string): void {
		this.found.push(where === '' ? `${file}: ${what}` : `${file}, ${where}: ${what}`);
	}

	/** Goes on only when nothing was found. @throws CannotStart */
	stopIfAny(): void {
		const many = this.found.length;
		if (many === 0) return;
		const rest = many > MOST_SAID ? [`and ${many - MOST_SAID} more.`] : [];
		throw new CannotStart(
			[
				'The training cannot be shown, because of what stands in these files:',
				...this.found.slice(0, MOST_SAID).map((one) => `- ${one}.`),
				...rest
			].join('\n')
		);
	}

	/** What a file holds when it is right; null, and why, when it is not. */
	read<Schema extends z.ZodType>(
		file: string,
		schema: Schema,
		given: unknown
	): z.output<Schema> | null {
		const parsed = schema.safeParse(given);
		if (parsed.success) return parsed.data;
		for (const issue of parsed.error.issues) this.add(file, placeOf(issue.path), wordsOf(issue));
		return null;
	}
}

/** `quiz.questions.2.why`, with the third counted as people count. */
const placeOf = (path: readonly PropertyKey[]): string =>
	path.map((part) => (typeof part === 'number' ? `no. ${part + 1}` : String(part))).join(' › ');

function wordsOf(issue: z.core.$ZodIssue): string {
	if (issue.code === 'unrecognized_keys') return `nothing reads “${issue.keys.join('”, “')}”`;
	if (issue.code === 'invalid_type')
		return issue.message.endsWith('undefined') ? 'this is missing' : `this is no ${issue.expected}`;
	if (issue.code === 'too_small') return `at least ${String(issue.minimum)} ${unitOf(issue.origin)}`;
	if (issue.code === 'too_big') return `at most ${String(issue.maximum)} ${unitOf(issue.origin)}`;
	if (issue.code === 'invalid_value') return `one of ${issue.values.map(String).join(', ')}`;
	return issue.message;
}

const unitOf = (origin: string): string =>
	origin === 'string' ? 'characters' : origin === 'array' ? 'of them' : 'here';
