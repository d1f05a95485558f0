import type { Ctx } from '#server/ctx.ts';
import { notFound } from '#server/errors.ts';
import type { Prompt } from '../replying.ts';
import { book } from './book.ts';
import { learner } from './learner.ts';

/** What there is to answer, for practising, in its order. @throws sign_in_first, not_found */
export function prompts(ctx: Ctx): Pick<Prompt, 'nr' | 'said' | 'need'>[] {
	learner(ctx);
	return book().replies.map(({ said, need }, index) => ({ nr: index + 1, said, need }));
}

/** One of them, with what to notice and one good answer. @throws sign_in_first, not_found */
export function prompt(ctx: Ctx, nr: number): Prompt {
	learner(ctx);
	const { replies } = book();
	const found = replies[nr - 1];
	if (!found) throw notFound();
	const { said, need, hint, example } = found;
	return { nr, said, need, hint, example, next: nr < replies.length ? nr + 1 : null };
}
