/** Generates a fleet of any size with all kinds of hosts and guests; the same seed gives the same fleet. */
import { EstateFile, GuestEntry, InsideEntry, NodeEntry } from './estate-file';

/** A choice with its weight. */
type Chance<T> = readonly [number, T];

const domain = 'contoso.com';
const account = { user: 'CONTOSO\\guestadmin', password: 'Pa55w.rd!guest' };

const hostSystems: ReadonlyArray<Chance<Pick<NodeEntry, 'os' | 'azureLocalAnswer'>>> = [
    [5, { os: '2012 R2' }],
    [15, { os: '2016' }],
    [25, { os: '2019' }],
    [35, { os: '2022' }],
    [15, { os: '2025' }],
    [3, { os: 'azureLocal', azureLocalAnswer: [{ Version: 'Windows Server 2022 Datacenter' }] }],
    [2, { os: 'azureLocal' }]
];

const hostConditions: ReadonlyArray<Chance<Partial<NodeEntry>>> = [
    [50, {}],
    [15, { license: 'kms', keyManagement: true }],
    [8, { license: 'oem' }],
    [8, { license: 'notActivated' }],
    [2, { sku: 80, license: 'evaluation' }],
    [12, { sku: 7 }],
    [2, { licensingService: 'Disabled' }],
    [3, { language: 'de' }]
];

const guestSystems: ReadonlyArray<Chance<Pick<GuestEntry, 'os' | 'sku' | 'generation'>>> = [
    [4, { os: '2012 R2', sku: 7, generation: 1 }],
    [3, { os: '2012 R2', sku: 8, generation: 1 }],
    [12, { os: '2016', sku: 7 }],
    [8, { os: '2016', sku: 8 }],
    [16, { os: '2019', sku: 7 }],
    [10, { os: '2019', sku: 8 }],
    [14, { os: '2022', sku: 7 }],
    [10, { os: '2022', sku: 8 }],
    [2, { os: '2022', sku: 407 }],
    [5, { os: '2025', sku: 7 }],
    [3, { os: '2025', sku: 8 }],
    [2, { os: '2019', sku: 79 }],
    [1, { os: '1809' }],
    [1, { os: '20H2' }],
    [2, { os: 'windows11' }],
    [5, { os: 'ubuntu' }],
    [2, { os: 'rhel' }]
];

const guestConditions: ReadonlyArray<Chance<Partial<GuestEntry>>> = [
    [82, {}],
    [8, { state: 'off' }],
    [2, { state: 'saved' }],
    [4, { dataExchange: 'off' }],
    [3, { dataExchange: 'silent' }],
    [1, { shielded: true }]
];

/** For servers only; evaluations, clients and other systems have fixed licenses. */
const licenses: ReadonlyArray<Chance<InsideEntry | undefined>> = [
    [30, { license: 'avma' }],
    [6, { license: 'avma', graceMinutes: 2100 }],
    [3, { license: 'avma', graceMinutes: 540 }],
    [6, { license: 'avma', avmaHost: `FL001.${domain}`, graceMinutes: 5040 }],
    [7, { license: 'avmaUnlicensed' }],
    [12, { license: 'kmsClientLicensed' }],
    [6, { license: 'mak' }],
    [30, undefined]
];

const roles = ['WEB', 'SQL', 'APP', 'FILE', 'PRINT', 'JUMP', 'TEST'];

/** Pseudorandom numbers from 0 to 1 that depend only on the seed (mulberry32). */
function numbers(seed: number): () => number {
    let state = seed >>> 0;
    return () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
}

function choose<T>(chances: ReadonlyArray<Chance<T>>, next: () => number): T {
    const all = chances.reduce((sum, [weight]) => sum + weight, 0);
    let left = next() * all;
    const found = chances.find(([weight]) => (left -= weight) < 0) ?? chances[chances.length - 1];
    return found[1];
}

const padded = (index: number): string => String(index + 1).padStart(3, '0');

function guestOf(host: string, index: number, next: () => number): GuestEntry {
    const system = choose(guestSystems, next);
    const condition = choose(guestConditions, next);
    const license = choose(licenses, next);
    const licensed = system.sku === 7 || system.sku === 8 || system.sku === 407;
    const role = roles[Math.floor(next() * roles.length)];
    return { name: `${host}-${role}${padded(index)}`, ...system, ...condition, ...(licensed && license ? { inside: license } : {}) };
}

/**
 * @param hosts their names are FL001, FL002, ...
 * @param guestsPerHost their names contain the host's
 * @param seed another seed gives another fleet of the same size
 */
export function fleet(hosts: number, guestsPerHost: number, seed = 1): EstateFile {
    const next = numbers(seed);
    const nodes = Array.from({ length: hosts }, (_, index): NodeEntry => {
        const name = `FL${padded(index)}`;
        const system = choose(hostSystems, next);
        const condition = choose(hostConditions, next);
        // Azure Local has only one edition.
        const { sku, ...rest } = condition;
        return {
            name,
            ...system,
            ...rest,
            ...(sku !== undefined && system.os !== 'azureLocal' ? { sku } : {}),
            guestAccounts: [account],
            guests: Array.from({ length: guestsPerHost }, (__, guest) => guestOf(name, guest, next))
        };
    });
    return { domain, nodes };
}
