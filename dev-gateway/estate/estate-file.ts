/** The estate file: what its author writes. estate.schema.json says the same for editors and is checked on load. */

/** An item of Data Exchange as its author writes it. */
export interface ItemEntry {
    readonly name: string;
    readonly data: string;
}

export interface GuestEntry {
    readonly name: string;
    /** A key of `guestSystems` in guest-systems.ts; absent for a machine without operating system. */
    readonly os?: string;
    readonly sku?: number;
    readonly domainController?: boolean;
    readonly state?: 'running' | 'off' | 'saved' | 'paused' | 'starting';
    /** `silent`: enabled, but nothing arrives. */
    readonly dataExchange?: 'on' | 'off' | 'silent';
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
}

export interface NodeEntry {
    readonly name: string;
    /** A key of `nodeSystems` in node-systems.ts. */
    readonly os: string;
    readonly sku?: number;
    readonly language?: 'en' | 'de';
    readonly licence?: 'mak' | 'kms' | 'oem' | 'evaluation' | 'notActivated';
    readonly manufacturer?: string;
    readonly model?: string;
    readonly licensingService?: 'Auto' | 'Manual' | 'Disabled';
    /** Hyper-V's management service. */
    readonly hyperV?: 'running' | 'stopped' | 'absent';
    readonly hyperVModule?: boolean;
    /** False: the account of the gateway has no Hyper-V rights, so that lists are empty. */
    readonly hyperVRights?: boolean;
    readonly access?: 'open' | 'credentials' | 'jea' | 'unreachable';
    readonly accounts?: ReadonlyArray<{ readonly user: string; readonly password: string }>;
    readonly powershell?: 'full' | 'constrained';
    readonly cluster?: { readonly name: string; readonly nodes: readonly string[] };
    /** What Get-VMAutomaticActivation returns; its form is documented nowhere, so estates vary it. */
    readonly azureLocalAnswer?: ReadonlyArray<Readonly<Record<string, string>>>;
    readonly guests?: readonly GuestEntry[];
    /** Makes `count` guests by going through `of`; `{n}` in a name becomes the number. */
    readonly repeat?: { readonly count: number; readonly of: readonly GuestEntry[] };
}

export interface EstateFile {
    readonly domain: string;
    /** Added to every call, in milliseconds. */
    readonly latencyMs?: number;
    readonly nodes: readonly NodeEntry[];
}
