/** SoftwareLicensingProduct of a host: its license, an add-on, and one of the many products without a key. */
import { InstanceValues } from '../instance-values';
import { Node } from '../machines';

const windowsApplication = '55c92734-d682-4d71-983e-d6ec3f16059f';

/** ApplicationID of Office, another product that the same class lists. */
const officeApplication = '0ff1ce15-a989-479d-af46-f275c6370663';

interface License {
    /** These three are null for a license without a key, because no such row is published. */
    readonly channel: string | null;
    readonly keyChannel: string | null;
    readonly lastFive: string | null;
    readonly status: number;
    /** LicenseStatusReason: 0x4004F040 licensed; 0xC004F034, 0xC004F056 as recorded for unlicensed products */
    readonly reason: number;
    readonly graceMinutes: number;
    readonly evaluationEnd: string | null;
}

/** The "no date" of licensing rows in WMI. */
const never = '1601-01-01T00:00:00Z';

const licenses: Readonly<Record<string, License>> = {
    mak: { channel: 'VOLUME_MAK', keyChannel: 'Volume:MAK', lastFive: '7QXYZ', status: 1, reason: 0x4004f040, graceMinutes: 0, evaluationEnd: null },
    oem: { channel: 'OEM_SLP', keyChannel: 'OEM:SLP', lastFive: '3BQWT', status: 1, reason: 0x4004f040, graceMinutes: 0, evaluationEnd: null },
    kms: {
        channel: 'VOLUME_KMSCLIENT',
        keyChannel: 'Volume:GVLK',
        lastFive: '63DFG',
        status: 1,
        reason: 0x4004f040,
        graceMinutes: 201600,
        evaluationEnd: null
    },
    notActivated: {
        channel: 'VOLUME_KMSCLIENT',
        keyChannel: 'Volume:GVLK',
        lastFive: '63DFG',
        status: 5,
        reason: 0xc004f034,
        graceMinutes: 0,
        evaluationEnd: null
    },
    evaluation: {
        channel: 'TIMEBASED_EVAL',
        keyChannel: 'Retail:TB:Eval',
        lastFive: 'CPR8F',
        status: 1,
        reason: 0x4004f040,
        graceMinutes: 172800,
        evaluationEnd: '2027-03-01T10:00:00Z'
    },
    withoutKey: { channel: null, keyChannel: null, lastFive: null, status: 1, reason: 0x4004f040, graceMinutes: 0, evaluationEnd: null }
};

/** A licensed product of another application without a key: a query that doesn't ask for Windows alone finds it, too. */
export function* otherApplicationInstances(): Iterable<InstanceValues> {
    yield {
        ID: 'office',
        ApplicationID: officeApplication,
        Name: 'Office 16, Office16O365ProPlusR_Subscription1 edition',
        Description: 'Office 16, TIMEBASED_SUB channel',
        LicenseIsAddon: false,
        LicenseStatus: 1,
        LicenseStatusReason: 0x4004f040,
        GracePeriodRemaining: 0,
        EvaluationEndDate: never,
        PartialProductKey: null,
        ProductKeyChannel: null,
        AutomaticVMActivationLastActivationTime: never
    };
}

export function* licenseInstances(node: Node): Iterable<InstanceValues> {
    const license = licenses[node.entry.license ?? 'mak'];
    const product = { ApplicationID: windowsApplication, LicenseIsAddon: false, EvaluationEndDate: never };
    yield {
        ...product,
        ID: 'no-key',
        Name: 'Windows(R), ServerStandard edition',
        Description: 'Windows(R) Operating System, RETAIL channel',
        LicenseStatus: 0,
        PartialProductKey: null
    };
    yield {
        ...product,
        ID: 'esu',
        Name: 'Windows(R), Client-ESU-Year1 add-on',
        Description: 'Windows(R) Operating System, VOLUME_MAK channel',
        LicenseIsAddon: true,
        LicenseStatus: 1,
        PartialProductKey: '4C6R8'
    };
    yield* otherApplicationInstances();
    if (node.entry.secondKey) {
        yield {
            ...product,
            ID: 'second-key',
            Name: 'Windows(R), ServerStandard edition',
            Description: 'Windows(R) Operating System, RETAIL channel',
            LicenseFamily: 'ServerStandard',
            LicenseStatus: 0,
            LicenseStatusReason: 0xc004f034,
            GracePeriodRemaining: 0,
            PartialProductKey: '2NDKY',
            ProductKeyChannel: 'Retail'
        };
    }
    yield {
        ...product,
        ID: 'windows',
        Name: 'Windows(R), ServerDatacenter edition',
        Description: license.channel && `Windows(R) Operating System, ${license.channel} channel`,
        LicenseFamily: 'ServerDatacenter',
        LicenseStatus: license.status,
        LicenseStatusReason: license.reason,
        GracePeriodRemaining: license.graceMinutes,
        EvaluationEndDate: license.evaluationEnd ?? never,
        PartialProductKey: license.lastFive,
        ProductKeyChannel: license.keyChannel
    };
}
