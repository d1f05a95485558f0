import { isId } from '#server/ids.ts';

/** A place in a list that is ordered by a moment and an id. */
export interface Cursor {
	at: Date;
	id: string;
}

/** As it stands in an address: opaque, neutral, without punctuation that needs escaping. */
export const writeCursor = ({ at, id }: Cursor): string => `${at.getTime().toString(36)}.${id}`;

/** What came from an address; null when it is not one of ours, which reads as the beginning. */
export function readCursor(text: string | null | undefined): Cursor | null {
	const [time = '', id] = (text ?? '').split('.');
	if (!/^[0-9a-z]{1,9}$/.test(time) || !isId(id)) return null;
	return { at: new Date(Number.parseInt(time, 36)), id };
}
