import { sayWhen } from '#lib/words/times.ts';
import { say } from '#lib/words/words.ts';
import type { OwnWords } from '../own-words.ts';

type Pieces = AsyncIterable<OwnWords[]>;

/** As JSON: a list, one thing a line. */
export async function* asJson(pieces: Pieces): AsyncGenerator<string> {
	let before = '[\n';
	for await (const piece of pieces) {
		for (const one of piece) {
			yield before + JSON.stringify(plain(one));
			before = ',\n';
		}
	}
	yield before === '[\n' ? '[]\n' : '\n]\n';
}

/** By no ids: a file that is taken along leads nowhere. */
function plain({ of, groupName: group, alias, at, isEdited, text, share }: OwnWords) {
	const more = share && { kind: share.kind, need: share.need, ...share.about };
	return { of, group, alias, at: at.toISOString(), isEdited, text, ...more };
}

const marks: Record<string, string> = {
	...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
};
const safe = (text: string) => text.replaceAll(/[&<>"']/g, (mark) => marks[mark]!);

/** As a page that any browser shows, without anything that would say where it is from. */
export async function* asHtml(pieces: Pieces, zone: string): AsyncGenerator<string> {
	const title = safe(say('own_words.file.title'));
	yield `<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n<title>${title}</title>\n<style>body{font:1rem/1.6 sans-serif;max-width:40em;margin:2em auto;padding:0 1em}article{border-top:1px solid;padding:1em 0}p{white-space:pre-wrap;overflow-wrap:anywhere}</style>\n<h1>${title}</h1>\n`;
	for await (const piece of pieces) for (const one of piece) yield article(one, zone);
	yield '</html>\n';
}

function article(one: OwnWords, zone: string): string {
	const line = say(`own_words.line.${one.of}`, {
		...{ group: one.groupName, when: sayWhen(one.at, zone) }
	});
	const note = one.share?.about.note ? `<p><em>${safe(one.share.about.note)}</em></p>` : '';
	const words = one.text ?? say('own_words.closed');
	return `<article>\n<h2>${safe(line)}</h2>\n${note}<p dir="auto">${safe(words)}</p>\n</article>\n`;
}

/** What a browser gets of it: as much as it takes, and nothing more is read when it goes away. */
export function streamOf(text: AsyncGenerator<string>): ReadableStream<Uint8Array> {
	const encoder = new TextEncoder();
	return new ReadableStream({
		async pull(controller) {
			const { done, value } = await text.next();
			if (done) controller.close();
			else controller.enqueue(encoder.encode(value));
		},
		async cancel() {
			await text.return(undefined);
		}
	});
}
