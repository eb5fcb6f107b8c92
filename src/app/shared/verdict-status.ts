import { StatusIconType } from '@microsoft/windows-admin-center-sdk/angular';
import { Verdict } from '../domain/judgement/assessment';
import { ActivationAnswer, CheckState } from '../domain/judgement/host-checks';
import { MoveOutcome } from '../domain/hosts/moves';

/** The SDK's status icons; a word always stands beside them. */
export type StatusIcon = StatusIconType;

/** The classes that the SDK's status icon draws a status with. */
export function statusIconClass(icon: StatusIcon): string {
    return StatusIconType.getIconLayers(icon).join(' ');
}

export const verdictIcons: Readonly<Record<Verdict, StatusIcon>> = {
    activated: StatusIconType.Success,
    keyInstalled: StatusIconType.Warning,
    otherKey: StatusIconType.Info,
    eligible: StatusIconType.Info,
    needsConversion: StatusIconType.Warning,
    notEligible: StatusIconType.Error,
    notApplicable: StatusIconType.Unknown,
    unknown: StatusIconType.Unknown
};

export const checkIcons: Readonly<Record<CheckState, StatusIcon>> = {
    ok: StatusIconType.Success,
    problem: StatusIconType.Error,
    warning: StatusIconType.Warning,
    unknown: StatusIconType.Unknown
};

/** For the answer to "can this host activate guests?" */
export const answerIcons: Readonly<Record<ActivationAnswer, StatusIcon>> = {
    yes: StatusIconType.Success,
    unsure: StatusIconType.Warning,
    unseen: StatusIconType.Warning,
    partly: StatusIconType.Unknown,
    no: StatusIconType.Error,
    unknown: StatusIconType.Unknown
};

export const moveIcons: Readonly<Record<MoveOutcome, StatusIcon>> = {
    loses: StatusIconType.Error,
    cannotActivate: StatusIconType.Error,
    unknown: StatusIconType.Unknown,
    afterConversion: StatusIconType.Warning,
    keeps: StatusIconType.Success,
    canActivate: StatusIconType.Success,
    notConcerned: StatusIconType.Unknown
};
