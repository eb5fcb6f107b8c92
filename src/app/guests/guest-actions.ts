import { Injectable } from '@angular/core';
import { DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { take } from 'rxjs';
import { DataExchangeStore } from '../state/data-exchange.store';
import { LookInsideStore } from '../state/look-inside.store';
import { ColumnsDialogComponent, ColumnsDialogOptions, ColumnsDialogResult } from './columns-dialog.component';
import { DataExchangeDialogComponent, DataExchangeDialogOptions, DataExchangeDialogResult } from './data-exchange-dialog.component';
import { GuestColumn } from './guest-columns';
import { GuestRow } from './guest-row';
import { LookInsideDialogComponent, LookInsideDialogOptions, LookInsideDialogResult } from './look-inside-dialog.component';

/** What an administrator starts from the guests' table. Each action asks in its dialog first, and does nothing where that is closed. */
@Injectable()
export class GuestActions {
    constructor(
        private readonly dialogs: DialogService,
        private readonly lookInside: LookInsideStore,
        private readonly dataExchange: DataExchangeStore
    ) {}

    /** Asks for accounts, then looks inside. */
    public look(rows: readonly GuestRow[]): void {
        const guests = rows.map(row => row.assessed);
        this.dialogs
            .show<LookInsideDialogOptions, LookInsideDialogResult>(LookInsideDialogComponent.id, { guests })
            .pipe(take(1))
            .subscribe(({ jobs, options }) => this.lookInside.start(jobs, options));
    }

    public setDataExchange(rows: readonly GuestRow[], enable: boolean): void {
        this.dialogs
            .show<DataExchangeDialogOptions, DataExchangeDialogResult>(DataExchangeDialogComponent.id, { enable, names: rows.map(row => row.name) })
            .pipe(take(1))
            .subscribe(({ confirmed }) => {
                if (confirmed) {
                    this.dataExchange.change(
                        rows.map(row => row.id),
                        enable
                    );
                }
            });
    }

    /** @param chosen is told the columns, unless the dialog is closed */
    public chooseColumns(current: readonly GuestColumn[], chosen: (columns: readonly GuestColumn[]) => void): void {
        this.dialogs
            .show<ColumnsDialogOptions, ColumnsDialogResult>(ColumnsDialogComponent.id, { columns: current })
            .pipe(take(1))
            .subscribe(({ columns }) => columns && chosen(columns));
    }
}
