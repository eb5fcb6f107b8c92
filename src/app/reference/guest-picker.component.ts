import { ChangeDetectionStrategy, Component, OnDestroy, OnInit, Output } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';
import { ReplaySubject, Subscription } from 'rxjs';
import { ServerVersion, serverVersions } from '../domain/versions/builds';
import { KeyEdition } from '../domain/versions/editions';
import { avmaStrings } from '../shared/texts';

/** A version and an edition of a guest that somebody has in mind. */
export interface PickedGuest {
    readonly version: ServerVersion;
    readonly edition: KeyEdition;
}

const keyEditions: readonly KeyEdition[] = ['datacenter', 'standard', 'essentials', 'azureEdition'];
/** The newest first. */
const versions: readonly ServerVersion[] = [...serverVersions].reverse();

/** Picks a version and an edition; the choice is part of the address. */
@Component({
    selector: 'avma-guest-picker',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<div class="avma-filter-row">
        <span class="avma-filter">
            <label for="avma-pick-version">{{ strings.Reference.version }}</label>
            <select id="avma-pick-version" class="avma-select" [ngModel]="build" (ngModelChange)="choose($event, edition)">
                <option *ngFor="let version of versions" [ngValue]="version.build">{{ version.name }}</option>
            </select>
        </span>
        <span class="avma-filter">
            <label for="avma-pick-edition">{{ strings.Reference.edition }}</label>
            <select id="avma-pick-edition" class="avma-select" [ngModel]="edition" (ngModelChange)="choose(build, $event)">
                <option *ngFor="let edition of editions" [ngValue]="edition">{{ strings.Editions[edition] }}</option>
            </select>
        </span>
    </div>`
})
export class GuestPickerComponent implements OnInit, OnDestroy {
    /** Emits at once what the address says, and then every change. */
    @Output() public readonly picked = new ReplaySubject<PickedGuest>(1);
    public readonly strings = avmaStrings();
    public readonly versions = versions;
    public readonly editions = keyEditions;
    public build = versions[0].build;
    public edition: KeyEdition = 'datacenter';
    private readonly subscription = new Subscription();

    constructor(
        private readonly route: ActivatedRoute,
        private readonly router: Router
    ) {}

    public ngOnInit(): void {
        this.subscription.add(
            this.route.queryParamMap.subscribe(params => {
                const version = versions.find(one => String(one.build) === params.get('build')) ?? versions[0];
                this.build = version.build;
                this.edition = keyEditions.find(one => one === params.get('edition')) ?? 'datacenter';
                this.picked.next({ version, edition: this.edition });
            })
        );
    }

    public ngOnDestroy(): void {
        this.subscription.unsubscribe();
    }

    public choose(build: number, edition: KeyEdition): void {
        void this.router.navigate([], { relativeTo: this.route, queryParams: { build, edition }, queryParamsHandling: 'merge' });
    }
}
