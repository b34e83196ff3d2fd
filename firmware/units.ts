/** 180 / pi. A literal, because the minifier inlines it: a name would be searched for among two hundred. */
export const DEG_PER_RAD = 57.29577951308232;
