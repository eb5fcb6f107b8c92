import { Injectable } from '@angular/core';
import { Router } from '@angular/router';
import { DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { take } from 'rxjs';
import { AdviceAction } from '../domain/advice/advice-actions';
import { EventQuery } from '../domain/facts/event-facts';
import { ExportContent, hasHostValues } from '../domain/facts/export-case';
import { GuestFacts } from '../domain/facts/facts';
import { periodStart, standardPeriod } from '../domain/events/event-filter';
import { avmaEventIds, neighbourIds } from '../domain/events/event-meanings';
import { KeyTarget } from '../domain/apply/key-offers';
import { ApplySelection } from '../state/apply/apply-selection';
import { DataExchangeStore } from '../state/guests/data-exchange.store';
import { GuestEventsStore } from '../state/events/guest-events.store';
import { LookInsideStore } from '../state/inside/look-inside.store';
import { LookInsideDialogComponent, LookInsideDialogOptions, LookInsideDialogResult } from '../shared/look-inside-dialog.component';
import { avmaStrings } from '../shared/texts';
import { ColumnsDialogComponent, ColumnsDialogOptions, ColumnsDialogResult } from './columns-dialog.component';
import { DataExchangeDialogComponent, DataExchangeDialogOptions, DataExchangeDialogResult } from './data-exchange-dialog.component';
import { ExportDialogComponent, ExportDialogOptions, ExportDialogResult } from './export-dialog.component';
import { GuestColumn } from './guest-columns';
import { changesDataExchange, GuestRow } from './guest-row';
import { InsideTask, insideTaskTexts } from './inside-task';
import { RemoveItemsDialogComponent, RemoveItemsDialogOptions, RemoveItemsDialogResult } from './remove-items-dialog.component';

/** Events that are read of each guest at most: its answers, and what explains them. */
const maxGuestText = 300;

function guestQuery(): EventQuery {
    const start = periodStart(standardPeriod, Date.now());
    return {
        ids: [...avmaEventIds, ...neighbourIds],
        startTime: start === null ? null : new Date(start).toISOString(),
        maximum: maxGuestText,
        beforeRecordId: null
    };
}

/** What an administrator starts from the guests' table. Each action asks in its dialog first, and does nothing where that is closed. */
@Injectable()
export class GuestActions {
    constructor(
        private readonly dialogs: DialogService,
        private readonly lookInside: LookInsideStore,
        private readonly guestEvents: GuestEventsStore,
        private readonly dataExchange: DataExchangeStore,
        private readonly selection: ApplySelection,
        private readonly router: Router
    ) {}

    /** Asks for accounts, then reads inside the guests. */
    public look(rows: readonly GuestRow[], task: InsideTask): void {
        const guests = rows.map(row => row.assessed);
        this.dialogs
            .show<LookInsideDialogOptions, LookInsideDialogResult>(LookInsideDialogComponent.id, { guests, texts: insideTaskTexts(task, avmaStrings()) })
            .pipe(take(1))
            .subscribe(({ jobs, options }) => {
                if (task === 'inside') {
                    this.lookInside.start(jobs, options);
                } else {
                    this.guestEvents.start(jobs, guestQuery(), options);
                }
            });
    }

    /** Hands the guests to the dialog that applies keys, which shows the plan before anything is done. */
    public apply(rows: readonly GuestRow[], keyTarget: KeyTarget = 'avma'): void {
        this.selection.choose({ keys: rows.map(row => row.id), keyTarget });
    }

    /** Does what a guest's details advise. */
    public follow(row: GuestRow, action: Exclude<AdviceAction, 'refresh'>): void {
        const steps: Readonly<Record<typeof action, () => void>> = {
            activate: () => this.apply([row]),
            readLicense: () => this.look([row], 'inside'),
            readLog: () => this.look([row], 'logs'),
            enableDataExchange: () => this.setDataExchange([row], true),
            removeItems: () => this.removeItems(row),
            overview: () => void this.router.navigate(['/overview']),
            reference: () => void this.router.navigate(['/reference/keys']),
            moves: () => void this.router.navigate(['/hosts'], { queryParams: { view: 'moves' } })
        };
        steps[action]();
    }

    /** Leaves out shielded machines. */
    public setDataExchange(selected: readonly GuestRow[], enable: boolean): void {
        const rows = changesDataExchange(selected);
        this.dialogs
            .show<DataExchangeDialogOptions, DataExchangeDialogResult>(DataExchangeDialogComponent.id, { enable, names: rows.map(row => row.name) })
            .pipe(take(1))
            .subscribe(({ confirmed }) => {
                if (confirmed) {
                    this.dataExchange.change(
                        rows.map(({ assessed: { hostName, guest } }) => ({ hostName, vmId: guest.vmId })),
                        enable
                    );
                }
            });
    }

    /**
     * Asks whether a file with names shall contain what the host pushed to guests; saves at once where it pushed nothing.
     * @param save is told what the file shall hold, unless the dialog is closed
     */
    public exportNames(guests: readonly GuestFacts[], save: (content: ExportContent) => void): void {
        const names = guests.filter(hasHostValues).map(guest => guest.name ?? guest.vmId);
        if (names.length === 0) {
            save('names');
            return;
        }
        this.dialogs
            .show<ExportDialogOptions, ExportDialogResult>(ExportDialogComponent.id, { names })
            .pipe(take(1))
            .subscribe(({ content }) => content && save(content));
    }

    /** Asks which of the guest's own Data Exchange items shall go; the dialog says how it ended. */
    public removeItems({ assessed }: GuestRow): void {
        this.dialogs.show<RemoveItemsDialogOptions, RemoveItemsDialogResult>(RemoveItemsDialogComponent.id, { guest: assessed }).pipe(take(1)).subscribe();
    }

    /** @param chosen is told the columns, unless the dialog is closed */
    public chooseColumns(current: readonly GuestColumn[], chosen: (columns: readonly GuestColumn[]) => void): void {
        this.dialogs
            .show<ColumnsDialogOptions, ColumnsDialogResult>(ColumnsDialogComponent.id, { columns: current })
            .pipe(take(1))
            .subscribe(({ columns }) => columns && chosen(columns));
    }
}
