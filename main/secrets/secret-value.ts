import { inspect } from 'node:util';

/** A key's text, wrapped so that no log, template, clone or inspection can print it by accident. */
export class SecretValue {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The only way to the text. Callers: the sender, for one request, and the redactor. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [inspect.custom](): string {
    return '[secret]';
  }
}
