import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { KeyRing } from '#server/keyring.ts';
import type { Line } from '../protocol.ts';

/** A line of words as it is reported: with what its tag covers. */
export type TaggedLine = Pick<
	Extract<Line, { t: 'w' }>,
	'n' | 'in' | 'who' | 'at' | 'text' | 'tag'
> & { epoch: string };

type Untagged = Omit<TaggedLine, 'tag' | 'epoch'>;
export type TagOf = (epoch: string, line: Untagged) => string;

const TAG_BYTES = 16;

/** Words come last: nothing before them can hold the separator, so no two lines look the same here. */
const covered = (epoch: string, { n, in: place, who, at, text }: Untagged): string =>
	`${epoch}\0${n}\0${place}\0${who}\0${at}\0${text}`;

const keyOf = (keys: KeyRing, meetingId: string): KeyObject =>
	createSecretKey(keys.mac('report-tags', meetingId));

const tagWith = (key: KeyObject, text: string): Buffer =>
	createHmac('sha256', key).update(text).digest().subarray(0, TAG_BYTES);

/**
 * Makes the tags of one meeting's lines: docs/report-tags.md. The key is derived once, so that a line costs
 * one HMAC however many hear it.
 */
export function tagger(keys: KeyRing, meetingId: string): TagOf {
	const key = keyOf(keys, meetingId);
	return (epoch, line) => tagWith(key, covered(epoch, line)).toString('base64url');
}

/** Tells of lines whether this server passed on exactly these words, then, there, by that person. */
export function verifies(keys: KeyRing, meetingId: string): (line: TaggedLine) => boolean {
	const key = keyOf(keys, meetingId);
	return (line) => {
		const given = Buffer.from(line.tag, 'base64url');
		const own = tagWith(key, covered(line.epoch, line));
		return given.length === TAG_BYTES && timingSafeEqual(given, own);
	};
}
