/** A setting that cannot be used: what is wrong with it, and what would be right. */
export class SettingError extends Error {}
