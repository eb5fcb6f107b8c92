/** What merging a key into an answer file did, in words. */
import { MergedAnswerFile, MergedPlace } from '../domain/what-if/merge-answer-file';
import { AvmaStrings, ExplainedText, filled, fillText } from './texts';

export interface MergeView {
    /** Why the file wasn't changed; null if it was. */
    readonly refusal: ExplainedText | null;
    readonly title: string;
    /** One line for each architecture. */
    readonly changes: readonly string[];
}

function changeText({ architecture, change, formerLastFive }: MergedPlace, { changes }: AvmaStrings['Merge']): string {
    const text = change === 'replaced' && formerLastFive !== '' ? changes.replacedKey : changes[change];
    return fillText(text, { architecture, lastFive: formerLastFive });
}

export function toMergeView({ refusal, places, line }: MergedAnswerFile<unknown>, strings: AvmaStrings): MergeView {
    const texts = strings.Merge;
    if (refusal !== null) {
        return { refusal: filled(texts.refusals[refusal], { line: line === null ? null : String(line) }), title: '', changes: [] };
    }
    const same = places.every(({ change }) => change === 'unchanged');
    return { refusal: null, title: same ? texts.same : texts.done, changes: places.map(place => changeText(place, texts)) };
}
