/**
 * The methods of SoftwareLicensingService and SoftwareLicensingProduct inside a guest. Keys are checked against operating system and edition; activation
 * depends on the host or on the key's service. Results are unsigned HRESULTs, 0 for success, and always documented codes (windows-surface/errors/spp.json).
 */
import { writeActivation } from './event-writer';
import { Inside } from './inside';
import { activatedLicense, newLicense } from './installed-license';
import { licenseForms, licensed } from './inside-licenses';
import { Machine, Node, timeOn } from './machines';
import { judgeKey } from './published-keys';

export const codes = {
    success: 0,
    serviceDisabled: 0x80070422,
    invalidKey: 0xc004f050,
    keyOfOtherSystem: 0xc004e016,
    keyOfOtherEdition: 0xc004f069,
    noKey: 0xc004f014,
    noKeyManagementService: 0xc004f074,
    throttled: 0xc004fd00,
    /** For an account that isn't an administrator. */
    notElevated: 0xc004f025,
    noPlatform: 0xc004fd01,
    hostNotActivated: 0xc004fd02,
    notForThisGuest: 0xc004fd03
} as const;

const keyCodes = { unknown: codes.invalidKey, wrongSystem: codes.keyOfOtherSystem, wrongEdition: codes.keyOfOtherEdition } as const;
const datacenter = [8, 12, 145, 147];
const azureLocal = 406;
const years = /\b20(19|22|25)\b/;

const disabled = (inside: Inside): boolean => inside.entry.licensingService === 'Disabled';

/** SoftwareLicensingService.InstallProductKey: replaces the installed key. */
export function installKey(node: Node, inside: Inside, key: string): number {
    if (disabled(inside)) {
        return codes.serviceDisabled;
    }
    const verdict = judgeKey(key, inside.os, inside.sku, node.otherKeys);
    if (typeof verdict === 'string') {
        return keyCodes[verdict];
    }
    const fresh = newLicense(verdict.kind, key, Number(node.otherKeys.find(one => one.key === key)?.activation ?? 0));
    const present = inside.installed;
    const same = present?.lastFive === fresh.lastFive && licenseForms[present.kind].channel === licenseForms[fresh.kind].channel;
    // Installing the same key again changes nothing.
    if (!same) {
        inside.installed = fresh;
    }
    return codes.success;
}

/** The result of an activation by this host, which must be licensed or, on Azure Local, set up. */
function hostCode(node: Node, inside: Inside): number {
    if (node.sku === azureLocal) {
        const answers = node.entry.azureLocalAnswer ?? [];
        if (answers.length === 0) {
            return codes.hostNotActivated;
        }
        const year = Number(years.exec(answers.flatMap(answer => Object.values(answer)).join(' '))?.[0] ?? Infinity);
        return inside.serverYear > year ? codes.notForThisGuest : codes.success;
    }
    const license = node.entry.license ?? 'mak';
    // No page names the code of a host with pay-as-you-go, only that AVMA isn't available there (windows-server-pay-as-you-go.md, 06/27/2025).
    if (!datacenter.includes(node.sku) || ['notActivated', 'evaluation', 'withoutKey'].includes(license) || node.entry.licensingService === 'Disabled') {
        return codes.hostNotActivated;
    }
    return inside.build > node.system.build ? codes.notForThisGuest : codes.success;
}

function askHost(node: Node, machine: Machine, inside: Inside): number {
    if ((inside.entry.activationComponent ?? 'started') !== 'started') {
        // The request never reaches the host, so no event is written.
        return codes.noPlatform;
    }
    const throttled = inside.throttled > 0;
    if (throttled) {
        inside.throttled--;
    }
    const code = throttled ? codes.throttled : hostCode(node, inside);
    writeActivation(node, machine, code, timeOn(node));
    return code;
}

function activationCode(node: Node, machine: Machine, inside: Inside): number {
    const { installed } = inside;
    switch (installed?.kind) {
        case undefined:
        case 'withoutKey':
            return codes.noKey;
        case 'avma':
        case 'avmaUnlicensed':
            return askHost(node, machine, inside);
        case 'kmsClient':
        case 'kmsClientLicensed':
            return node.entry.keyManagement ? codes.success : codes.noKeyManagementService;
        default:
            return installed?.activation ?? codes.noKey;
    }
}

/** SoftwareLicensingProduct.Activate for the installed product. */
export function activate(node: Node, machine: Machine, inside: Inside): number {
    const code = disabled(inside) ? codes.serviceDisabled : activationCode(node, machine, inside);
    if (code === codes.success && inside.installed) {
        const before = inside.installed.status;
        inside.installed = activatedLicense(inside.installed, node.fqdn, new Date(timeOn(node)).toISOString());
        if (before !== licensed) {
            inside.readsBeforeLicensed = inside.entry.licensedAfterReads ?? 0;
        }
    }
    return code;
}
