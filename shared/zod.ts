import { z } from 'zod';

// zod probes `new Function("")`, which a strict CSP reports as a violation. Must run before any schema is built.
if ('document' in globalThis) z.config({ jitless: true });

export { z };
