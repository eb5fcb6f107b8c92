import { ChangeDetectionStrategy, Component, OnDestroy } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import { BehaviorSubject, Subscription } from 'rxjs';
import { activationNotificationIds, errorCodes } from '../domain/errors/error-codes';
import { maxCodes } from '../domain/errors/explain-codes';
import { findErrorCodes } from '../domain/errors/find-error-codes';
import { notificationText, officialTextName } from '../shared/error-texts';
import { avmaStrings, codeText } from '../shared/texts';

interface CodeRow {
    readonly code: string;
    readonly symbol: string;
    readonly text: string;
}

/** The dictionary of result codes: look one up, or read them all. What is looked up is part of the address. */
@Component({
    selector: 'avma-reference-errors',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<p>{{ strings.Reference.errorsText }}</p>
        <avma-error-look-up [text]="text | async" (textChange)="choose($event)"></avma-error-look-up>
        <h3 class="sme-font-h3">{{ strings.Reference.notifications }}</h3>
        <p>{{ strings.Reference.notificationsText }}</p>
        <div *ngFor="let notification of notifications" class="avma-reason">
            <strong>{{ notification.title }}</strong>
            <div>{{ notification.text }}</div>
            <div class="avma-fix">
                <strong>{{ strings.Details.fix }}:</strong> {{ notification.fix }}
            </div>
        </div>
        <h3 class="sme-font-h3">{{ strings.Reference.errorList }}</h3>
        <div class="avma-table-scroll" tabindex="0" role="region" [attr.aria-label]="strings.Reference.errorList">
            <table class="avma-table">
                <thead>
                    <tr>
                        <th scope="col">{{ strings.Reference.errorCode }}</th>
                        <th scope="col">{{ strings.Reference.errorSymbol }}</th>
                        <th scope="col">{{ strings.Reference.errorOfficial }}</th>
                    </tr>
                </thead>
                <tbody>
                    <tr *ngFor="let row of rows">
                        <td>
                            <button type="button" class="sme-button-trigger sme-button-auto-width" (click)="choose(row.code)">{{ row.code }}</button>
                        </td>
                        <td>{{ row.symbol }}</td>
                        <td>{{ row.text }}</td>
                    </tr>
                </tbody>
            </table>
        </div>`
})
export class ReferenceErrorsComponent implements OnDestroy {
    public readonly strings = avmaStrings();
    public readonly rows: readonly CodeRow[];
    public readonly notifications = activationNotificationIds.map(notificationText);
    public readonly text = new BehaviorSubject('');
    private readonly subscriptions = new Subscription();

    constructor(
        private readonly route: ActivatedRoute,
        private readonly router: Router
    ) {
        const official: Readonly<Record<string, string>> = this.strings.Errors;
        this.rows = errorCodes.map(({ code, symbol }) => ({ code: codeText(code), symbol: symbol ?? '', text: official[officialTextName(code)] }));
        this.subscriptions.add(
            route.queryParamMap.subscribe(params => {
                const codes = params.get('code') ?? '';
                if (codes !== codesIn(this.text.value)) {
                    this.text.next(codes);
                }
            })
        );
    }

    public ngOnDestroy(): void {
        this.subscriptions.unsubscribe();
    }

    /** Only the codes go into the address: what was pasted may hold more than anybody should see in a link. */
    public choose(text: string): void {
        this.text.next(text);
        void this.router.navigate([], {
            relativeTo: this.route,
            queryParams: { code: codesIn(text) || null },
            queryParamsHandling: 'merge',
            replaceUrl: true
        });
    }
}

/** The codes of a text for the address; none if they're more than are shown, since an address with a part of them would hide the rest. */
function codesIn(text: string): string {
    const found = findErrorCodes(text);
    return found.length > maxCodes ? '' : found.map(({ code }) => codeText(code)).join(' ');
}
