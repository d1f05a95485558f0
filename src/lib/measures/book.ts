import type { Definition } from './definition.ts';

/** All definitions that answers may have been given under, in the order in which they are offered. */
export type Book = readonly Definition[];

/** The newest version of what stands at this address. */
export const currentOn = (book: Book, page: string): Definition | undefined =>
	book.filter((one) => one.page === page).sort((a, b) => b.version - a.version)[0];

/** Exactly this version. */
export const versionOf = (book: Book, id: string, version: number): Definition | undefined =>
	book.find((one) => one.id === id && one.version === version);

/** What can be answered here: the newest of each that has its words. */
export const answerable = (book: Book): Definition[] =>
	book.filter(
		(one) => one.asked === 'here' && one.items !== null && currentOn(book, one.page) === one
	);
