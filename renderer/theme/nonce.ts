/** What the page's policy asks of every style element. Browsers hide the attribute; the property still has it. */
export const styleNonce: string | undefined =
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce || undefined;
