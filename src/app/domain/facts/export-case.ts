/** Exports facts in the format that `assess` reads, to reproduce a verdict without the host. */
import { EventFacts } from './event-facts';
import { ActivationFacts, DataItem, GuestFacts, HostFacts, isHostPool, MalformedItem, RowError } from './facts';

export interface ExportedCase {
    readonly host: HostFacts;
    readonly guests: readonly GuestFacts[];
    readonly activations: readonly ActivationFacts[];
    readonly events: readonly EventFacts[];
}

/** Data Exchange items that affect a verdict and contain no names. Any other item may name a customer, so its value is removed. */
const harmlessItems = new Set(
    [
        'OSName',
        'OSVersion',
        'OSMajorVersion',
        'OSMinorVersion',
        'OSBuildNumber',
        'OSEditionId',
        'OSPlatformId',
        'CSDVersion',
        'ServicePackMajor',
        'ServicePackMinor',
        'SuiteMask',
        'ProductType',
        'ProcessorArchitecture',
        'IntegrationServicesVersion'
    ].map(name => name.toLowerCase())
);

const removed = 'removed';

/** Pseudonyms for computer names, numbered in order of appearance. Like `assess`, ignores the domain and letter case. */
class Pseudonyms {
    private readonly known = new Map<string, string>();

    public host(name: string): string;
    public host(name: string | null): string | null;
    public host(name: string | null): string | null {
        if (name === null) {
            return null;
        }
        const short = name.trim().split('.')[0].toLowerCase();
        const pseudonym = this.known.get(short) ?? `host-${this.known.size + 1}`;
        this.known.set(short, pseudonym);
        return pseudonym;
    }
}

/** Derived from the machine's id, which the export keeps, so a machine has the same pseudonym in every file. */
const guestPseudonym = (vmId: string): string => `guest-${vmId.slice(0, 8)}`;

const itemWithoutNames = (item: DataItem): DataItem => (harmlessItems.has(item.name.trim().toLowerCase()) ? item : { ...item, data: removed });

/** Removes item names too: guests and hosts may write anything there. */
const itemsWithoutNames = (items: readonly DataItem[]): DataItem[] => items.map((_, index) => ({ name: `item-${index + 1}`, data: removed }));

const malformedWithoutNames = (item: MalformedItem): MalformedItem => ({ ...item, raw: removed });

const errorWithoutNames = (error: RowError | null): RowError | null => error && { ...error, message: error.message === null ? null : removed };

function hostWithoutNames(host: HostFacts, names: Pseudonyms): HostFacts {
    return {
        ...host,
        computerName: names.host(host.computerName),
        fqdn: names.host(host.fqdn),
        clusterName: host.clusterName === null ? null : 'cluster-1',
        clusterNodeNames: host.clusterNodeNames.map(name => names.host(name))
    };
}

function guestWithoutNames(guest: GuestFacts): GuestFacts {
    return {
        ...guest,
        name: guest.name === null ? null : guestPseudonym(guest.vmId),
        notes: guest.notes === null ? null : removed,
        parentSnapshot: guest.parentSnapshot === null ? null : removed,
        intrinsic: guest.intrinsic.map(itemWithoutNames),
        guest: itemsWithoutNames(guest.guest),
        hostItems: itemsWithoutNames(guest.hostItems),
        hostOnlyItems: itemsWithoutNames(guest.hostOnlyItems),
        malformed: guest.malformed.map(malformedWithoutNames),
        clusterResource: guest.clusterResource === null ? null : guestPseudonym(guest.vmId)
    };
}

/** The names of what the host pushed stay: they say what configured the guest. */
function guestWithoutHostValues(guest: GuestFacts): GuestFacts {
    const withoutValue = (item: DataItem): DataItem => ({ ...item, data: removed });
    return {
        ...guest,
        hostItems: guest.hostItems.map(withoutValue),
        hostOnlyItems: guest.hostOnlyItems.map(withoutValue),
        malformed: guest.malformed.map(item => (isHostPool(item.pool) ? malformedWithoutNames(item) : item))
    };
}

/** Whether the host pushed something to a guest, which an export contains only if that was chosen. */
export function hasHostValues({ hostItems, hostOnlyItems, malformed }: GuestFacts): boolean {
    return hostItems.length > 0 || hostOnlyItems.length > 0 || malformed.some(({ pool }) => isHostPool(pool));
}

function activationWithoutNames(activation: ActivationFacts, names: Pseudonyms): ActivationFacts {
    return {
        ...activation,
        computerName: activation.computerName === null ? null : guestPseudonym(activation.vmId),
        avmaHostName: names.host(activation.avmaHostName),
        iaid: activation.iaid === null ? null : removed,
        error: errorWithoutNames(activation.error)
    };
}

/** A result code or a guest's id, which the export keeps. Names may be in any other string. */
const harmlessString = /^(0x[0-9a-f]{8}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

function eventWithoutNames(event: EventFacts, names: Pseudonyms): EventFacts {
    return {
        ...event,
        machineName: names.host(event.machineName),
        data: event.data.map(text => (harmlessString.test(text) ? text : removed)),
        message: event.message === null ? null : removed
    };
}

/** What a file holds: `pseudonyms` instead of names; `names`, but nothing that the host pushed; or `everything`. */
export type ExportContent = 'pseudonyms' | 'names' | 'everything';

/**
 * Builds the export. The scripts read only the last five characters of keys; what the host pushed to guests may be a secret. Verdicts don't change.
 * @param content `pseudonyms` replaces names, addresses, notes, and everything that guests and hosts wrote
 */
export function exportCase({ host, guests, activations, events }: ExportedCase, content: ExportContent): ExportedCase {
    if (content !== 'pseudonyms') {
        return { host, guests: content === 'names' ? guests.map(guestWithoutHostValues) : guests, activations, events };
    }
    const names = new Pseudonyms();
    return {
        host: hostWithoutNames(host, names),
        guests: guests.map(guestWithoutNames),
        activations: activations.map(activation => activationWithoutNames(activation, names)),
        events: events.map(event => eventWithoutNames(event, names))
    };
}
