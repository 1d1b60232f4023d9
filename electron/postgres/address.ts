import { StudioFault } from '../../shared/problem.ts';

/** Where a database is, as it may be shown and logged. */
export interface Address {
  /** As it was told; it holds no password. */
  readonly place: string;
  /** `postgresql://host:port`, as a policy names it; undefined for a socket of this machine. */
  readonly origin: string | undefined;
  /** Whether what is sent stays on this machine. */
  readonly here: boolean;
}

const DEFAULT_PORT = '5432';

/**
 * Reads the address of a database, such as `postgresql://desk@db.example.org/sealwright`. The user's environment says
 * what it leaves out (PGHOST, PGPORT), as for every client of PostgreSQL.
 * @throws StudioFault `register.address-password`, for command lines are read by others; `register.unreachable`.
 */
export function readAddress(
  place: string,
  { PGHOST, PGPORT = DEFAULT_PORT }: Readonly<Record<string, string | undefined>> = process.env,
): Address {
  const url = URL.parse(place);
  if (!url) throw new StudioFault('register.unreachable', { file: shown(place), detail: 'address' });
  if (url.password !== '' || url.searchParams.has('password'))
    throw new StudioFault('register.address-password', { file: shown(place) });
  const host = url.searchParams.get('host') ?? (url.hostname || PGHOST || 'localhost');
  if (host.startsWith('/') || host.startsWith('%2F')) return { place, origin: undefined, here: true };
  const port = url.searchParams.get('port') ?? (url.port || portIn(PGPORT));
  const here = /^(localhost|127(\.\d+){3}|\[?::1\]?)$/.test(host);
  return { place, origin: `postgresql://${host}:${port}`, here };
}

function portIn(told: string): string {
  return /^\d+$/.test(told) ? told : DEFAULT_PORT;
}

/** Without what may be secret. */
function shown(place: string): string {
  return place.replace(/:[^:/@]*@/, '@').replace(/([?&]password=)[^&]*/g, '$1');
}
