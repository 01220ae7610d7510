import { effectScope } from 'vue';
import { useSession, type Session } from './session';

/**
 * A store that only some places need: made when the first of them is opened, then kept as long as the session. Answers
 * the function by which components reach it; where there is no component, it must be given the session.
 */
export function oncePerSession<Store>(create: (session: Session) => Store): (session?: Session) => Store {
  const made = new WeakMap<Session, Store>();
  return (session = useSession()) => {
    const known = made.get(session);
    if (known !== undefined) return known;
    // Detached: its watchers outlive the component that asked first.
    const store = effectScope(true).run(() => create(session));
    if (store === undefined) throw new Error('a store could not be made');
    made.set(session, store);
    return store;
  };
}
