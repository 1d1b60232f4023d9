import { done, type Outcome, refused } from '../../../shared/problem.ts';
import { defineCommand, refuse, tell } from '../command.ts';
import { EXIT } from '../exit.ts';
import { descriptorIn, needed, nothingElse, one, type PasswordSource, registerIn, text } from '../options.ts';
import { askUnseen, fromDescriptor, takeVariable } from '../password.ts';
import type { Voice } from '../voice.ts';

interface EncryptOrder {
  readonly register: string;
  readonly source: PasswordSource;
}

export const registerEncryptCommand = defineCommand<EncryptOrder>({
  name: 'register encrypt',
  summary: 'encrypt a register where it lies, or give it another key',
  help: `sealwright register encrypt --register FILE [--key-fd N]

Encrypts every page with a key of your choice (SQLite3 Multiple Ciphers, ChaCha20-Poly1305), in one transaction, while
nobody else has the register open, and reads it whole afterwards. The new key comes from the descriptor told, else from
SEALWRIGHT_NEW_REGISTER_KEY, else it is asked for. From then on every command reads the key from
SEALWRIGHT_REGISTER_KEY, and the window asks for it. Backups of it are encrypted with the same key; those from before
are not. Whoever loses the key has lost the register.

  --register FILE    the register; one that is encrypted needs its old key in SEALWRIGHT_REGISTER_KEY
  --key-fd N         read the new key from descriptor N`,
  options: { register: one, 'key-fd': one },
  read(values, others) {
    const [problem, ...more] = [...needed(values, 'register'), ...nothingElse(others)];
    if (problem) return refused(problem, ...more);
    const source = descriptorIn('--key-fd', values['key-fd']);
    return source.ok ? done({ register: text(values.register), source: source.value }) : source;
  },
  async run({ register, source }, { ask, voice }) {
    const key = await newKey(register, source, voice);
    if (!key.ok) return refuse(key.problems, voice);
    return tell(await ask('register.encrypt', { register, key: key.value }), voice, () => {
      voice.object({ kind: 'result', register, encrypted: true });
      voice.line(voice.words.say('register.encrypted', { file: register }));
      return EXIT.ok;
    });
  },
});

export const registerDecryptCommand = defineCommand<{ readonly register: string }>({
  name: 'register decrypt',
  summary: 'take the encryption from a register',
  help: `sealwright register decrypt --register FILE

Its key stands in SEALWRIGHT_REGISTER_KEY.

  --register FILE    the register`,
  options: { register: one },
  read: registerIn,
  async run(order, { ask, voice }) {
    return tell(await ask('register.decrypt', order), voice, () => {
      voice.object({ kind: 'result', ...order, encrypted: false });
      voice.line(voice.words.say('register.decrypted', { file: order.register }));
      return EXIT.ok;
    });
  },
});

async function newKey(file: string, { descriptor }: PasswordSource, voice: Voice): Promise<Outcome<string>> {
  const told = takeVariable('SEALWRIGHT_NEW_REGISTER_KEY');
  if (descriptor !== undefined) return fromDescriptor('--key-fd', descriptor);
  if (told) return done(told);
  const typed = await askUnseen(voice.words.say('register.new-key', { file }));
  return typed ? done(typed) : refused({ code: 'register.key-needed', where: { file }, facts: { file } });
}
