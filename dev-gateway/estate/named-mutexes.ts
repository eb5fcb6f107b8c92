/** Named mutexes inside guests: each machine has its own, and what is waited for is a real one of this computer. */
import { WindowsCall, WindowsError, WindowsObject } from '../windows-call';
import { notSimulated } from './failures';
import { Machine } from './machines';

/** E_ACCESSDENIED, as a signed number. */
const accessDenied = 0x80070005 | 0;

/**
 * The name by which this computer knows a mutex of a guest.
 * @param estate distinguishes the guests of several estates that this computer plays at the same time
 * @throws WindowsError where the mutex was made by somebody who lets nobody else use it
 */
export function namedMutex(call: WindowsCall, machine: Machine, estate: string): WindowsObject {
    const name = String(call.parameters.Name);
    // Other names are of a session of its own, which nobody shares.
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
