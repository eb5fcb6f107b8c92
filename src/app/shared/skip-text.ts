/** Why a plan leaves a guest out, in words. */
import { ApplySkip } from '../domain/apply/apply-target';
import { AvmaStrings, ExplainedText, fillText, reasonText } from './texts';

/** @param vmId the machine that commands on the host name */
export function skipText(skip: ApplySkip, vmId: string, strings: AvmaStrings): ExplainedText {
    switch (skip.source) {
        case 'reason':
            return reasonText(skip, vmId);
        case 'obstacle':
            return { title: strings.InsideObstacles[skip.code], text: '', fix: skip.code === 'shielded' ? strings.Apply.shielded : '' };
        case 'plan': {
            const { title, text, fix } = strings.ApplySkips[skip.code];
            return { title: fillText(title, skip.data), text: fillText(text, skip.data), fix: fillText(fix, skip.data) };
        }
    }
}
