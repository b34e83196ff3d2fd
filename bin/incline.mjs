#!/usr/bin/env node
import { register } from 'tsx/esm/api';

// The command line is TypeScript; the loader is registered in this process so that no second one is started.
register();
await import('../sim/cli.ts');
