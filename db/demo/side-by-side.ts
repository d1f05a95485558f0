/** Does `work` for every item, at most `most` at the same moment; answers in the order of the items. */
export async function sideBySide<Item, Result>(
	most: number,
	items: readonly Item[],
	work: (item: Item, index: number) => Promise<Result>
): Promise<Result[]> {
	const results: Result[] = [];
	let next = 0;
	const hand = async () => {
		while (next < items.length) {
			const index = next++;
			results[index] = await work(items[index]!, index);
		}
	};
	await Promise.all(Array.from({ length: Math.min(most, items.length) }, hand));
	return results;
}
