// Schemas must not probe for eval: the strict content security policy would report each attempt as a violation.
globalThis.__zod_globalConfig = { jitless: true };
