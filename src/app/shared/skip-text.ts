/** Why a plan leaves a guest out, in words. */
import { ApplySkip } from '../domain/apply/apply-target';
import { AvmaStrings, caseValues, ExplainedText, filled, reasonText } from './texts';

/** @param vmId the machine that commands on the host name */
export function skipText(skip: ApplySkip, vmId: string, strings: AvmaStrings): ExplainedText {
    switch (skip.source) {
        case 'reason':
            return reasonText(skip, vmId);
        case 'obstacle':
            return { title: strings.InsideObstacles[skip.code], text: '', fix: skip.code === 'shielded' ? strings.Apply.shielded : '' };
        case 'plan':
            return filled(strings.ApplySkips[skip.code], caseValues(skip.data));
    }
}
