/**
 * The one error that operations throw on purpose. Surfaces map it once: `status` for HTTP, `code` for
 * the message catalogue (`errors.<code>`), `fields` for words beside a form field.
 */
export class AppError extends Error {
	readonly code: string;
	readonly status: number;
	readonly fields: FieldProblems;
	readonly values: Record<string, string | number>;

	constructor(
		code: string,
		status: number,
		more: { fields?: FieldProblems; values?: Record<string, string | number> } = {}
	) {
		super(code);
		this.name = 'AppError';
		this.code = code;
		this.status = status;
		this.fields = more.fields ?? {};
		this.values = more.values ?? {};
	}
}

/** Field name -> code of what is wrong with it; words come from the catalogue (`errors.field.<code>`). */
export type FieldProblems = Record<string, string>;

/** Unknown, foreign and forbidden objects are one and the same answer. */
export const notFound = () => new AppError('not_found', 404);
/** Nobody is signed in, and this needs somebody. */
export const signInFirst = () => new AppError('sign_in_first', 401);
/** What was typed cannot be taken; `fields` says where and why. */
export const invalid = (fields: FieldProblems) => new AppError('invalid', 422, { fields });
/** The same thing was done at the same moment, or already. */
export const conflict = (code: string) => new AppError(code, 409);
/** Too often; nothing is locked. `seconds` until it is worth trying again. */
export const tooMany = (seconds: number) => new AppError('too_many', 429, { values: { seconds } });

/** Throws `error` unless the policy said yes. */
export function allow(yes: boolean, error: () => AppError = notFound): void {
	if (!yes) throw error();
}
