/**
 * The 34 problems that real users had with AVMA, each as the facts of its case. What the tool says of them must name these facts (edition,
 * build, host, code, key) and the way out.
 */
import { importActivationRow } from '../data/import/import-activation-row';
import { importGuestRow } from '../data/import/import-guest-row';
import { importHostRow } from '../data/import/import-host-row';
import { assess } from '../domain/judgement/assess';
import { Note } from '../domain/judgement/assessment';
import { errorAdvice } from '../domain/errors/error-advice';
import { ActivationFacts, GuestFacts, HostFacts } from '../domain/facts/facts';
import { findErrorCodes } from '../domain/errors/find-error-codes';
import { identifyGuest } from '../domain/facts/guest-identity';
import { guestParticulars } from '../domain/judgement/guest-reasons';
import { hostChecks } from '../domain/judgement/host-checks';
import { staleItemsNote } from '../domain/guests/stale-items';
import { TopicId } from '../domain/advice/topics';
import { errorTexts } from './error-texts';
import { avmaStrings, caseValues, fillText, noteText, reasonText } from './texts';

const vmId = '00000000-0000-0000-0000-000000000001';
const channel = (name: string): string => `Windows(R) Operating System, ${name} channel`;

function host(change: object = {}): HostFacts {
    return importHostRow({
        computerName: 'HV01',
        fqdn: 'hv01.contoso.com',
        buildNumber: 17763,
        operatingSystemSku: 8,
        licenseStatus: 1,
        sppsvcStartMode: 'Auto',
        vmmsState: 'Running',
        hyperVRights: true,
        ...change
    });
}

function guest(build: number, sku: number, change: object = {}, items: Readonly<Record<string, string>> = {}): GuestFacts {
    const reported = { OSPlatformId: '2', OSBuildNumber: String(build), OSEditionId: String(sku), ProductType: '3', OSName: 'Windows Server', ...items };
    return importGuestRow({
        vmId,
        name: 'APP01',
        enabledState: 2,
        dataExchangeState: 2,
        intrinsic: Object.entries(reported).map(([name, data]) => ({ name, data })),
        ...change
    });
}

function inside(build: number, sku: number, change: object = {}): ActivationFacts {
    return importActivationRow({
        vmId,
        buildNumber: build,
        operatingSystemSku: sku,
        productType: 3,
        licenseDescription: channel('VIRTUAL_MACHINE_ACTIVATION'),
        partialProductKey: 'WMBMW',
        licenseStatus: 1,
        ...change
    });
}

interface Case {
    readonly host?: HostFacts;
    readonly guest?: GuestFacts;
    readonly activation?: ActivationFacts;
    /** What the user pasted. */
    readonly pasted?: string;
    readonly topic?: TopicId;
    readonly note?: Note | null;
}

/** Everything that the tool says of a case: the reasons and notes of the guest, the host's checks, what was pasted, the question. */
function said(facts: Case): string {
    const onHost = facts.host ?? host();
    const machine = facts.guest ?? guest(17763, 8);
    const found = assess(onHost, machine, facts.activation);
    const particulars = guestParticulars(onHost, machine, identifyGuest(machine, facts.activation ?? null));
    const explanations = [
        ...found.reasons.map(reason => reasonText(reason, vmId)),
        ...[...found.notes, ...(facts.note ? [facts.note] : [])].map(note => noteText(note, vmId))
    ];
    const codes = findErrorCodes(facts.pasted ?? '').flatMap(({ code }) => {
        const text = errorTexts(
            errorAdvice(
                code,
                particulars,
                [...found.reasons, ...found.notes].map(one => one.code)
            ),
            particulars
        );
        return [
            text.code,
            text.symbol ?? '',
            text.official ?? '',
            ...text.causes.slice(0, 3).flatMap(cause => [cause.title, cause.text, cause.here, cause.fix])
        ];
    });
    const checks = hostChecks(onHost).map(check =>
        fillText((avmaStrings().Checks[check.id] as Readonly<Record<string, string>>)[check.state], caseValues(check.data))
    );
    const topic = facts.topic ? [avmaStrings().Topics[facts.topic].question, fillText(avmaStrings().Topics[facts.topic].answer, caseValues(particulars))] : [];
    return [
        avmaStrings().Verdicts[found.verdict],
        ...explanations.flatMap(one => [one.title, one.text, one.fix, ...one.steps.flatMap(step => step.lines), one.link]),
        ...codes,
        ...checks,
        ...topic
    ].join('\n');
}

const standard = 7;
const datacenter = 8;
const evaluation = 80;

/** Number and words of the user, the case, and what has to be in the answer. */
const problems: ReadonlyArray<readonly [number, string, () => Case, readonly string[]]> = [
    [
        1,
        '0xC004E016 for the 2012 R2 Standard key on a 2016 host',
        () => ({ host: host({ buildNumber: 14393 }), guest: guest(9600, standard), pasted: '0xc004e016' }),
        ['0xC004E016', 'SL_E_PKEY_INVALID_CONFIG', 'Standard', '2012 R2', 'MTB6V', 'slmgr /ipk']
    ],
    [
        2,
        'the guest is an evaluation',
        () => ({ guest: guest(17763, evaluation) }),
        [
            'Datacenter Evaluation',
            '17763',
            'dism /online /Set-Edition:ServerDatacenter /ProductKey:WMDGN-G9PQG-XVVXX-R3X43-63DFG /AcceptEula',
            'slmgr /ipk H3RNG-8C32Q-Q8FRX-6TDXV-WMBMW'
        ]
    ],
    [
        3,
        'the evaluation is a domain controller',
        () => ({ guest: guest(17763, evaluation, {}, { ProductType: '2' }) }),
        ['APP01', 'Datacenter Evaluation', '17763', 'demote', 'Uninstall-ADDSDomainController']
    ],
    [
        4,
        '0xC004FD02 on a 2016 Core host',
        () => ({
            host: host({ buildNumber: 14393, licenseStatus: 5, licenseStatusReason: 0xc004f034 }),
            guest: guest(14393, datacenter),
            pasted: '0xC004FD02'
        }),
        ['HV01', '2016 Datacenter', '0xC004F034', '0xC004FD02', 'Core installation makes no difference', 'slmgr /ato']
    ],
    [
        5,
        'a Standard host, and the guests nag',
        () => ({ host: host({ buildNumber: 9600, operatingSystemSku: standard }), guest: guest(9600, standard) }),
        ['HV01', 'Standard', 'SKU 7', '9600', 'virtualization rights', 'OEM key', 'D2N9P-3P6X9-2R39C-7RTCD-MDVJX']
    ],
    [
        6,
        'a cluster on 2012 R2 Standard with guests of 2016',
        () => ({ host: host({ buildNumber: 9600, operatingSystemSku: standard }), guest: guest(14393, standard) }),
        ['SKU 7', '14393', '9600', '0xC004FD03', 'Move the guest to a host of version 2016']
    ],
    [
        7,
        'a 2012 R2 host and a guest of 2016',
        () => ({ host: host({ buildNumber: 9600 }), guest: guest(14393, datacenter), pasted: '-1073414909' }),
        ['2016 (build 14393)', '2012 R2 (build 9600)', '0xC004FD03', 'SL_E_IA_ID_MISMATCH', 'CB7KF-BWN84-R7R2Y-793K2-8XDDG']
    ],
    [
        8,
        'an evaluation host',
        () => ({ host: host({ operatingSystemSku: evaluation }) }),
        ['HV01', 'Datacenter Evaluation', 'No Microsoft page', 'License the host with Windows Server Datacenter']
    ],
    [
        9,
        'a host that KMS has activated',
        () => ({ host: host({ licenseDescription: channel('VOLUME_KMSCLIENT'), gracePeriodMinutes: 20 * 24 * 60 }) }),
        ['Eligible', 'VOLUME_KMSCLIENT', 'The license of HV01 ends in 20 days', 'Renew the license of the host']
    ],
    [
        10,
        'no Hyper-V Activation Component in Device Manager',
        () => ({ activation: inside(17763, datacenter, { licenseStatus: 5, activationComponent: 'absent' }) }),
        ['Microsoft Hyper-V Activation Component', 'APP01', '17763', 'not of the host', '3375baf4-9e15-4b30-b765-67acb10d607b']
    ],
    [
        11,
        'guests without persistent disks need slmgr /ato at each boot',
        () => ({ activation: inside(17763, datacenter, { licenseStatus: 5, licenseStatusReason: 0xc004fd04 }), topic: 'nonPersistent' }),
        ['0xC004FD04', 'WMBMW', 'APP01', 'base image', 'slmgr /ato']
    ],
    [
        12,
        'Data Exchange is off',
        () => ({ guest: guest(17763, datacenter, { dataExchangeState: 3 }) }),
        ['APP01', 'Data Exchange', vmId, 'Enable-VMIntegrationService']
    ],
    [13, 'the guest is off', () => ({ guest: guest(17763, datacenter, { enabledState: 3 }) }), ["APP01 isn't running", vmId, 'Start-VM']],
    [
        14,
        'no data although it runs',
        () => ({ guest: guest(17763, datacenter, { intrinsic: [] }) }),
        ['APP01 runs', 'vmickvpexchange', 'net start vmickvpexchange']
    ],
    [
        15,
        'a Linux machine',
        () => ({
            guest: guest(0, 0, {
                intrinsic: [
                    { name: 'OSPlatformId', data: '129' },
                    { name: 'OSName', data: 'Ubuntu' }
                ]
            })
        }),
        ['Not applicable', 'APP01 runs Ubuntu', 'No action needed']
    ],
    [
        15,
        'a Windows client',
        () => ({ guest: guest(19045, 48, {}, { ProductType: '1', OSName: 'Windows 10 Pro' }) }),
        ['Not applicable', 'Windows 10 Pro', 'SKU 48']
    ],
    [
        16,
        'still a KMS client key, 0xC004F074',
        () => ({
            activation: inside(17763, datacenter, { licenseDescription: channel('VOLUME_KMSCLIENT'), partialProductKey: '63DFG', licenseStatus: 5 }),
            pasted: 'Error: 0xC004F074 The Software Licensing Service reported that the product could not be activated.'
        }),
        ['63DFG', 'WMBMW', '2019 Datacenter', '0xC004F074', 'slmgr /ipk H3RNG-8C32Q-Q8FRX-6TDXV-WMBMW']
    ],
    [
        17,
        'old items after another key was installed',
        () => ({ note: staleItemsNote(true, 'mak', guest(17763, datacenter, { guest: [{ name: 'x', data: 'y' }] })) }),
        ['APP01 no longer has an AVMA key', 'remove', 'Virtual Machine\\Guest']
    ],
    [
        18,
        'after a live migration',
        () => ({ activation: inside(17763, datacenter, { avmaHostName: 'HV02' }) }),
        ['APP01 was last activated by HV02, not by HV01', 'slmgr /ato']
    ],
    [
        19,
        'a node of another edition',
        () => ({
            host: host({ computerName: 'NODE2', operatingSystemSku: standard }),
            activation: inside(17763, datacenter, { avmaHostName: 'NODE1' }),
            topic: 'clusterMove'
        }),
        ['Activated', 'NODE2', 'Standard', 'NODE1', 'every node be activated']
    ],
    [
        20,
        'nested Hyper-V',
        () => ({ host: host({ manufacturer: 'Microsoft Corporation', model: 'Virtual Machine' }), pasted: 'C004FD02' }),
        ['HV01 is a virtual machine itself (Virtual Machine)', '0xC004FD02', 'physical']
    ],
    [
        21,
        'Azure Edition on an ordinary host',
        () => ({ host: host({ buildNumber: 20348 }), guest: guest(20348, 407) }),
        ['Datacenter: Azure Edition', '20348', 'HV01', 'Azure Local with a Windows Server subscription']
    ],
    [
        22,
        'Azure Local is not set up',
        () => ({ host: host({ buildNumber: 25398, operatingSystemSku: 406, azureLocalActivation: { configured: false } }) }),
        ['HV01 runs Azure Local (build 25398)', 'Cluster Manager > Settings > Activate Windows Server VMs', 'Get-VMAutomaticActivation']
    ],
    [23, 'does the generation matter?', () => ({ topic: 'generation' }), ['No.', 'generation 1 and generation 2', 'Secure Boot']],
    [24, '0x80070005', () => ({ pasted: '0x80070005' }), ['0x80070005', 'elevated']],
    [25, 'a wrong password for many guests', () => ({ topic: 'refusedAccount' }), ['on one guest first', 'first refusal']],
    [
        26,
        'a 2012 R2 guest cannot be reached',
        () => ({ guest: guest(9600, standard) }),
        ['APP01 runs build 9600', 'no PowerShell Direct', 'WinRM', 'slmgr /ipk DBGBW-NPF86-BJVTX-K3WKJ-MTB6V']
    ],
    [
        27,
        'only the line with slui.exe',
        () => ({
            guest: guest(17763, standard),
            pasted: "On a computer running Microsoft Windows non-core edition, run 'slui.exe 0x2a 0xC004E016' to display the error text."
        }),
        ['0xC004E016', 'SL_E_PKEY_INVALID_CONFIG', '4GF74']
    ],
    [
        28,
        'semi-annual host and long-term guest',
        () => ({ host: host({ buildNumber: 16299, operatingSystemSku: 145 }), guest: guest(14393, datacenter), topic: 'semiAnnual' }),
        ['Eligible', '16299', '1709', '14393', 'license terms']
    ],
    [
        29,
        'Essentials of 2022',
        () => ({ host: host({ buildNumber: 20348 }), guest: guest(20348, 50) }),
        ['Essentials of 2022 (build 20348)', '2012 R2, 2016 and 2019']
    ],
    [30, 'Foundation', () => ({ guest: guest(9600, 33) }), ['Foundation (SKU 33)', 'Activate APP01 in another way']],
    [
        31,
        'a term of years',
        () => ({ activation: inside(17763, datacenter, { gracePeriodMinutes: 2102400 }) }),
        ['APP01 claims to last 1,460 days', 'no normal AVMA activation', 'slmgr /dlv']
    ],
    [
        32,
        'the licensing service of the host is disabled',
        () => ({ host: host({ sppsvcStartMode: 'Disabled' }) }),
        ['sppsvc', 'HV01', 'sc.exe config sppsvc start= delayed-auto']
    ],
    [
        33,
        'the image with an AVMA key fails in Azure',
        () => ({ topic: 'azureImage', pasted: '0xC004FD01' }),
        ['0xC004FD01', 'azkms.core.windows.net:1688', 'KMS client key']
    ],
    [34, '0xC004FD00 in a bulk run', () => ({ pasted: '3221552384' }), ['0xC004FD00', 'SL_E_IA_THROTTLE_LIMIT_EXCEEDED', 'request limit']]
];

describe('the problems that users had', () => {
    it('are all 34', () => expect(new Set(problems.map(([number]) => number)).size).toBe(34));

    for (const [number, words, facts, wanted] of problems) {
        it(`${number}: ${words}`, () => {
            const answer = said(facts());
            const missing = wanted.filter(part => !answer.toLowerCase().includes(part.toLowerCase()));
            expect(missing).withContext(answer).toEqual([]);
            expect(answer).not.toMatch(/\{\w+\}/);
        });
    }
});
