type Checked = { readonly error?: { readonly issues: readonly { readonly message: string }[] } | undefined };

/** What a schema says first about a value, in words; null when it may be used. */
export function firstProblem({ error }: Checked): string | null {
  return error === undefined ? null : (error.issues[0]?.message ?? 'This cannot be used.');
}
