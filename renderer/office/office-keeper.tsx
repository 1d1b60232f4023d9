import {
  createContext,
  type ReactNode,
  Suspense,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react';
import type { Officer } from '../../shared/desk/office.ts';
import { ask, signInBy } from '../desk.ts';
import { deferred, whenIdle } from '../ui/deferred.tsx';

const SignIn = deferred(async () => (await import('./sign-in.tsx')).SignIn);

/** Who sits here, and how they leave. */
interface Session {
  readonly officer?: Officer;
  /** The first officer of a register, who is signed in by having been appointed. */
  readonly arrive: (signedIn: SignedIn) => void;
  readonly signOut: () => void;
}

const SessionContext = createContext<Session>({ arrive: () => {}, signOut: () => {} });

export function useSession(): Session {
  return useContext(SessionContext);
}

/** A dialogue somebody waits for, and what they hear. */
interface Question {
  readonly register: string;
  readonly answer: (signedIn: boolean) => void;
}

interface SignedIn {
  readonly officer: Officer;
  readonly register: string;
}

/** Signs officers in where a register asks for them, and locks the window when no hand was on it for long. */
export function OfficeKeeper({ children }: { readonly children: ReactNode }) {
  const [questions, setQuestions] = useState<readonly Question[]>([]);
  const [signedIn, setSignedIn] = useState<SignedIn>();
  const [locked, setLocked] = useState(false);
  const [question] = questions;

  useEffect(
    () =>
      signInBy(
        (register) => new Promise((answer) => setQuestions((waiting) => [...waiting, { register, answer }])),
      ),
    [],
  );
  /** Screens ask at the same time; all are answered by the same officer. */
  const answer = (officer: Officer | undefined) => {
    for (const { answer: tell } of questions) tell(officer !== undefined);
    if (officer && question) setSignedIn({ officer, register: question.register });
    setQuestions([]);
  };
  const leave = useCallback(async () => {
    await ask('office.sign-out');
    setLocked(true);
  }, []);
  useEffect(() => whenIdle(SignIn.read), []);
  useIdle(locked ? undefined : signedIn?.register, leave);

  const session = useMemo(
    () => ({
      ...(signedIn && { officer: signedIn.officer }),
      arrive: setSignedIn,
      signOut: () => void leave(),
    }),
    [signedIn, leave],
  );
  return (
    <SessionContext value={session}>
      {children}
      <Suspense>
        {locked && signedIn && (
          <SignIn
            register={signedIn.register}
            locked
            onSignedIn={(officer) => {
              setSignedIn({ ...signedIn, officer });
              setLocked(false);
            }}
            onCancel={() => {}}
          />
        )}
        {!locked && question && (
          <SignIn
            register={question.register}
            locked={false}
            onSignedIn={answer}
            onCancel={() => answer(undefined)}
          />
        )}
      </Suspense>
    </SessionContext>
  );
}

const HANDS = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;
const MINUTE = 60_000;

/** Calls `leave` once the register's time without a hand on the window is over. */
function useIdle(register: string | undefined, leave: () => void): void {
  const [minutes, setMinutes] = useState(0);
  useEffect(() => {
    if (register === undefined) return setMinutes(0);
    void ask('office.show', { register }).then((reply) => setMinutes(reply.ok ? reply.value.lockMinutes : 0));
  }, [register]);
  useEffect(() => {
    if (minutes === 0) return;
    let timer = window.setTimeout(leave, minutes * MINUTE);
    const touched = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(leave, minutes * MINUTE);
    };
    for (const hand of HANDS) window.addEventListener(hand, touched, { passive: true });
    return () => {
      window.clearTimeout(timer);
      for (const hand of HANDS) window.removeEventListener(hand, touched);
    };
  }, [minutes, leave]);
}
