/** As in package.json, which not every program has beside it; a test holds the two together. */
export const VERSION = '0.1.0';
