/** Training for those who lead groups: reading, quizzes, hard moments and replies to practise, and how far somebody has come, which nobody else sees. */
import { book } from './book.ts';

export { answer, looked, quiz } from './quizzes.ts';
export { beginAgain, choose, scenarios, scene, takeBack } from './scenes.ts';
export { prompt, prompts } from './replies.ts';
export { keepPlace, module, modules } from './reading.ts';

/** Reads and checks what there is to learn. @throws CannotStart with each file and field that is not right */
export function checkContent(): void {
	book();
}
