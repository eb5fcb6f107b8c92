/** The words of plans and runs. */
import { ApplySkip } from '../domain/apply-target';
import { StateFailure } from '../domain/apply-states';
import { AvmaStrings, codeText, ExplainedText, fillText, reasonText } from '../shared/texts';

/** Why a guest is left out, and what to do. */
export function skipText(skip: ApplySkip, vmId: string, strings: AvmaStrings): ExplainedText {
    switch (skip.source) {
        case 'reason':
            return reasonText(skip, vmId);
        case 'obstacle':
            return { title: strings.InsideObstacles[skip.code], text: '', fix: '' };
        case 'plan': {
            const { title, text, fix } = strings.ApplySkips[skip.code];
            return { title: fillText(title, skip.data), text: fillText(text, skip.data), fix: fillText(fix, skip.data) };
        }
    }
}

/** Why a guest of a run is not as it was asked for, and what to do. */
export function failureText(failure: StateFailure, strings: AvmaStrings): ExplainedText {
    if (failure.group === 'inside') {
        // The code of a connection's exception says nothing that its class does not.
        return strings.InsideFailures[failure.code];
    }
    const { title, text, fix } = strings.ApplyFailures[failure.code];
    const code = failure.hresult === null ? '' : ` (${codeText(failure.hresult)})`;
    return { title: `${title}${code}`, text, fix };
}
