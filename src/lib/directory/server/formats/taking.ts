import { withoutContacts } from './contacts.ts';
import { plainText } from './plain-text.ts';
import type { ImportReason, Problem, RawRow } from './reading.ts';
import { glimpse } from './reading.ts';
import { momentOf } from './when.ts';

/** Longest texts of a listing. */
export const longest = { name: 255, line: 255, text: 5000, url: 2000, phone: 60, key: 200 };

/** Takes fields out of one row and keeps what was wrong with them. */
export interface Taking {
	raw: RawRow;
	problems: Problem[];
}

export const taking = (raw: RawRow, problems: Problem[]): Taking => ({ raw, problems });

export function say(
	{ problems }: Taking,
	field: string,
	value: unknown,
	reason: ImportReason,
	outcome: Problem['outcome'] = 'repaired'
): void {
	if (problems.length < 50) problems.push({ field, value: glimpse(value), reason, outcome });
}

/** Text of a value that may be a number; null for nothing, objects and lists. */
export function textOfValue(value: unknown): string | null {
	if (typeof value === 'string') return value;
	if (typeof value === 'number' && Number.isFinite(value)) return `${value}`;
	return null;
}

/** One line of plain text, or null when there is none. */
export function line(row: Taking, field: string, most = longest.line): string | null {
	return plain(row, field, row.raw[field], most, false);
}

/** Plain text with its line breaks, or null when there is none. */
export function paragraph(row: Taking, field: string): string | null {
	return plain(row, field, row.raw[field], longest.text, true);
}

export function plain(
	row: Taking,
	field: string,
	value: unknown,
	most: number,
	lines: boolean
): string | null {
	const raw = textOfValue(value);
	if (raw === null || raw === '') return null;
	const { text, hadMarkup, wasCut } = plainText(raw, most, lines);
	if (hadMarkup) say(row, field, raw, 'markup_removed');
	if (wasCut) say(row, field, raw, 'too_long');
	return text || null;
}

/** An identity within the source: as it came, but for spaces around it. Null when it cannot be one. */
export function identity(value: unknown): string | null {
	const text = textOfValue(value)?.trim() ?? '';
	return text && text.length <= longest.key && !/\p{Cc}|\p{Cs}/u.test(text) ? text : null;
}

/** A web address that a browser may open for a person, in its normal form; null for anything else. */
export function webAddress(raw: unknown): URL | null {
	if (typeof raw !== 'string' || raw.length > longest.url) return null;
	const url = URL.parse(raw.trim());
	if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return null;
	return url.href.length <= longest.url ? url : null;
}

/** The web address in a field; a name without a scheme gets one. */
export function url(row: Taking, field: string): string | null {
	const value = row.raw[field];
	const raw = textOfValue(value)?.trim();
	if (!raw) return null;
	const good = webAddress(raw) ?? (/^www\.\S+$/i.test(raw) ? webAddress(`https://${raw}`) : null);
	if (good) return good.href;
	const hasScheme = /^[a-z][\w+.-]*:/i.test(raw.replace(/[\s\p{Cc}]/gu, ''));
	say(row, field, raw, hasScheme && raw.length <= longest.url ? 'url_refused' : 'url_unreadable');
	return null;
}

/** What can be dialled: digits and `+ , * #`; an extension becomes a pause. */
export function dialled(raw: string): string | null {
	const text = raw
		.slice(0, 200)
		.replace(/\s*(?:ext(?:ension)?|x)\.?\s*(?=\d)/gi, ',')
		.replace(/[^\d+,*#]/g, '')
		.replace(/(?!^)\+/g, '')
		.slice(0, longest.phone);
	return /\d.*\d.*\d/.test(text) ? text : null;
}

export function phone(row: Taking, field: string): string | null {
	const raw = textOfValue(row.raw[field])?.trim();
	if (!raw) return null;
	const number = dialled(raw);
	if (!number) say(row, field, raw, 'phone_unreadable');
	return number;
}

/** Yes and no in the words feeds use; null when nothing is said. */
export function yesNo(row: Taking, field: string): boolean | null {
	const value = row.raw[field];
	if (value === null || value === undefined || value === '') return null;
	if (typeof value === 'boolean') return value;
	const text = `${textOfValue(value) ?? ''}`.trim().toLowerCase();
	if (/^(?:yes|y|true|t|1|on|si|sí|oui|ja)$/.test(text)) return true;
	if (/^(?:no|n|false|f|0|off|non|nein|nee)$/.test(text)) return false;
	if (text) say(row, field, value, 'value_unknown');
	return null;
}

export function moment(row: Taking, field: string): Date | null {
	const value = row.raw[field];
	if (value === null || value === undefined || value === '') return null;
	const date = momentOf(value);
	if (!date) say(row, field, value, 'date_unreadable');
	return date;
}

/** Texts of a field that holds a list, or several joined by `separator`. */
export function texts(value: unknown, separator: string): string[] {
	const parts = Array.isArray(value) ? value.slice(0, 200) : [value];
	return parts
		.flatMap((part: unknown) => textOfValue(part)?.split(separator) ?? [])
		.map((part) => plainText(part, longest.line).text)
		.filter((part) => part !== '')
		.slice(0, 200);
}

/** Free texts as one, with an empty line between them, and without anybody's telephone or e-mail. */
export function description(row: Taking, fields: readonly string[]): string {
	const parts = fields.flatMap((field) => {
		const said = paragraph(row, field);
		if (said === null) return [];
		const kept = withoutContacts(said);
		// The report does not repeat what was taken out.
		if (kept !== said) say(row, field, '', 'contact_removed');
		return kept;
	});
	return plainText(parts.join('\n\n'), longest.text, true).text;
}
