import { PowerShellScripts } from '../../generated/powershell-scripts';
import { EventQuery } from '../domain/facts/event-facts';

/** Reads the host's own events. Where a host takes no text, by the function of the module that readers may call too. */
export const hostEvents = { command: 'Get-HostEvent', script: PowerShellScripts.Get_AvmaEvent.script } as const;

/** Before any event: what asks for all that the logs hold. */
const sinceEver = '1970-01-01T00:00:00Z';

/** The parameters of `Get-AvmaEvent` that say which events are asked for. */
export function eventParameters({ ids, startTime, maximum, beforeRecordId }: EventQuery): {
    readonly ids: readonly number[];
    readonly startTime: string;
    readonly maximum: number;
    readonly beforeRecordId: number | null;
} {
    return { ids: [...ids], startTime: startTime ?? sinceEver, maximum, beforeRecordId };
}
