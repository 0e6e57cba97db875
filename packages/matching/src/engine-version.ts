/**
 * Name and version of the engine, e.g. `matching@0.1.0`: recorded with every decision. The same engine version, rules and
 * text always give the same hits; the number is that of this package.
 */
export const engineVersion = 'matching@0.1.0';
