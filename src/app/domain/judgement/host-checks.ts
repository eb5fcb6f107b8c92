/** The host's readiness as a list of checks, derived from the same reasons as verdicts of guests. */
import { ForbiddingCode, Particulars } from './assessment';
import { HostFacts } from '../facts/facts';
import { knownAzureLocalSetup } from '../versions/builds';
import { hostParticulars, hostReasons, isAzureLocal } from './host-reasons';
import { hostLicenseExpires, isVirtualMachine } from './notes';

export const hostCheckIds = ['hyperV', 'edition', 'activated', 'licensingService', 'azureLocal', 'rights', 'physical'] as const;
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
    const states: Array<readonly [HostCheckId, CheckState]> = [['hyperV', hyperVState(host)]];
    if (isAzureLocal(host)) {
        states.push(['azureLocal', has('azureLocalNotSetUp') ? 'problem' : has('hostUnknown') ? 'unknown' : 'ok']);
    } else {
        const edition = has('hostNotDatacenter') ? 'problem' : has('hostEvaluation') ? 'warning' : host.operatingSystemSku === null ? 'unknown' : 'ok';
        const license = hostLicenseExpires(host) ? 'warning' : 'ok';
        states.push(['edition', edition]);
        states.push(['activated', has('hostNotActivated') ? 'problem' : host.licenseStatus === null ? 'unknown' : license]);
    }
    states.push(['licensingService', has('hostLicensingServiceDisabled') ? 'problem' : host.sppsvcStartMode === null ? 'unknown' : 'ok']);
    states.push(['rights', host.hyperVRights === null ? 'unknown' : host.hyperVRights ? 'ok' : 'problem']);
    if (isVirtualMachine(host)) {
        states.push(['physical', 'warning']);
    }
    return states.map(([id, state]) => ({ id, state, data }));
}

/** Whether a host can activate guests. `partly`: everything that could be read says yes, but something couldn't be read. */
export type ActivationAnswer = 'yes' | 'partly' | 'no' | 'unknown';

/** The summary above the checks. */
export function hostAnswer(host: HostFacts): ActivationAnswer {
    const codes = hostReasons(host).map(reason => reason.code);
    if (codes.length === 0) {
        return hostChecks(host).some(({ state }) => state === 'unknown') ? 'partly' : 'yes';
    }
    return codes.every(code => code === 'hostUnknown') ? 'unknown' : 'no';
}
