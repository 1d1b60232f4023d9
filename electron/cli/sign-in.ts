import { done, type Outcome, refused } from '../../shared/problem.ts';
import type { Ask } from '../port.ts';
import { askSeen, askUnseen, fromDescriptor, takeVariable } from './password.ts';
import type { Voice } from './voice.ts';

/**
 * Asks the desk, and signs in first where a register's office wants to know who gives the order: with SEALWRIGHT_OFFICER
 * and SEALWRIGHT_PIN, else by asking on a terminal. With neither the desk's own problem stands, which says what to do.
 */
export function signingIn(ask: Ask, voice: Voice): Ask {
  return (async (name, ...order) => {
    const reply = await ask(name, ...order);
    const needed = reply.ok ? undefined : reply.problems.find(({ code }) => code === 'office.sign-in-needed');
    const register = needed?.where?.file;
    if (register === undefined) return reply;
    const officer = process.env.SEALWRIGHT_OFFICER ?? (await askSeen(voice.words.say('officer')));
    const pin = officer && (await pinOf(officer, voice));
    if (!officer || !pin) return reply;
    const signedIn = await ask('office.sign-in', { register, officer, pin });
    return signedIn.ok ? ask(name, ...order) : signedIn;
  }) as Ask;
}

/** The PIN of an officer who signs in or decides. Problem: `office.pin-missing`. */
export async function readPin(officer: string, voice: Voice): Promise<Outcome<string>> {
  const pin = await pinOf(officer, voice);
  return pin ? done(pin) : refused({ code: 'office.pin-missing', facts: { officer } });
}

/** A PIN that is to be an officer's from now on. Problems: `office.pin-missing`, `usage.value-wrong`. */
export async function readNewPin(
  officer: string,
  descriptor: number | undefined,
  voice: Voice,
): Promise<Outcome<string>> {
  if (descriptor !== undefined) return fromDescriptor('--pin-fd', descriptor);
  const pin = await askUnseen(voice.words.say('pin.new', { officer }));
  return pin ? done(pin) : refused({ code: 'office.pin-missing', facts: { officer } });
}

async function pinOf(officer: string, voice: Voice): Promise<string | undefined> {
  return takeVariable('SEALWRIGHT_PIN') ?? (await askUnseen(voice.words.say('pin', { officer })));
}
