/** The host's readiness as a list of checks, derived from the same reasons as verdicts of guests. */
import { ForbiddingCode, Particulars } from './assessment';
import { HostFacts } from '../facts/facts';
import { knownAzureLocalSetup } from '../versions/builds';
import { hostEditionKind } from '../versions/editions';
import { hostDoubts } from './host-doubts';
import { hostParticulars, hostReasons, isAzureLocal } from './host-reasons';
import { hostLicenseExpires } from './notes';
import { isVirtualMachine } from './virtual-machine';

export const hostCheckIds = ['hyperV', 'edition', 'version', 'activated', 'payAsYouGo', 'licensingService', 'azureLocal', 'rights', 'physical'] as const;
export type HostCheckId = (typeof hostCheckIds)[number];

export type CheckState = 'ok' | 'problem' | 'warning' | 'unknown';

export interface HostCheck {
    readonly id: HostCheckId;
    readonly state: CheckState;
    readonly data: Particulars;
}

function hyperVState(host: HostFacts): CheckState {
    const state = host.vmmsState?.toLowerCase();
    if (state === undefined) {
        return 'unknown';
    }
    return state === 'absent' ? 'problem' : state === 'running' ? 'ok' : 'warning';
}

/** Whether Microsoft says what this edition means for AVMA. */
function isEditionKnown({ operatingSystemSku: sku }: HostFacts): boolean {
    return sku !== null && !['azureEdition', 'undocumented'].includes(hostEditionKind(sku));
}

function versionState({ buildNumber }: HostFacts, tooOld: boolean, undocumented: boolean): CheckState {
    return buildNumber === null ? 'unknown' : tooOld ? 'problem' : undocumented ? 'warning' : 'ok';
}

/** The checks that apply to this host, in display order. */
export function hostChecks(host: HostFacts): HostCheck[] {
    const codes = hostReasons(host).map(reason => reason.code);
    const has = (...wanted: readonly ForbiddingCode[]): boolean => wanted.some(code => codes.includes(code));
    const data: Particulars = {
        ...hostParticulars(host),
        osCaption: host.osCaption,
        licenseDescription: host.licenseDescription,
        minutesLeft: host.gracePeriodMinutes,
        vmmsState: host.vmmsState,
        model: host.model,
        azureLocalVersion: knownAzureLocalSetup(host.azureLocalActivation?.version ?? null)
    };
    const doubts = hostDoubts(host);
    const states: Array<readonly [HostCheckId, CheckState]> = [['hyperV', hyperVState(host)]];
    if (isAzureLocal(host)) {
        states.push(['azureLocal', has('azureLocalNotSetUp') ? 'problem' : has('hostUnknown') ? 'unknown' : 'ok']);
    } else {
        const license = hostLicenseExpires(host) ? 'warning' : 'ok';
        states.push(['edition', has('hostNotDatacenter') ? 'problem' : has('hostEvaluation') ? 'warning' : isEditionKnown(host) ? 'ok' : 'unknown']);
        const version = versionState(host, has('hostTooOld'), doubts.includes('hostBuildNotDocumented'));
        if (version !== 'ok') {
            // Otherwise the edition's check names the version.
            states.push(['version', version]);
        }
        states.push(['activated', has('hostNotActivated') ? 'problem' : host.licenseStatus === null ? 'unknown' : license]);
    }
    if (doubts.includes('hostMaybePayAsYouGo')) {
        states.push(['payAsYouGo', 'warning']);
    }
    states.push(['licensingService', has('hostLicensingServiceDisabled') ? 'problem' : host.sppsvcStartMode === null ? 'unknown' : 'ok']);
    states.push(['rights', host.hyperVRights === null ? 'unknown' : host.hyperVRights ? 'ok' : 'problem']);
    if (isVirtualMachine(host)) {
        states.push(['physical', 'warning']);
    }
    return states.map(([id, state]) => ({ id, state, data }));
}

/**
 * Whether a host can activate guests. `unsure`: nothing forbids it, but Microsoft doesn't document it for such a host, or an inference speaks against it.
 * `unseen`: nothing forbids it, but the host doesn't show its virtual machines: the account lacks rights, or Hyper-V's service isn't running. `partly`:
 * everything that could be read says yes, but something couldn't be read.
 */
export const activationAnswers = ['yes', 'unsure', 'unseen', 'partly', 'no', 'unknown'] as const;
export type ActivationAnswer = (typeof activationAnswers)[number];

/** Reasons that leave the answer open. */
const openCodes: readonly ForbiddingCode[] = ['hostAzureEdition', 'hostUnknown'];

/** The summary above the checks. */
export function hostAnswer(host: HostFacts): ActivationAnswer {
    const codes = hostReasons(host).map(reason => reason.code);
    if (codes.length === 0) {
        if (hostDoubts(host).length > 0 || isVirtualMachine(host)) {
            return 'unsure';
        }
        const states = new Map(hostChecks(host).map(({ id, state }) => [id, state]));
        if (states.get('rights') === 'problem' || states.get('hyperV') === 'warning') {
            return 'unseen';
        }
        return [...states.values()].includes('unknown') ? 'partly' : 'yes';
    }
    if (codes.every(code => code === 'hostEvaluation')) {
        return 'unsure';
    }
    return codes.every(code => openCodes.includes(code)) ? 'unknown' : 'no';
}
