import { window, type InputBoxOptions } from 'vscode';
import type { AddressForm } from '../connections/address-form.ts';
import { readAddress } from '../connections/address.ts';

/**
 * Asks for the parts of a connection string, one after the other, and proposes those that were given before; undefined where somebody
 * stops.
 */
export async function askForm(before?: AddressForm): Promise<AddressForm | undefined> {
  const kind = await pick(1, 'What is it?', [
    { label: 'One server or a replica set', detail: 'Hosts and ports, such as localhost:27017', srv: false },
    { label: 'A name with SRV record', detail: 'Such as cluster0.abcde.mongodb.net of Atlas', srv: true },
  ]);
  if (!kind) return undefined;
  const { srv } = kind;
  const hosts = await ask(2, {
    title: srv ? 'Name' : 'Hosts',
    prompt: srv
      ? 'The name, without port.'
      : 'Host and port; several hosts of a replica set with commas between them.',
    value: before?.srv === srv ? before.hosts : srv ? '' : 'localhost:27017',
    validateInput: (text) => wrongHosts(text, srv),
  });
  if (hosts === undefined) return undefined;
  const replicaSet =
    srv || !hosts.includes(',')
      ? ''
      : await ask(3, {
          title: 'Replica Set',
          prompt: 'Its name, such as rs0.',
          value: before?.replicaSet ?? '',
        });
  if (replicaSet === undefined) return undefined;
  const user = await ask(4, {
    title: 'User',
    prompt: 'Empty where the server asks for none.',
    value: before?.user ?? '',
  });
  if (user === undefined) return undefined;
  const password =
    user === ''
      ? ''
      : await ask(5, {
          title: 'Password',
          prompt: 'It goes to the secret store.',
          value: before?.password ?? '',
          password: true,
        });
  if (password === undefined) return undefined;
  const authSource =
    user === ''
      ? 'admin'
      : await ask(6, {
          title: 'Database of the User',
          prompt: 'Where the user was created; admin in most cases.',
          value: before?.authSource ?? 'admin',
        });
  if (authSource === undefined) return undefined;
  const encryption = srv
    ? { tls: true }
    : await pick(7, 'Is the connection encrypted?', [
        { label: 'No', detail: 'Usual on your own machine', tls: false },
        { label: 'Yes, TLS', detail: 'What servers elsewhere ask for', tls: true },
      ]);
  if (!encryption) return undefined;
  const { tls } = encryption;
  return { hosts, srv, replicaSet, user, password, authSource: authSource || 'admin', tls };
}

const title = (step: number): string => `Add a Connection (${step}/7)`;

async function ask(
  step: number,
  { title: what, ...options }: InputBoxOptions & { readonly title: string },
): Promise<string | undefined> {
  const shown = `${title(step)}: ${what}`;
  const typed = await window.showInputBox({ ...options, title: shown, ignoreFocusOut: true });
  // A password may begin or end with a space.
  return options.password ? typed : typed?.trim();
}

function pick<T extends { readonly label: string }>(
  step: number,
  placeHolder: string,
  items: readonly T[],
): Thenable<T | undefined> {
  return window.showQuickPick(items, { title: title(step), placeHolder, ignoreFocusOut: true });
}

function wrongHosts(text: string, srv: boolean): string | undefined {
  if (text.trim() === '') return 'Name a host.';
  if (srv && /[:,]/.test(text)) return 'One name without port: the SRV record knows the ports.';
  const reading = readAddress(`mongodb://${text.replaceAll(' ', '')}`);
  return reading.ok ? undefined : reading.message;
}
