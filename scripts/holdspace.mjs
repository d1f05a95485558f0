#!/usr/bin/env node
// The command line for operators: `npm run -s holdspace -- COMMAND`. The commands are in src/cli.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { findNode, nodeArguments, nodeEnvironment } from './steps/node.mjs';
import { installPackages } from './steps/packages.mjs';
import { fail, requireNode20, root } from './steps/say.mjs';

requireNode20();
await installPackages();
const program = join(root, 'src/cli/holdspace.ts');
const command = spawn(findNode(), [...nodeArguments, program, ...process.argv.slice(2)], {
	env: { ...process.env, ...nodeEnvironment() },
	stdio: 'inherit'
});
command.on('error', (error) => fail(`The command could not be started (${error.message}).`));
command.on('exit', (code) => process.exit(code ?? 1));
