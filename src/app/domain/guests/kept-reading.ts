/**
 * What the browser keeps of a reading inside a guest. A guest is hostile: it can write the password that it was entered with into each text that it returns. So
 * no text of a guest is kept, only numbers, times, words that this version knows, and five characters that can stand in a product key.
 */
import { ActivationFacts, GuestFacts, HostFacts } from '../facts/facts';
import { GuestKey, guestKey } from '../facts/guest-key';
import { sameMachine } from '../facts/node-names';
import { isReadingOf } from '../judgement/reading-term';
import { licenseClass, wordOfClass } from '../versions/license-class';
import { recordedLastFive, recordedStatus } from '../versions/recorded-license';

/** A reading as it is kept. */
export interface KeptReading {
    /** Full name of the host as its row has it, in lower case: connections have other names. */
    readonly host: string;
    /** Name of the host's cluster in lower case; null outside clusters. */
    readonly cluster: string | null;
    /** Milliseconds of the browser's clock. */
    readonly readAt: number;
    /** Whether any reading of this guest found an AVMA key. */
    readonly hadAvma: boolean;
    readonly facts: ActivationFacts;
}

/** A host with the guests that were read so far. */
export interface ReadHost {
    /** The name that was used to reach the host. */
    readonly hostName: string;
    readonly facts: HostFacts;
    readonly guests: readonly GuestFacts[];
    /** Whether these are all its guests. */
    readonly complete: boolean;
}

const minuteMs = 60 * 1000;
/** A row may have been written a moment before the host's. */
const clockToleranceMs = 5 * minuteMs;
const keepMs = 30 * 24 * 60 * minuteMs;
/** 2 MB, of which each guest takes less than 1 KB. */
const maxBytes = 2 * 1024 * 1024;

/** Win32_Service.StartMode of a service. */
const startModes = ['Auto', 'Manual', 'Disabled'];

/** Under which host and cluster readings of the host's guests are kept. A host without a name has none that another could have. */
export function keptUnder({ fqdn, clusterName }: HostFacts): Pick<KeptReading, 'host' | 'cluster'> {
    return { host: fqdn?.toLowerCase() ?? '', cluster: clusterName?.toLowerCase() ?? null };
}

/** The entry's name in the storage. */
export const keptName = (host: string, vmId: string): string => guestKey({ hostName: host, vmId });

const utc = (time: string | null): string | null => (time === null ? null : new Date(time).toISOString());

/** The host that activated the guest, by the name that the guest's host or its cluster has for it; null for any other text. */
function knownHost(text: string | null, { computerName, fqdn, clusterNodeNames }: HostFacts): string | null {
    return text === null ? null : ([computerName, fqdn, ...clusterNodeNames].find(name => name !== null && sameMachine(name, text)) ?? null);
}

/**
 * The part of a reading that is kept. Also for what comes out of the storage, which may contain anything.
 * @returns null for a reading that proves nothing without its texts, or whose time is unknown
 */
export function keptFacts(facts: ActivationFacts, host: HostFacts): ActivationFacts | null {
    const keyClass = licenseClass(facts);
    const startMode = facts.sppsvcStartMode?.toLowerCase();
    const kept: ActivationFacts = {
        collectedAt: utc(facts.collectedAt),
        vmId: facts.vmId,
        channel: facts.channel,
        computerName: null,
        insideVmId: null,
        buildNumber: facts.buildNumber,
        operatingSystemSku: facts.operatingSystemSku,
        productType: facts.productType,
        licenseName: null,
        licenseDescription: wordOfClass[keyClass] ?? null,
        productKeyChannel: null,
        licenseFamily: null,
        partialProductKey: recordedLastFive(facts.partialProductKey),
        licenseStatus: recordedStatus(facts.licenseStatus),
        licenseStatusReason: facts.licenseStatusReason,
        gracePeriodMinutes: facts.gracePeriodMinutes,
        evaluationEndDate: utc(facts.evaluationEndDate),
        avmaHostName: knownHost(facts.avmaHostName, host),
        avmaLastActivation: utc(facts.avmaLastActivation),
        iaid: null,
        activationComponent: facts.activationComponent,
        sppsvcState: null,
        sppsvcStartMode: startModes.find(mode => mode.toLowerCase() === startMode) ?? null,
        dataExchangeService: null,
        unread: [],
        error: null
    };
    return facts.error === null && kept.collectedAt !== null && licenseClass(kept) === keyClass ? kept : null;
}

const withoutNulls = (value: object): object => Object.fromEntries(Object.entries(value).filter(([, one]) => one !== null));

/** The entry's text in the storage. The importer takes a missing field for null. */
export function keptText({ facts, ...rest }: KeptReading): string {
    return JSON.stringify({ ...rest, facts: withoutNulls(facts) });
}

/** Whether an entry is as old as the browser keeps any, or is from the future. */
const isOver = (readAt: number, now: number): boolean => !(readAt > now - keepMs && readAt <= now + clockToleranceMs);

/**
 * The entries to delete: those that no longer count, then the oldest until there is room.
 * @param readAts when each was read, by its name; NaN for one that can't be read
 * @param now milliseconds since 1970
 */
export function keptTooLong(entries: ReadonlyMap<string, string>, readAts: ReadonlyMap<string, number>, now: number): string[] {
    const encoder = new TextEncoder();
    const ages = [...entries].map(([name, text]) => ({ name, readAt: readAts.get(name) ?? NaN, bytes: encoder.encode(name + text).length }));
    const staying = ages.filter(({ readAt }) => !isOver(readAt, now)).sort((one, other) => other.readAt - one.readAt);
    let room = maxBytes;
    const fits = new Set(staying.filter(({ bytes }) => (room -= bytes) >= 0).map(({ name }) => name));
    return ages.map(({ name }) => name).filter(name => !fits.has(name));
}

/** What is kept, by the id of the guest. */
export type KeptReadings = ReadonlyMap<string, readonly KeptReading[]>;

/** The newest reading that is kept of a guest and still about it, with the key that it has now. */
function recalled(guest: GuestFacts, { hostName, facts: host }: ReadHost, kept: readonly KeptReading[]): ReadonlyArray<readonly [GuestKey, KeptReading]> {
    const now = Date.parse(host.collectedAt ?? '');
    const found = kept.flatMap(one => {
        const facts = keptFacts(one.facts, host);
        const isPast = facts !== null && Date.parse(facts.collectedAt ?? '') <= now + clockToleranceMs;
        return facts && isPast && isReadingOf(guest, facts) ? [{ ...one, facts }] : [];
    });
    const [newest] = found.sort((one, other) => other.readAt - one.readAt);
    return newest ? [[guestKey({ hostName, vmId: guest.vmId }), newest]] : [];
}

/**
 * The readings that are kept of guests without one. A reading belongs to its host. Within a cluster it follows an id that only one guest of the nodes has, once
 * all guests of its own node were read.
 */
export function recallReadings(hosts: readonly ReadHost[], kept: KeptReadings, read: ReadonlyMap<GuestKey, unknown>): ReadonlyMap<GuestKey, KeptReading> {
    const complete = new Set(hosts.filter(one => one.complete).map(({ facts }) => keptUnder(facts).host));
    const places = new Map<string, number>();
    hosts.forEach(({ guests }) => guests.filter(({ vmId }) => kept.has(vmId)).forEach(({ vmId }) => places.set(vmId, (places.get(vmId) ?? 0) + 1)));
    return new Map(
        hosts.flatMap(place => {
            const { host, cluster } = keptUnder(place.facts);
            const isAlone = (vmId: string): boolean => cluster !== null && places.get(vmId) === 1;
            return place.guests
                .filter(({ vmId }) => kept.has(vmId) && !read.has(guestKey({ hostName: place.hostName, vmId })))
                .flatMap(guest => {
                    const alone = isAlone(guest.vmId);
                    const own = (kept.get(guest.vmId) ?? []).filter(
                        one => one.host === host || (alone && one.cluster === cluster && complete.has(one.host) && place.complete)
                    );
                    return recalled(guest, place, own);
                });
        })
    );
}
