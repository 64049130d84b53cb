import { RPCLink } from '@orpc/client/fetch';
import { type Session, session } from './session.ts';

/** Over HTTP to the loopback server that served this page. */
export function webLink(current: Session = session) {
  return new RPCLink({
    url: `${location.origin}/rpc`,
    headers: async () => ({ authorization: `Bearer ${(await current.token()) ?? ''}` }),
    fetch: async (request, init) => {
      // oxlint-disable-next-line no-restricted-globals -- the one way to the engine on the web host
      const response = await fetch(request, init);
      if (response.status === 401) current.lost();
      return response;
    },
  });
}
