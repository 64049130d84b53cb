import { passphraseProblem } from '#shared/vault/passphrase-rules.ts';
import { askHidden, isAtTerminal } from './ask.ts';
import { InputError } from './print.ts';

export const PASSPHRASE = 'FIREDRILL_PASSPHRASE';
export const NEW_PASSPHRASE = 'FIREDRILL_NEW_PASSPHRASE';
export const BACKUP_PASSPHRASE = 'FIREDRILL_BACKUP_PASSPHRASE';

/** One that is set already. From the environment, or asked for; `what` as in "the vault". */
export async function existingPassphrase(variable: string, what: string): Promise<string> {
  return fromEnvironment(variable) ?? (await ask(variable, `Passphrase of ${what}: `));
}

/** One that is set from now on: good enough, and typed twice where it is typed. */
export async function newPassphrase(variable: string, what: string): Promise<string> {
  const given = fromEnvironment(variable);
  const passphrase = given ?? (await ask(variable, `New passphrase of ${what}: `));
  const problem = passphraseProblem(passphrase);
  if (problem !== null) throw new InputError(`${problem} Nothing was changed.`);
  if (given === undefined && (await askHidden('Once more: ')) !== passphrase) {
    throw new InputError('These two are not the same. Nothing was changed.');
  }
  return passphrase;
}

/** Whether another try makes sense after a wrong one. */
export function isAsked(variable: string): boolean {
  return fromEnvironment(variable) === undefined && isAtTerminal();
}

async function ask(variable: string, question: string): Promise<string> {
  if (isAtTerminal()) return askHidden(question);
  throw new InputError(
    `${question.replace(/: $/, '')} is needed: set ${variable}, or run this in a terminal to be asked. There is no option for it, because every program on this computer can read a command line.`,
  );
}

function fromEnvironment(variable: string): string | undefined {
  const value = process.env[variable];
  return value === '' ? undefined : value;
}
