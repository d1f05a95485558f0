/** One, two, three; 5 4 3 2 1; 100, 93, 86; 4-7-8 and again: what people count when they calm down. */
export function isCounting(parts: readonly string[]): boolean {
	if (parts.length < 3) return false;
	const values = parts.map(Number);
	const steps = values.slice(1).map((value, index) => value - values[index]!);
	if (steps.every((step) => step === steps[0]) && steps[0] !== 0) return true;
	const byOne = steps.filter(
		(step, index) => Math.abs(step) === 1 || values[index + 1] === values[0]
	);
	if (byOne.length >= steps.length * 0.8) return true;
	return [2, 3, 4].some(
		(period) =>
			values.length >= period * 2 &&
			values.every((value, index) => value === values[index % period])
	);
}
