/** Training for those who lead groups: reading, quizzes, and how far somebody has come, which nobody else sees. */
import { book } from './book.ts';

export { answer, looked, quiz } from './quizzes.ts';
export { keepPlace, module, modules } from './reading.ts';

/** Reads and checks what there is to learn. @throws CannotStart with each file and field that is not right */
export function checkContent(): void {
	book();
}
