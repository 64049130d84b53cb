/** The key and the routing key are parts of the path, in this order; without the latter the default route is meant. */
export function endpointUrl(base: string, apiKey: string, routingKey: string): string {
  const [, path = '', query = ''] = /^([^?]*)(.*)$/s.exec(base) ?? [];
  // a text cut in the middle of a character cannot be encoded, and encodeURIComponent throws at it
  const route = encodeURIComponent(routingKey.trim().toWellFormed());
  const parts = [path.replace(/\/+$/, ''), pathPart(apiKey), ...(route === '' ? [] : [route])];
  return parts.join('/') + query;
}

/** A masked key has to stay readable, and no real one has a « in it. */
function pathPart(key: string): string {
  return key.includes('«') ? key : key.replaceAll(/[/?#%\\\s"<>^`]/g, encodeURIComponent);
}

/** Why this cannot be one part of a path, or null. */
export function routingKeyProblem(routingKey: string): string | null {
  const key = routingKey.trim();
  if (key !== '.' && key !== '..' && !/[/\\?#%\s\p{Cc}\p{Cs}]/u.test(key)) return null;
  return `A routing key is one part of the address, and "${key}" would lead elsewhere. It has letters, digits, - and _.`;
}
