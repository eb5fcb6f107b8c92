/** The estate file: what its author writes. estate.schema.json says the same for editors and is checked on load. */

/** An item of Data Exchange as its author writes it. */
export interface ItemEntry {
    readonly name: string;
    readonly data: string;
}

export interface AccountEntry {
    /** `DOMAIN\\user`, or `.\\user` for an account of the machine itself. */
    readonly user: string;
    readonly password: string;
    /** Of an account that isn't an administrator of the machine. */
    readonly rights?: ReadingRights;
}

/**
 * What an account that isn't an administrator can't read in a remote session. Microsoft documents this for no class. Reports name Win32_Service, which
 * fails (pywinrm issue 306, Win32-OpenSSH issue 1662) or shows only the services whose own descriptor allows it (centreon-plugins issue 4062).
 */
export interface ReadingRights {
    /** Names of classes, and of namespaces such as `root/MSCluster`, that answer "Access denied". */
    readonly denied?: readonly string[];
    /** The only services that Win32_Service shows. */
    readonly services?: readonly string[];
}

/**
 * What has become of an event log. `cleared`: hours ago, so that its oldest record is young. `disabled`: nothing is written any more, what was written is
 * still there. `huge`: 100,000 records, which nobody keeps.
 */
export type LogState = 'ok' | 'empty' | 'missing' | 'cleared' | 'denied' | 'disabled' | 'huge';

/** Both logs of a machine; by default Application is `ok` and Key Management Service `empty`. */
export interface LogStates {
    readonly application?: LogState;
    readonly keyManagementService?: LogState;
}

/** Requests for activation: each leaves a 12310 on the host and a 12309 in the guest. */
export interface ActivationEntry {
    /** The name of a guest of the node; another name is one that no longer exists. */
    readonly guest: string;
    /** Which of several guests of one name, from 0. */
    readonly nth?: number;
    /** The result code, such as 0xC004FD02. */
    readonly code: string;
    /** When, counted back from the estate's now. */
    readonly hoursAgo: readonly number[];
    /** A name of event-layouts.ts; by default one request after the other takes the next layout. */
    readonly layout?: string;
    /** The log of the host that it is in; by default Application. */
    readonly log?: 'application' | 'keyManagementService';
}

/** The steps of work inside a guest, as far as the estate can tell them by what it is asked. `readBack`: reading after a method was called. */
export type GuestStep = 'connect' | 'check' | 'install' | 'activate' | 'readBack';

/**
 * Something that goes wrong at a step. `before`: what the step asks for does not happen. `during`: it happens, and its answer never arrives.
 * `after`: its answer arrives, and what comes next finds the trouble.
 */
export interface FaultEntry {
    readonly step: GuestStep;
    readonly when: 'before' | 'during' | 'after';
    /** `vanishes`: the machine is removed. `moves`: it goes on on the node `to`. `changesEdition`: to `sku`; nothing else goes wrong. */
    readonly what: 'lost' | 'hangs' | 'restarts' | 'vanishes' | 'moves' | 'changesEdition';
    /** By default once. */
    readonly times?: number;
    /** Which of several such steps of one visit, from 1: reading back comes after installing and again after activating. */
    readonly nth?: number;
    readonly to?: string;
    readonly sku?: number;
}

/** A product key that is not generic, as its author made it up. */
export interface KeyEntry {
    readonly key: string;
    readonly licence: 'mak' | 'retail' | 'oem' | 'kmsHost';
    /** The system and edition that it is for. */
    readonly os: string;
    readonly sku: number;
    /** The code that activating it ends with, such as 0xC004C020; by default it is activated. */
    readonly activation?: string;
}

/** What is inside a guest: its licence, its accounts, and how it can be reached. */
export interface InsideEntry {
    /** By default `evaluation` for evaluation editions, `none` without Windows, otherwise `kmsClient`: what volume media install. */
    readonly licence?: 'avma' | 'avmaUnlicensed' | 'kmsClient' | 'kmsClientLicensed' | 'mak' | 'oem' | 'retail' | 'kmsHost' | 'evaluation' | 'none';
    /** True: a second product of Windows has a key and isn't licensed, and WMI lists it first. */
    readonly secondKey?: boolean;
    readonly lastFive?: string;
    /** LicenseStatusReason as an unsigned number. */
    readonly statusReason?: number;
    readonly graceMinutes?: number;
    /** Who activated it; by default the node it is on. */
    readonly avmaHost?: string;
    /** ISO 8601 UTC. */
    readonly lastActivation?: string;
    readonly activationComponent?: 'started' | 'present' | 'absent';
    /** StartMode of sppsvc. */
    readonly licensingService?: 'Auto' | 'Manual' | 'Disabled';
    /** State of vmickvpexchange; by default by the guest's Data Exchange. */
    readonly dataExchangeService?: 'Running' | 'Stopped';
    /** By default the node's `guestAccounts`. */
    readonly accounts?: readonly AccountEntry[];
    /** PowerShell Direct. `lost`: the session breaks off at the first question. */
    readonly direct?: 'ok' | 'noAnswer' | 'hangs' | 'lost';
    /** `certificateNotTrusted`: its HTTPS listener has a certificate that the host doesn't trust. */
    readonly winrm?: 'ok' | 'notTrusted' | 'certificateNotTrusted' | 'unreachable' | 'accessDenied';
    /** Added to the connection and to every call inside. */
    readonly latencyMs?: number;
    readonly computerName?: string;
    readonly eventLogs?: LogStates;
    /** What the system really is, where Data Exchange reports something else. */
    readonly os?: string;
    readonly sku?: number;
    readonly faults?: readonly FaultEntry[];
    /** How many requests for activation the host puts off (0xC004FD00). */
    readonly throttled?: number;
    /** How often the licence is read as not licensed after it was activated. */
    readonly licensedAfterReads?: number;
    /** What each step takes in addition, in milliseconds. */
    readonly stepMs?: number;
    /** How long a restart takes, in milliseconds. */
    readonly restartMs?: number;
    /** Another id: over the network the name leads to another machine. Null: the id cannot be read inside. */
    readonly insideVmId?: string | null;
    /** Names of mutexes that somebody has made whose objects nobody else may use. */
    readonly foreignMutexes?: readonly string[];
}

export interface GuestEntry {
    readonly name: string;
    /** A key of `guestSystems` in systems.ts; absent for a machine without operating system. */
    readonly os?: string;
    readonly sku?: number;
    readonly domainController?: boolean;
    readonly state?: 'running' | 'off' | 'saved' | 'paused' | 'starting';
    /** `silent`: enabled, but nothing arrives. */
    readonly dataExchange?: 'on' | 'off' | 'silent';
    /**
     * What becomes of a change of Data Exchange, where it is not done at once. A number is what the method returns, without changing anything;
     * `ignored`: success is returned, nothing changes; the others start a job; `jobWarns` ends as 32768, changed.
     */
    readonly dataExchangeChange?: 'ignored' | 'job' | 'jobWarns' | 'jobFails' | 'jobHangs' | number;
    readonly generation?: 1 | 2;
    readonly shielded?: boolean;
    readonly replicationState?: number;
    readonly checkpoint?: boolean;
    readonly notes?: string;
    /** Items to add to, or to set in, what the operating system reports; null takes one away. */
    readonly intrinsic?: Readonly<Record<string, string | null>>;
    readonly guestItems?: readonly ItemEntry[];
    readonly hostItems?: readonly ItemEntry[];
    readonly hostOnlyItems?: readonly ItemEntry[];
    /** Raw strings that are no well-formed items, in the guest's own pool. */
    readonly malformed?: readonly string[];
    readonly inside?: InsideEntry;
    /** Whether it is a role of its node's cluster; by default it is, where there is one. */
    readonly clustered?: boolean;
    /** False: its cluster resource has no private properties to show, so nothing ties it to the machine. By default it has. */
    readonly privateProperties?: boolean;
    /** Names of the nodes on which the cluster lets it be; by default all. An empty list is shown as one, and keeps no node away. */
    readonly possibleOwners?: readonly string[];
    /** Names of nodes; by default none. */
    readonly preferredOwners?: readonly string[];
}

export interface NodeEntry {
    readonly name: string;
    /** A key of `nodeSystems` in systems.ts. */
    readonly os: string;
    readonly sku?: number;
    readonly language?: 'en' | 'de';
    readonly licence?: 'mak' | 'kms' | 'oem' | 'evaluation' | 'notActivated';
    /** True: a second product of Windows has a key and isn't licensed, and WMI lists it first. */
    readonly secondKey?: boolean;
    readonly manufacturer?: string;
    readonly model?: string;
    readonly licensingService?: 'Auto' | 'Manual' | 'Disabled';
    /** Hyper-V's management service. */
    readonly hyperV?: 'running' | 'stopped' | 'absent';
    readonly hyperVModule?: boolean;
    /** False: the account of the gateway has no Hyper-V rights, so that lists are empty. */
    readonly hyperVRights?: boolean;
    /** Set where the account of the gateway isn't an administrator of the host. */
    readonly rights?: ReadingRights;
    /** `forbidden`: known, and not allowed in; no other account is asked for. */
    readonly access?: 'open' | 'credentials' | 'forbidden' | 'jea' | 'unreachable';
    /** Access `jea`: by default that of the tool; `gateway` is Windows Admin Center's own, without commands of extensions. */
    readonly endpoint?: 'tool' | 'gateway';
    /** Access `jea`: the groups of the account, as session configurations name them; by default CONTOSO\\AVMA Operators. */
    readonly groups?: readonly string[];
    /** Where only commands of modules run: whether the module of the tool is there, and trusted by the host's policy. By default it is. */
    readonly toolModule?: 'trusted' | 'untrusted' | 'absent';
    readonly accounts?: readonly AccountEntry[];
    /** The accounts that its guests know, unless a guest says otherwise. */
    readonly guestAccounts?: readonly AccountEntry[];
    readonly powershell?: 'full' | 'constrained';
    /** `resolves` false: the cluster's own name leads nowhere, so that only its nodes can be reached. */
    readonly cluster?: { readonly name: string; readonly nodes: readonly string[]; readonly resolves?: boolean };
    /** How its cluster sees it; by default down where it is unreachable, up elsewhere. */
    readonly clusterState?: 'up' | 'down' | 'paused' | 'joining' | 'unknown';
    /** Added to every call on it, in milliseconds. */
    readonly latencyMs?: number;
    /** What Get-VMAutomaticActivation returns; its form is documented nowhere, so estates vary it. */
    readonly azureLocalAnswer?: ReadonlyArray<Readonly<Record<string, string>>>;
    /** Whether its guests reach a key management service. */
    readonly keyManagement?: boolean;
    readonly eventLogs?: LogStates;
    readonly activations?: readonly ActivationEntry[];
    readonly guests?: readonly GuestEntry[];
    /** Makes `count` guests by going through `of`; `{n}` in a name becomes the number. */
    readonly repeat?: { readonly count: number; readonly of: readonly GuestEntry[] };
}

export interface EstateFile {
    readonly domain: string;
    /** ISO 8601 UTC: the moment that events are counted back from. By default the one at which the estate is loaded, so that the last weeks always have some. */
    readonly now?: string;
    /** Added to every call, in milliseconds. */
    readonly latencyMs?: number;
    /** Keys that are not generic. */
    readonly keys?: readonly KeyEntry[];
    readonly nodes: readonly NodeEntry[];
}
