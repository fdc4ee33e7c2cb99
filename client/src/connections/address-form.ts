import { joinAddress } from './address.ts';

/** What somebody types who has no connection string at hand. */
export interface AddressForm {
  /** `localhost`, `db1:27018`, several with commas, or the name of an SRV record. */
  readonly hosts: string;
  /** Whether the name service lists the hosts (`mongodb+srv:`). */
  readonly srv: boolean;
  readonly replicaSet: string;
  readonly user: string;
  readonly password: string;
  /** The database that keeps the user. */
  readonly authSource: string;
  readonly tls: boolean;
}

/** The connection string of a form, as the driver takes it. Holds the password. */
export function addressOf({ hosts, srv, replicaSet, user, password, authSource, tls }: AddressForm): string {
  const options = [
    replicaSet && !srv ? `replicaSet=${encodeURIComponent(replicaSet)}` : '',
    user && authSource !== 'admin' ? `authSource=${encodeURIComponent(authSource)}` : '',
    tls && !srv ? 'tls=true' : '',
  ].filter((option) => option !== '');
  const place = hosts
    .split(',')
    .map((host) => host.trim())
    .filter((host) => host !== '')
    .join(',');
  const address = `${srv ? 'mongodb+srv' : 'mongodb'}://${place}/${options.length > 0 ? `?${options.join('&')}` : ''}`;
  if (!user) return address;
  const secret = {
    username: encodeURIComponent(user),
    ...(password && { password: encodeURIComponent(password) }),
  };
  return joinAddress({ address, secret });
}
