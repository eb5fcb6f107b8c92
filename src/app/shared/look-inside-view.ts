/** What the dialog asks before guests are entered, as it stands. */
import { AccountsForm } from './accounts-form';
import { AvmaStrings, fillText } from './texts';

/** What the dialog is for, in words. */
export type LookInsideTexts = Pick<AvmaStrings['LookInside'], 'title' | 'intro' | 'start'>;

export interface LookInsideChoice {
    readonly texts: LookInsideTexts;
    /** Names of guests that were to be read and are not on this host any more. */
    readonly gone: readonly string[];
    /** How many guests were chosen, with those that are gone. */
    readonly total: number;
}

export interface LookInsideView {
    readonly title: string;
    readonly intro: string;
    readonly start: string;
    /** No guest can be entered. */
    readonly nobody: boolean;
    readonly gone: string;
    readonly excludedTitle: string;
    readonly excluded: ReadonlyArray<{ readonly name: string; readonly why: string }>;
    /** A guest can be entered with what was typed. */
    readonly canStart: boolean;
}

export function toLookInsideView(
    { texts, gone, total }: LookInsideChoice,
    { enterable, excluded, covered }: Pick<AccountsForm, 'enterable' | 'excluded' | 'covered'>,
    strings: AvmaStrings
): LookInsideView {
    return {
        title: fillText(texts.title, { count: enterable.length, total }),
        intro: texts.intro,
        start: texts.start,
        nobody: enterable.length === 0,
        gone: gone.length > 0 ? fillText(strings.LookInside.gone, { count: gone.length, names: gone.join(', ') }) : '',
        excludedTitle: fillText(strings.LookInside.excluded, { count: excluded.length }),
        excluded: excluded.map(({ name, obstacle }) => ({ name, why: strings.InsideObstacles[obstacle] })),
        canStart: covered > 0
    };
}
