import { ChangeDetectionStrategy, Component, OnInit } from '@angular/core';
import { map, Observable } from 'rxjs';
import { hostParticulars } from '../domain/judgement/host-reasons';
import { pages } from '../domain/advice/links';
import { aboutTopicIds, moveTopicIds, questionTopicIds, TopicId } from '../domain/advice/topics';
import { HostStore } from '../state/hosts/host.store';
import { avmaStrings, caseValues, fillText, TextValues } from '../shared/texts';

interface TopicGroup {
    readonly title: string;
    readonly topics: ReadonlyArray<{ readonly question: string; readonly answer: string }>;
}

/** What AVMA is and is not, what moves and copies do to it, and what else people ask. */
@Component({
    selector: 'avma-reference-about',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<p>
            {{ strings.Reference.aboutText }} <a class="avma-link" [href]="page" target="_blank" rel="noopener noreferrer">{{ strings.Details.learnMore }}</a>
        </p>
        <ng-container *ngFor="let group of groups | async">
            <h3 class="sme-font-h3">{{ group.title }}</h3>
            <ng-container *ngFor="let topic of group.topics">
                <h4 class="sme-font-h4">{{ topic.question }}</h4>
                <p>{{ topic.answer }}</p>
            </ng-container>
        </ng-container>`
})
export class ReferenceAboutComponent implements OnInit {
    public readonly strings = avmaStrings();
    public readonly page = pages.avma;
    public readonly groups: Observable<readonly TopicGroup[]>;

    constructor(private readonly hosts: HostStore) {
        this.groups = hosts.state.pipe(map(({ facts }) => this.view(caseValues(facts ? hostParticulars(facts) : { hostName: hosts.hostName }))));
    }

    public ngOnInit(): void {
        this.hosts.ensure();
    }

    private view(values: TextValues): TopicGroup[] {
        const topics = (ids: readonly TopicId[]): TopicGroup['topics'] =>
            ids.map(id => ({ question: this.strings.Topics[id].question, answer: fillText(this.strings.Topics[id].answer, values) }));
        return [
            { title: this.strings.Reference.aboutTitle, topics: topics(aboutTopicIds) },
            { title: this.strings.Reference.movesTitle, topics: topics(moveTopicIds) },
            { title: this.strings.Reference.questionsTitle, topics: topics(questionTopicIds) }
        ];
    }
}
