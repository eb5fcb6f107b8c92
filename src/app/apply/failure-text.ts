/** Why a guest of a run is not as it was asked for, in words. */
import { StateFailure } from '../domain/apply/apply-states';
import { errorAdvice } from '../domain/errors/error-advice';
import { errorTexts } from '../shared/error-texts';
import { AvmaStrings, codeText, ExplainedText } from '../shared/texts';

export interface FailureText extends ExplainedText {
    /** A code of the licensing service, to be looked up; empty where there is none. */
    readonly code: string;
}

/** @param typed whether somebody has typed in the key of the run, so that it may be mistyped */
export function failureText(failure: StateFailure, typed: boolean, strings: AvmaStrings): FailureText {
    if (failure.group === 'inside') {
        // The code of a connection's exception says nothing that its class does not.
        return { ...strings.InsideFailures[failure.code], code: '' };
    }
    const { title, text, fix } = strings.ApplyFailures[failure.code];
    if (failure.hresult === null) {
        return { title, text, fix, code: '' };
    }
    const code = codeText(failure.hresult);
    const { official, causes } = errorTexts(errorAdvice(failure.hresult));
    // Of what a code may come from, the likeliest; the rest is where codes are looked up.
    const likeliest = causes.find(({ id }) => typed || id !== 'keyMistyped');
    return { title: `${title} (${code})`, text: official ? `${text} ${official}` : text, fix: likeliest?.fix ?? fix, code };
}
