const shapes = ['sun', 'tree', 'bird', 'leaf', 'moon', 'shell', 'drop', 'stone'];
const palettes = [1, 2, 3, 4, 5, 6];

/** The drawn marks an alias can have, as `shape-palette`. */
export const marks: readonly string[] = shapes.flatMap((shape) =>
	palettes.map((palette) => `${shape}-${palette}`)
);
