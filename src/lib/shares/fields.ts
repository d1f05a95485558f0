import { z } from 'zod';

/** Line ends, tabs and all that people write; no other control characters. */
export const plain = (text: string): boolean => !/[^\P{Cc}\n\t]/u.test(text);
/** Something that can be seen: spaces without a width, marks without a letter and blanks are nothing. */
export const isSeen = (text: string): boolean =>
	/[^\p{Cc}\p{Cf}\p{Z}\p{M}\u115f\u1160\u2800\u3164\uffa0]/u.test(text);
export const written = (most: number) =>
	z
		.string('required')
		.trim()
		.max(most, 'too_long')
		.refine(plain, 'characters')
		.refine(isSeen, 'required');
export const id = z.uuid('invalid');
/** Some of a list, each once, in the order of the list. */
export const someOf = <Code extends string>(list: readonly Code[], atMost: number) =>
	z
		.array(z.enum(list, 'choose'))
		.max(atMost, 'too_many')
		.default([])
		.transform((picked) => list.filter((one) => (picked as Code[]).includes(one)));
export const ticked = z
	.string()
	.optional()
	.transform((value) => value === 'yes');
