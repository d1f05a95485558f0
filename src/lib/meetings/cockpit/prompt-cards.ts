import file from '#content/prompt-cards/en.json' with { type: 'json' };

/**
 * What to say in hard moments, and what not to. Only facilitators read it, and not in every meeting: pages
 * load this module when the cards are opened.
 */
export interface PromptCard {
	id: string;
	title: string;
	/** Other words that somebody in a hurry may type. */
	find: string;
	/** The one thing to do at once. */
	first: string;
	say: readonly string[];
	not: readonly string[];
	then: readonly string[];
}

export const promptCards: readonly PromptCard[] = file.cards;

const plain = (text: string): string => text.toLowerCase().replaceAll('’', "'");

/** The cards that have each of the typed words, those with it in the title first. All without words. */
export function cardsFor(typed: string): PromptCard[] {
	const words = plain(typed).split(/\s+/).filter(Boolean);
	const has = (text: string) => words.every((word) => plain(text).includes(word));
	const found = promptCards.filter((card) =>
		has([card.title, card.find, card.first, ...card.say, ...card.not, ...card.then].join(' '))
	);
	const near = (card: PromptCard) =>
		has(card.title) ? 0 : has(`${card.title} ${card.find}`) ? 1 : 2;
	return found.sort((a, b) => near(a) - near(b));
}
