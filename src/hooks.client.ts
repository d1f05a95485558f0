// Our content policy forbids making code from text, so zod need not try whether it may.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
