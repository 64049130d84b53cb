import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { isLoopback } from '#shared/model/destination.ts';

/** No alert endpoint is there, and a cloud's metadata service, which gives out credentials, is. */
const never = new BlockList();
never.addSubnet('169.254.0.0', 16, 'ipv4');
never.addSubnet('0.0.0.0', 8, 'ipv4');
never.addSubnet('224.0.0.0', 4, 'ipv4');
never.addSubnet('240.0.0.0', 4, 'ipv4');
never.addSubnet('fe80::', 10, 'ipv6');
never.addSubnet('ff00::', 8, 'ipv6');
never.addAddress('::', 'ipv6');
never.addAddress('fd00:ec2::254', 'ipv6');

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

class AddressBlocked extends Error {
  override readonly name = 'AddressBlocked';
  readonly code = 'FIREDRILL_ADDRESS_BLOCKED';
}

/** Throws `AddressBlocked` for a literal address; a name is checked by `checkedLookup` when it is looked up. */
export function checkLiteral(hostname: string): void {
  const address = hostname.replace(/^\[|\]$/g, '');
  if (isIP(address) !== 0) check(hostname, address);
}

/**
 * Looks a name up once and connects to what was checked: a second look-up could be answered with another address.
 */
export const checkedLookup: LookupFunction = (hostname, options, callback) => {
  systemLookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error !== null) return callback(error, '', 0);
    try {
      for (const { address } of addresses) check(hostname, address);
    } catch (blocked) {
      return callback(blocked as AddressBlocked, '', 0);
    }
    if (options.all === true) return callback(null, addresses);
    const [first] = addresses;
    return callback(null, first?.address ?? '', first?.family ?? 0);
  });
};

function check(hostname: string, address: string): void {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (never.check(address, family)) throw new AddressBlocked(`${hostname} leads to ${address}`);
  // plain http is allowed to these names on the promise that they mean this computer
  if (isLoopback(hostname) && !loopback.check(address, family)) {
    throw new AddressBlocked(`${hostname} leads to ${address}`);
  }
}
