#!/usr/bin/env node
import { CommanderError } from 'commander';
import { InputError, print, UsageError } from './print.ts';
import { createProgram } from './program.ts';

const USAGE = 2;

try {
  await createProgram().parseAsync(process.argv);
} catch (error) {
  process.exitCode = exitCodeFor(error);
}

function exitCodeFor(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
  if (!(error instanceof InputError) && !(error instanceof UsageError)) throw error;
  print.words(error.message);
  return error instanceof UsageError ? USAGE : (error.exitCode ?? 1);
}
