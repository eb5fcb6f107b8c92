/** The format of an estate file. estate.schema.json describes the same format for editors, and is checked on load. */

/** A Data Exchange item. */
export interface ItemEntry {
    readonly name: string;
    readonly data: string;
}

export interface AccountEntry {
    /** `DOMAIN\\user`, or `.\\user` for a local account of the machine. */
    readonly user: string;
    readonly password: string;
    /** For an account that isn't an administrator of the machine. */
    readonly rights?: ReadingRights;
}

/**
 * What an account that isn't an administrator can't read in a remote session. Microsoft doesn't document it for any class. According to reports,
 * Win32_Service fails (pywinrm issue 306, Win32-OpenSSH issue 1662), or shows only services whose own descriptor allows it (centreon-plugins issue 4062).
 */
export interface ReadingRights {
    /** Names of classes, and of namespaces such as `root/MSCluster`, that return "Access denied". */
    readonly denied?: readonly string[];
    /** The only services that Win32_Service shows. */
    readonly services?: readonly string[];
}

/**
 * The state of an event log. `cleared`: a few hours ago, so that its oldest record is recent. `disabled`: nothing new is written, old records remain. `huge`:
 * 100,000 records, generated on demand.
 */
export type LogState = 'ok' | 'empty' | 'missing' | 'cleared' | 'denied' | 'disabled' | 'huge';

/** Both logs of a machine. Default: Application `ok`, Key Management Service `empty`. */
export interface LogStates {
    readonly application?: LogState;
    readonly keyManagementService?: LogState;
}

/** Activation requests; each writes a 12310 on the host and a 12309 in the guest. */
export interface ActivationEntry {
    /** Name of a guest on the node; any other name stands for a guest that no longer exists. */
    readonly guest: string;
    /** Index among several guests with the same name, starting at 0. */
    readonly nth?: number;
    /** The result code, such as 0xC004FD02. */
    readonly code: string;
    /** Hours before the estate's `now`. */
    readonly hoursAgo: readonly number[];
    /** A name in event-layouts.ts; by default, requests use all layouts in turn. */
    readonly layout?: string;
    /** The host's log that contains it; Application by default. */
    readonly log?: 'application' | 'keyManagementService';
}

/** The steps of work inside a guest that the estate can distinguish by calls. `readBack`: reading after a method was called. */
export type GuestStep = 'connect' | 'check' | 'install' | 'activate' | 'readBack';

/**
 * A fault at a step. `before`: the requested action doesn't happen. `during`: it happens, but its answer is lost. `after`: its answer arrives, and the next
 * call fails.
 */
export interface FaultEntry {
    readonly step: GuestStep;
    readonly when: 'before' | 'during' | 'after';
    /** `vanishes`: the machine is removed. `moves`: it continues on the node `to`. `changesEdition`: its edition becomes `sku`, without any other fault. */
    readonly what: 'lost' | 'hangs' | 'restarts' | 'vanishes' | 'moves' | 'changesEdition';
    /** Once by default. */
    readonly times?: number;
    /** Occurrence of the step in one visit, starting at 1. Reading back happens after installing, and again after activating. */
    readonly nth?: number;
    readonly to?: string;
    readonly sku?: number;
}

/** A made-up product key that isn't generic. */
export interface KeyEntry {
    readonly key: string;
    readonly license: 'mak' | 'retail' | 'oem' | 'kmsHost';
    /** The operating system and edition that the key is for. */
    readonly os: string;
    readonly sku: number;
    /** The result code of activating it, such as 0xC004C020; successful by default. */
    readonly activation?: string;
}

/** The inside of a guest: its license, its accounts, and the ways to reach it. */
export interface InsideEntry {
    /** Default: `evaluation` for evaluation editions, `none` without Windows, otherwise `kmsClient`, which volume media install. */
    readonly license?:
        'avma' | 'avmaUnlicensed' | 'kmsClient' | 'kmsClientLicensed' | 'mak' | 'oem' | 'retail' | 'kmsHost' | 'evaluation' | 'withoutKey' | 'none';
    /** True: a second Windows product has a key but no license, and WMI lists it first. */
    readonly secondKey?: boolean;
    readonly lastFive?: string;
    /** LicenseStatusReason as an unsigned number. */
    readonly statusReason?: number;
    readonly graceMinutes?: number;
    /** Host that activated the guest; by default its current node. */
    readonly avmaHost?: string;
    /** ISO 8601 UTC. */
    readonly lastActivation?: string;
    readonly activationComponent?: 'started' | 'present' | 'absent';
    /** StartMode of sppsvc. */
    readonly licensingService?: 'Auto' | 'Manual' | 'Disabled';
    /** State of vmickvpexchange; by default it follows the guest's Data Exchange. */
    readonly dataExchangeService?: 'Running' | 'Stopped';
    /** The node's `guestAccounts` by default. */
    readonly accounts?: readonly AccountEntry[];
    /** PowerShell Direct. `lost`: the session breaks at the first call. */
    readonly direct?: 'ok' | 'noAnswer' | 'hangs' | 'lost';
    /** `certificateNotTrusted`: the host doesn't trust the certificate of its HTTPS listener. */
    readonly winrm?: 'ok' | 'notTrusted' | 'certificateNotTrusted' | 'unreachable' | 'accessDenied';
    /** Added to connecting and to every call inside. */
    readonly latencyMs?: number;
    readonly computerName?: string;
    readonly eventLogs?: LogStates;
    /** The actual operating system, if Data Exchange reports a different one. */
    readonly os?: string;
    readonly sku?: number;
    readonly faults?: readonly FaultEntry[];
    /** Number of activation requests that the host answers with 0xC004FD00. */
    readonly throttled?: number;
    /** Number of readings after an activation that still return "not licensed". */
    readonly licensedAfterReads?: number;
    /** Added to each step, in milliseconds. */
    readonly stepMs?: number;
    /** Duration of a restart, in milliseconds. */
    readonly restartMs?: number;
    /** A different id: over the network, the name leads to another machine. Null: the id can't be read inside. */
    readonly insideVmId?: string | null;
    /** A hostile guest: the PowerShell script that it runs instead of the one that it is sent. */
    readonly instead?: string;
    /** Names of mutexes that another account created and that no other account can open. */
    readonly foreignMutexes?: readonly string[];
}

export interface GuestEntry {
    readonly name: string;
    /** A GUID in upper case: that of another guest for its restored copy. Each guest has its own by default. */
    readonly id?: string;
    /** A key of `guestSystems` in systems.ts; omitted for a machine without an operating system. */
    readonly os?: string;
    readonly sku?: number;
    readonly domainController?: boolean;
    readonly state?: 'running' | 'off' | 'saved' | 'paused' | 'starting';
    /** `silent`: enabled, but no data arrives. */
    readonly dataExchange?: 'on' | 'off' | 'silent';
    /**
     * The result of changing Data Exchange; omitted if it succeeds immediately. A number is the method's return value, without a change. `ignored`: returns
     * success without a change. The others start a job; `jobWarns` ends as 32768, with the change made.
     */
    readonly dataExchangeChange?: 'ignored' | 'job' | 'jobWarns' | 'jobFails' | 'jobHangs' | number;
    readonly generation?: 1 | 2;
    readonly shielded?: boolean;
    readonly replicationState?: number;
    readonly checkpoint?: boolean;
    readonly notes?: string;
    /** Items to add to, or to change in, the operating system's report; null removes one. */
    readonly intrinsic?: Readonly<Record<string, string | null>>;
    readonly guestItems?: readonly ItemEntry[];
    readonly hostItems?: readonly ItemEntry[];
    readonly hostOnlyItems?: readonly ItemEntry[];
    /** Raw strings in the guest's own pool that aren't well-formed items. */
    readonly malformed?: readonly string[];
    readonly inside?: InsideEntry;
    /** Whether it is a role of its node's cluster; by default yes, if there is a cluster. */
    readonly clustered?: boolean;
    /** False: its cluster resource has no private properties, so nothing connects it to the machine. True by default. */
    readonly privateProperties?: boolean;
    /** Names of the nodes that can own it; all by default. An empty list is returned as it is, and excludes no node. */
    readonly possibleOwners?: readonly string[];
    /** Names of nodes; empty by default. */
    readonly preferredOwners?: readonly string[];
}

export interface NodeEntry {
    readonly name: string;
    /** A key of `nodeSystems` in systems.ts. */
    readonly os: string;
    readonly sku?: number;
    readonly language?: 'en' | 'de';
    readonly license?: 'mak' | 'kms' | 'oem' | 'evaluation' | 'notActivated' | 'withoutKey';
    /** True: a second Windows product has a key but no license, and WMI lists it first. */
    readonly secondKey?: boolean;
    /** True: this system has no ProductKeyChannel, which is undocumented, and rejects a query for it. */
    readonly withoutKeyChannel?: boolean;
    readonly manufacturer?: string;
    readonly model?: string;
    readonly licensingService?: 'Auto' | 'Manual' | 'Disabled';
    /** State of Hyper-V's management service. */
    readonly hyperV?: 'running' | 'stopped' | 'absent';
    readonly hyperVModule?: boolean;
    /** False: the gateway's account has no Hyper-V rights, so lists are empty. */
    readonly hyperVRights?: boolean;
    /** Set if the gateway's account isn't an administrator of the host. */
    readonly rights?: ReadingRights;
    /** `forbidden`: known, but not allowed; another account doesn't help. */
    readonly access?: 'open' | 'credentials' | 'forbidden' | 'jea' | 'unreachable';
    /** For access `jea`: the tool's endpoint by default; `gateway` is Windows Admin Center's own, without commands of extensions. */
    readonly endpoint?: 'tool' | 'gateway';
    /** For access `jea`: the account's groups in the form of session configurations; CONTOSO\\AVMA Operators by default. */
    readonly groups?: readonly string[];
    /** On hosts that run only module commands: whether the tool's module exists, and whether the host's policy trusts it. `trusted` by default. */
    readonly toolModule?: 'trusted' | 'untrusted' | 'absent';
    readonly accounts?: readonly AccountEntry[];
    /** Accounts of its guests that don't have their own list. */
    readonly guestAccounts?: readonly AccountEntry[];
    readonly powershell?: 'full' | 'constrained';
    /** `resolves` false: the cluster's name doesn't resolve, so only its nodes can be reached. */
    readonly cluster?: { readonly name: string; readonly nodes: readonly string[]; readonly resolves?: boolean };
    /** The node's state in its cluster; by default down if it is unreachable, otherwise up. */
    readonly clusterState?: 'up' | 'down' | 'paused' | 'joining' | 'unknown';
    /** Added to every call on the node, in milliseconds. */
    readonly latencyMs?: number;
    /** The result of Get-VMAutomaticActivation. Its form isn't documented anywhere, so estates vary it. */
    readonly azureLocalAnswer?: ReadonlyArray<Readonly<Record<string, string>>>;
    /** Whether its guests can reach a key management service. */
    readonly keyManagement?: boolean;
    readonly eventLogs?: LogStates;
    readonly activations?: readonly ActivationEntry[];
    readonly guests?: readonly GuestEntry[];
    /** Creates `count` guests by repeating the entries of `of`; `{n}` in a name becomes the number. */
    readonly repeat?: { readonly count: number; readonly of: readonly GuestEntry[] };
}

export interface EstateFile {
    readonly domain: string;
    /** ISO 8601 UTC: the time that events are counted back from. By default the time of loading, so that recent weeks always contain events. */
    readonly now?: string;
    /** Added to every call, in milliseconds. */
    readonly latencyMs?: number;
    /** Keys that aren't generic. */
    readonly keys?: readonly KeyEntry[];
    readonly nodes: readonly NodeEntry[];
}
