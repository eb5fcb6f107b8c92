import { PowerShellScripts } from '../../generated/powershell-scripts';
import { EventQuery } from '../domain/facts/event-facts';

/** Reads the host's own events. Hosts that don't run text use the module's function that readers are allowed to call. */
export const hostEvents = { command: 'Get-HostEvent', script: PowerShellScripts.Get_AvmaEvent.script } as const;

/** Earlier than any event; requests everything in the logs. */
const sinceEver = '1970-01-01T00:00:00Z';

/** The parameters of `Get-AvmaEvent` for a query. */
export function eventParameters({ ids, startTime, maximum, beforeRecordId }: EventQuery): {
    readonly ids: readonly number[];
    readonly startTime: string;
    readonly maximum: number;
    readonly beforeRecordId: number | null;
} {
    return { ids: [...ids], startTime: startTime ?? sinceEver, maximum, beforeRecordId };
}

/** The same for the host's own log, whose messages can be left out. A host with an older module doesn't have that parameter, so it is sent only then. */
export function hostEventParameters(query: EventQuery): Readonly<Record<string, readonly number[] | string | number | boolean | null>> {
    return query.withoutMessage ? { ...eventParameters(query), withoutMessage: true } : eventParameters(query);
}
