/** Named mutexes inside guests. Each machine has its own, implemented by a real mutex of this computer. */
import { WindowsCall, WindowsError, WindowsObject } from '../windows-call';
import { notSimulated } from './failures';
import { Machine } from './machines';

/** E_ACCESSDENIED as a signed number. */
const accessDenied = 0x80070005 | 0;

/**
 * The name on this computer for a guest's mutex.
 * @param estate separates the guests of several estates on this computer
 * @throws WindowsError if another account created the mutex for its own use
 */
export function namedMutex(call: WindowsCall, machine: Machine, estate: string): WindowsObject {
    const name = String(call.parameters.Name);
    // Names without Global\ are local to a session, so nothing else can use them.
    const own = /^Global\\([^\\]+)$/.exec(name)?.[1];
    if (own === undefined) {
        throw notSimulated(`the mutex ${name}`);
    }
    if (machine.inside?.entry.foreignMutexes?.includes(name)) {
        throw new WindowsError({
            message: `Access to the path '${own}' is denied.`,
            errorId: 'UnauthorizedAccessException',
            category: 'NotSpecified',
            exceptionType: 'System.UnauthorizedAccessException',
            hresult: accessDenied,
            terminating: true
        });
    }
    return { kind: 'object', typeNames: ['System.Object'], properties: { Name: `Global\\${estate}.${machine.id.toLowerCase()}.${own}` } };
}
