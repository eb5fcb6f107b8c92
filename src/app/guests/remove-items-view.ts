/** What is removed of a guest's own Data Exchange items, and how that ended, as the dialog shows it. */
import { ItemRemoval } from '../domain/facts/apply-facts';
import { DataItem } from '../domain/facts/facts';
import { insideFailureCode } from '../domain/inside/inside-failures';
import { AssessedGuest } from '../state/guests/guest-judge';
import { ItemRemovalState } from '../state/guests/item-removal.store';
import { AccountsForm } from '../shared/accounts-form';
import { AvmaStrings, fillText } from '../shared/texts';

export interface RemoveItemsChoice {
    /** Null until the dialog is shown. */
    readonly guest: AssessedGuest | null;
    /** Places of the chosen items in the guest's list. */
    readonly chosen: readonly number[];
}

export interface RemoveItemsView {
    readonly title: string;
    /** Why the guest can't be entered; empty if it can. */
    readonly closed: string;
    readonly items: ReadonlyArray<DataItem & { readonly chosen: boolean }>;
    /** Names of the chosen items. */
    readonly names: readonly string[];
    readonly running: boolean;
    /** It took too long, so that nobody knows what was removed; empty where it did not. */
    readonly timedOut: string;
    readonly failure: { readonly text: string; readonly raw: string } | null;
    readonly removals: ReadonlyArray<{ readonly outcome: ItemRemoval['outcome']; readonly text: string }>;
    /** Something is chosen, the guest can be entered, and nothing is being removed. */
    readonly canRemove: boolean;
}

export const noItemsChosen: RemoveItemsChoice = { guest: null, chosen: [] };

function removalText({ name, outcome, error }: ItemRemoval, strings: AvmaStrings): string {
    const reason = error ? `${strings.InsideFailures[insideFailureCode(error.code)].title} (${error.code})` : '';
    return `${name}: ${strings.ItemRemovals[outcome]} ${reason}`;
}

export function toRemoveItemsView(
    state: ItemRemovalState,
    { guest, chosen }: RemoveItemsChoice,
    { covered, excluded }: Pick<AccountsForm, 'covered' | 'excluded'>,
    strings: AvmaStrings
): RemoveItemsView {
    const { RemoveItems, InsideFailures, Failures } = strings;
    const items = (guest?.guest.guest ?? []).map((item, index) => ({ ...item, chosen: chosen.includes(index) }));
    const names = items.filter(item => item.chosen).map(({ name }) => name);
    const { failure, running } = state;
    return {
        title: guest ? fillText(RemoveItems.title, { guestName: guest.guest.name }) : '',
        closed: excluded.length > 0 ? `${strings.InsideObstacles[excluded[0].obstacle]}.` : '',
        items,
        names,
        running,
        timedOut: state.timedOut ? `${InsideFailures.timedOut.text} ${RemoveItems.notKnown}` : '',
        failure: failure && { text: `${Failures[failure.code].title}. ${Failures[failure.code].fix}`, raw: failure.raw },
        removals: state.removals.map(removal => ({ outcome: removal.outcome, text: removalText(removal, strings) })),
        canRemove: !running && covered > 0 && names.length > 0
    };
}
