/** The engines by name. A browser has the first one alone, under the same name: its bits are the same. */
export const ENGINE_NAMES = ['node', 'espruino'] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];
