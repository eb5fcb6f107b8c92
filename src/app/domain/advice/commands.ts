/**
 * Commands for cases without a button: fixes for reasons and notes, and ways to install and to remove an AVMA key. They contain only generic keys and machine
 * ids, never names, because guests write those.
 */
import { HostFacts } from '../facts/facts';
import { NoteCode, Particulars, ReasonCode } from '../judgement/assessment';
import { serverVersion } from '../versions/builds';
import { edition, Edition } from '../versions/editions';
import { HostCheckId } from '../judgement/host-checks';
import { InsideFailureCode } from '../inside/inside-failures';
import { avmaKey, avmaKeyByLastFive, avmaKeyOf } from '../versions/keys';
import { KmsClientKey, kmsClientKey } from '../versions/kms-client-keys';

export const commandPurposes = [
    'installHyperV',
    'targetEditions',
    'convertEdition',
    'restart',
    'activateHost',
    'showLicense',
    'enableLicensingService',
    'azureLocalSubscribe',
    'azureLocalKey',
    'azureLocalSetUp',
    'startMachine',
    'resumeMachine',
    'enableDataExchange',
    'showDataExchange',
    'startDataExchangeService',
    'currentEdition',
    'moveRoles',
    'installAvmaKey',
    'activate',
    'findActivationComponent',
    'installKmsClientKey',
    'findKmsHost',
    'installOwnKey',
    'activateOwnKey',
    'showGuestItems',
    'readLicense',
    'startDirectService',
    'restartDirectService',
    'installHyperVModule',
    'setUpWinRm'
] as const;
type CommandPurpose = (typeof commandPurposes)[number];

/** One step, whose lines are typed in order. */
export interface CommandStep {
    /** Where to type it. */
    readonly place: 'host' | 'guest';
    /** `any`: an elevated command prompt or PowerShell. */
    readonly shell: 'any' | 'powershell';
    /** What the step is for; its text is a resource. */
    readonly purpose: CommandPurpose;
    readonly lines: readonly string[];
}

/** Id of the integration service Data Exchange, whose name is localized. On every machine the service's id ends with it. */
const dataExchangeId = '2A34B1C2-FD73-4043-8A5B-DD2159BC743F';
/** Hardware id of the guest device "Microsoft Hyper-V Activation Component" (wvmic.inf). */
const activationComponentId = 'VMBUS\\{3375baf4-9e15-4b30-b765-67acb10d607b}';
/** Stands for an administrator's own key, which the tool never has. */
export const ownKeyPlaceholder = 'XXXXX-XXXXX-XXXXX-XXXXX-XXXXX';

const inGuest = (purpose: CommandPurpose, ...lines: readonly string[]): CommandStep => ({ place: 'guest', shell: 'any', purpose, lines });
const inGuestPowerShell = (purpose: CommandPurpose, ...lines: readonly string[]): CommandStep => ({ place: 'guest', shell: 'powershell', purpose, lines });
const onHost = (purpose: CommandPurpose, ...lines: readonly string[]): CommandStep => ({ place: 'host', shell: 'any', purpose, lines });
const onHostPowerShell = (purpose: CommandPurpose, ...lines: readonly string[]): CommandStep => ({ place: 'host', shell: 'powershell', purpose, lines });

const activate = inGuest('activate', 'slmgr /ato');
const showLicense = inGuest('showLicense', 'slmgr /dlv');
/** `delayed-auto` is the start type that Windows itself configures. */
const enableLicensingService: readonly string[] = ['sc.exe config sppsvc start= delayed-auto', 'net start sppsvc'];

const installHyperV = 'Install-WindowsFeature -Name Hyper-V -IncludeManagementTools -Restart';

/** Installs an AVMA key, activates the guest and shows the result, because an installed key doesn't mean activated. */
export function installSteps(key: string): CommandStep[] {
    return [inGuest('installAvmaKey', `slmgr /ipk ${key}`), activate, showLicense];
}

/** Installs a KMS client key and activates the guest with a KMS host; empty without a key. */
export function kmsClientSteps(key: KmsClientKey | null): CommandStep[] {
    return key ? [inGuest('installKmsClientKey', `slmgr /ipk ${key.key}`), inGuest('findKmsHost', 'slmgr /ato'), showLicense] : [];
}

/** Installs the administrator's own key. */
export function ownKeySteps(): CommandStep[] {
    return [inGuest('installOwnKey', `slmgr /ipk ${ownKeyPlaceholder}`), inGuest('activateOwnKey', 'slmgr /ato'), showLicense];
}

/** DISM's name of the edition that an evaluation is converted to. Since 2016, Core installations have their own names. */
function targetEdition(evaluation: Edition): string {
    const name = evaluation.convertsTo === 'standard' ? 'ServerStandard' : 'ServerDatacenter';
    return evaluation.core ? `${name}Cor` : name;
}

/** DISM's name of Datacenter, the only edition that helps a host: Standard can become it, too. */
function hostTargetEdition(sku: number | null): string {
    return edition(sku)?.core ? 'ServerDatacenterCor' : 'ServerDatacenter';
}

/**
 * Converts an evaluation to a full edition with the KMS client key, and installs the AVMA key after the restart. The volume key is field practice: Microsoft's
 * page converts with a retail key, and changes to another one with slmgr /ipk afterward (upgrade-conversion-options.md, 08/18/2025).
 * @returns only the query of target editions if the build or the edition has no keys
 */
export function conversionSteps(build: number | null, sku: number | null): CommandStep[] {
    const evaluation = edition(sku);
    const conversion = kmsClientKey(build, sku);
    if (!evaluation?.convertsTo || !conversion) {
        return [inGuest('targetEditions', 'dism /online /Get-TargetEditions')];
    }
    const key = avmaKeyOf(serverVersion(build)?.family ?? null, evaluation.convertsTo);
    return [
        inGuest('targetEditions', 'dism /online /Get-TargetEditions'),
        inGuest('convertEdition', `dism /online /Set-Edition:${targetEdition(evaluation)} /ProductKey:${conversion.key} /AcceptEula`),
        inGuest('restart', 'shutdown /r /t 0'),
        ...(key ? installSteps(key.key) : [])
    ];
}

function machine(vmId: string): string {
    return `Get-VM -Id '${vmId}'`;
}

function enableDataExchangeSteps(vmId: string): CommandStep[] {
    return [
        onHostPowerShell(
            'enableDataExchange',
            `${machine(vmId)} | Get-VMIntegrationService | Where-Object { $_.Id -like '*${dataExchangeId}' } | Enable-VMIntegrationService`
        )
    ];
}

/** Msvm_ComputerSystem.EnabledState of a paused machine: 9 (quiesce), or 32768 on older hosts. */
const pausedStates: readonly unknown[] = [9, 32768];

function startSteps(data: Particulars, vmId: string): CommandStep[] {
    return pausedStates.includes(data.enabledState)
        ? [onHostPowerShell('resumeMachine', `${machine(vmId)} | Resume-VM`)]
        : [onHostPowerShell('startMachine', `${machine(vmId)} | Start-VM`)];
}

const number = (value: Particulars[string]): number | null => (typeof value === 'number' ? value : null);

/** A key of the guest's own: the KMS client key where one is published, else the administrator's. */
const otherKeySteps = (data: Particulars): CommandStep[] => {
    const steps = kmsClientSteps(kmsClientKey(number(data.guestBuild), number(data.guestSku)));
    return steps.length > 0 ? steps : ownKeySteps();
};

const currentEdition = inGuest('currentEdition', 'dism /online /Get-CurrentEdition');

/** The AVMA key by hand, or what tells which one it is. */
const keyByHandSteps = (data: Particulars): CommandStep[] => {
    const key = avmaKeyByLastFive(typeof data.keyLastFive === 'string' ? data.keyLastFive : null);
    return key ? installSteps(key.key) : [currentEdition];
};

type StepsOf = (data: Particulars, vmId: string) => readonly CommandStep[];

const none: StepsOf = () => [];

const reasonSteps: Readonly<Record<ReasonCode, StepsOf>> = {
    hyperVMissing: () => [onHostPowerShell('installHyperV', installHyperV)],
    hostTooOld: otherKeySteps,
    hostNotDatacenter: data => [onHost('targetEditions', 'dism /online /Get-TargetEditions'), ...otherKeySteps(data)],
    hostEvaluation: data => [
        onHost('targetEditions', 'dism /online /Get-TargetEditions'),
        onHost('convertEdition', `dism /online /Set-Edition:${hostTargetEdition(number(data.hostSku))} /ProductKey:${ownKeyPlaceholder} /AcceptEula`)
    ],
    hostNotActivated: () => [onHost('activateHost', 'slmgr /ato'), onHost('showLicense', 'slmgr /dlv'), activate],
    hostLicensingServiceDisabled: () => [onHost('enableLicensingService', ...enableLicensingService), activate],
    azureLocalNotSetUp: () => [
        onHostPowerShell('azureLocalSubscribe', 'Set-AzStackHCI -EnableWSsubscription $true'),
        onHostPowerShell('azureLocalKey', `Set-VMAutomaticActivation ${ownKeyPlaceholder}`),
        onHostPowerShell('azureLocalSetUp', 'Get-VMAutomaticActivation')
    ],
    hostAzureEdition: keyByHandSteps,
    hostUnknown: none,
    notRunning: startSteps,
    dataExchangeDisabled: (_, vmId) => enableDataExchangeSteps(vmId),
    dataExchangeSilent: (_, vmId) => [
        onHostPowerShell('showDataExchange', `${machine(vmId)} | Get-VMIntegrationService`),
        inGuest('startDataExchangeService', 'sc.exe config vmickvpexchange start= demand', 'net start vmickvpexchange')
    ],
    // Its host can't enable Data Exchange: it is blocked.
    shieldedSilent: none,
    notWindows: none,
    clientEdition: none,
    guestTooOld: ownKeySteps,
    unknownBuild: () => [currentEdition],
    guestNewerThanHost: otherKeySteps,
    unknownEdition: () => [currentEdition],
    editionNotCovered: ownKeySteps,
    essentialsNotCovered: otherKeySteps,
    azureEditionNeedsAzureLocal: none,
    buildNotDocumented: otherKeySteps,
    evaluationDomainController: data => [
        inGuestPowerShell(
            'moveRoles',
            'netdom query fsmo',
            "Move-ADDirectoryServerOperationMasterRole -Identity 'OTHER-DC' -OperationMasterRole 0,1,2,3,4",
            'Uninstall-ADDSDomainController'
        ),
        ...conversionSteps(number(data.guestBuild), number(data.guestSku))
    ],
    evaluationEdition: data => conversionSteps(number(data.guestBuild), number(data.guestSku)),
    licensingServiceDisabled: () => [inGuest('enableLicensingService', ...enableLicensingService), activate],
    activationComponentMissing: () => [
        inGuestPowerShell(
            'findActivationComponent',
            `Get-CimInstance -ClassName Win32_PnPEntity | Where-Object { $_.HardwareID -like '${activationComponentId}*' }`
        )
    ],
    wrongAvmaKey: keyByHandSteps,
    statusCode: () => [activate, showLicense],
    kmsClientKey: keyByHandSteps,
    makKey: keyByHandSteps,
    oemKey: keyByHandSteps,
    retailKey: keyByHandSteps,
    kmsHostKey: () => [showLicense],
    licensedWithoutKey: () => [showLicense],
    requestFailed: () => [activate, showLicense]
};

const noteSteps: Readonly<Record<NoteCode, StepsOf>> = {
    sameId: none,
    activatedByOtherHost: () => [activate, showLicense],
    grantExpired: () => [showLicense, activate],
    logContradictsReading: () => [showLicense],
    termImplausible: () => [showLicense],
    activationExpiring: () => [activate, showLicense],
    staleGuestItems: () => [inGuestPowerShell('showGuestItems', "Get-ItemProperty -Path 'HKLM:\\SOFTWARE\\Microsoft\\Virtual Machine\\Guest'")],
    hostIsVirtualMachine: none,
    hostBuildNotDocumented: none,
    hostMaybePayAsYouGo: () => [onHost('showLicense', 'slmgr /dlv')],
    hostLicenceExpiring: () => [onHost('activateHost', 'slmgr /ato'), onHost('showLicense', 'slmgr /dlv')],
    notDirectlyReachable: keyByHandSteps,
    shielded: keyByHandSteps,
    nonLtscBuild: none,
    replica: () => [activate],
    dataExchangeDisabled: (_, vmId) => enableDataExchangeSteps(vmId)
};

/**
 * The commands for a reason, in order; empty if there are none.
 * @param data the reason's particulars
 */
export function stepsForReason(code: ReasonCode, data: Particulars, vmId: string): readonly CommandStep[] {
    return reasonSteps[code](data, vmId);
}

/**
 * The commands for a note, in order; empty if there are none.
 * @param data the note's particulars
 */
export function stepsForNote(code: NoteCode, data: Particulars, vmId: string): readonly CommandStep[] {
    return noteSteps[code](data, vmId);
}

/** Commands for failures of entering or reading a guest. */
const failureSteps: Readonly<Partial<Record<InsideFailureCode, readonly CommandStep[]>>> = {
    noAnswer: [inGuest('startDirectService', 'net start vmicvmsession')],
    timedOut: [inGuest('restartDirectService', 'net stop vmicvmsession', 'net start vmicvmsession')],
    hyperVModuleMissing: [onHostPowerShell('installHyperVModule', 'Install-WindowsFeature -Name Hyper-V-PowerShell')],
    winrmUnreachable: [inGuest('setUpWinRm', 'winrm quickconfig')],
    languageMode: [inGuest('readLicense', 'slmgr /dlv')]
};

/** The commands for a guest that couldn't be read; empty if there are none. */
export function stepsForInsideFailure(code: InsideFailureCode): readonly CommandStep[] {
    return failureSteps[code] ?? [];
}

/** The commands that install the AVMA key for a build and edition; empty if no key is documented. */
export function stepsForGuest(build: number | null, sku: number | null): CommandStep[] {
    const key = avmaKey(build, sku);
    return key ? installSteps(key.key) : [];
}

/** Commands to run on the host if one of its checks fails. The group Hyper-V Administrators is given by its SID, because its name is localized. */
const hostCheckCommands: Readonly<Partial<Record<HostCheckId, string>>> = {
    hyperV: 'Start-Service vmms',
    activated: 'slmgr /ato',
    licensingService: enableLicensingService[0],
    azureLocal: `Set-VMAutomaticActivation ${ownKeyPlaceholder}`,
    rights: 'Add-LocalGroupMember -SID S-1-5-32-578 -Member DOMAIN\\user'
};

/** Standard and evaluation editions, which can become Datacenter (upgrade-conversion-options.md, 08/18/2025), and the target's name on the command line. */
const datacenterTargets: ReadonlyMap<number | null, string> = new Map([
    ...[7, 79, 80].map(sku => [sku, 'ServerDatacenter'] as const),
    ...[13, 146, 148, 159, 160].map(sku => [sku, 'ServerDatacenterCor'] as const)
]);

/** The command that mends a failing check of the host; empty if there is none. */
export function hostCheckCommand(id: HostCheckId, { operatingSystemSku, vmmsState }: HostFacts): string {
    if (id === 'hyperV' && vmmsState?.toLowerCase() === 'absent') {
        return installHyperV;
    }
    if (id !== 'edition') {
        return hostCheckCommands[id] ?? '';
    }
    const target = datacenterTargets.get(operatingSystemSku);
    return target ? `dism /online /Set-Edition:${target} /ProductKey:${ownKeyPlaceholder} /AcceptEula` : '';
}
