import { ChangeDetectionStrategy, Component } from '@angular/core';
import { ActivatedRoute } from '@angular/router';
import { map, Observable } from 'rxjs';
import { avmaStrings } from '../shared/texts';

/** The topics of the reference, in the order of its navigation; each is a place with an address. */
const referenceTopics = ['keys', 'hosts', 'errors', 'answerFiles', 'leave', 'editions', 'kmsKeys', 'about', 'remembered'] as const;
export type ReferenceTopic = (typeof referenceTopics)[number];

/** What the tool knows about AVMA, to be read and copied, and what it remembers. */
@Component({
    selector: 'avma-reference',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<main class="avma-page">
        <avma-content class="avma-reference">
            <nav [attr.aria-label]="strings.Reference.navigation">
                <ul>
                    <li *ngFor="let topic of topics">
                        <a [routerLink]="['/reference', topic]" routerLinkActive="avma-current" ariaCurrentWhenActive="page">{{ strings.Reference[topic] }}</a>
                    </li>
                </ul>
            </nav>
            <section *ngIf="topic | async as shown" [ngSwitch]="shown">
                <h2 class="sme-font-h2">{{ strings.Reference[shown] }}</h2>
                <avma-reference-keys *ngSwitchCase="'keys'"></avma-reference-keys>
                <avma-reference-hosts *ngSwitchCase="'hosts'"></avma-reference-hosts>
                <avma-reference-errors *ngSwitchCase="'errors'"></avma-reference-errors>
                <avma-reference-answer-files *ngSwitchCase="'answerFiles'"></avma-reference-answer-files>
                <avma-reference-leave *ngSwitchCase="'leave'"></avma-reference-leave>
                <avma-reference-editions *ngSwitchCase="'editions'"></avma-reference-editions>
                <avma-reference-kms-keys *ngSwitchCase="'kmsKeys'"></avma-reference-kms-keys>
                <avma-reference-about *ngSwitchCase="'about'"></avma-reference-about>
                <avma-reference-remembered *ngSwitchCase="'remembered'"></avma-reference-remembered>
            </section>
        </avma-content>
    </main>`
})
export class ReferenceComponent {
    public readonly strings = avmaStrings();
    public readonly topics = referenceTopics;
    public readonly topic: Observable<ReferenceTopic>;

    constructor(route: ActivatedRoute) {
        this.topic = route.paramMap.pipe(map(params => referenceTopics.find(one => one === params.get('topic')) ?? referenceTopics[0]));
    }

    public static navigationTitle(): string {
        return avmaStrings().Reference.tab;
    }
}
