import { projectRoot, readBook, type Book, type Module, type Scenario } from './content/book.ts';

let known: Book | undefined;
/** What there is to learn, read once by each process. @throws CannotStart when the files are not right */
export const book = (): Book => (known ??= readBook(projectRoot()));

/** Something small to learn, for specs. */
export const useBook = (given: Book): void => {
	known = given;
};

export const moduleNr = (nr: number): Module | undefined =>
	book().modules.find((one) => one.nr === nr);
export const scenarioOn = (page: string): Scenario | undefined =>
	book().scenarios.find((one) => one.page === page);
