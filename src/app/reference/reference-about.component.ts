import { ChangeDetectionStrategy, Component, OnInit } from '@angular/core';
import { BehaviorSubject, combineLatest, map, Observable } from 'rxjs';
import { hostParticulars } from '../domain/judgement/host-reasons';
import { pages } from '../domain/advice/links';
import { aboutTopicIds, moveTopicIds, questionTopicIds, TopicId, topicLink, topicSteps } from '../domain/advice/topics';
import { folded, foldedWords } from '../domain/text/folded-text';
import { HostStore } from '../state/hosts/host.store';
import { avmaStrings, caseValues, fillText, StepText, stepText, TextValues } from '../shared/texts';

interface Topic {
    readonly question: string;
    readonly answer: string;
    readonly steps: readonly StepText[];
    /** Microsoft's page; null if the answer isn't from one page. */
    readonly link: string | null;
}

interface TopicGroup {
    readonly title: string;
    readonly topics: readonly Topic[];
}

/** The groups with the questions that have all words of a search; a group without any isn't shown. */
function found(groups: readonly TopicGroup[], search: string): TopicGroup[] {
    const words = foldedWords(search);
    const fits = ({ question, answer }: Topic): boolean => {
        const text = folded(`${question} ${answer}`);
        return words.every(word => text.includes(word));
    };
    return groups.map(({ title, topics }) => ({ title, topics: topics.filter(fits) })).filter(({ topics }) => topics.length > 0);
}

/** What AVMA is and is not, what moves and copies do to it, and what else people ask. */
@Component({
    selector: 'avma-reference-about',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<p>
            {{ strings.Reference.aboutText }} <a class="avma-link" [href]="page" target="_blank" rel="noopener noreferrer">{{ strings.Details.learnMore }}</a>
        </p>
        <p class="avma-choice">
            <label for="avma-find-question">{{ strings.Reference.findQuestion }}</label>
            <input id="avma-find-question" type="search" autocomplete="off" [ngModel]="search.value" (ngModelChange)="search.next($event)" />
        </p>
        <ng-container *ngIf="groups | async as shown">
            <p role="status">{{ shown.length === 0 ? strings.Reference.noQuestion : '' }}</p>
            <ng-container *ngFor="let group of shown">
                <h3 class="sme-font-h3">{{ group.title }}</h3>
                <ng-container *ngFor="let topic of group.topics">
                    <h4 class="sme-font-h4">{{ topic.question }}</h4>
                    <p>{{ topic.answer }}</p>
                    <avma-command-steps *ngIf="topic.steps.length > 0" [steps]="topic.steps"></avma-command-steps>
                    <a *ngIf="topic.link" class="avma-link" [href]="topic.link" target="_blank" rel="noopener noreferrer">{{ strings.Details.learnMore }}</a>
                </ng-container>
            </ng-container>
        </ng-container>`
})
export class ReferenceAboutComponent implements OnInit {
    public readonly strings = avmaStrings();
    public readonly page = pages.avma;
    public readonly search = new BehaviorSubject('');
    public readonly groups: Observable<readonly TopicGroup[]>;

    constructor(private readonly hosts: HostStore) {
        const all = hosts.state.pipe(map(({ facts }) => this.view(caseValues(facts ? hostParticulars(facts) : { hostName: hosts.hostName }))));
        this.groups = combineLatest([all, this.search]).pipe(map(([groups, search]) => found(groups, search)));
    }

    public ngOnInit(): void {
        this.hosts.ensure();
    }

    private view(values: TextValues): TopicGroup[] {
        const topics = (ids: readonly TopicId[]): TopicGroup['topics'] =>
            ids.map(id => ({
                question: this.strings.Topics[id].question,
                answer: fillText(this.strings.Topics[id].answer, values),
                steps: topicSteps(id).map(stepText),
                link: topicLink(id)
            }));
        return [
            { title: this.strings.Reference.aboutTitle, topics: topics(aboutTopicIds) },
            { title: this.strings.Reference.movesTitle, topics: topics(moveTopicIds) },
            { title: this.strings.Reference.questionsTitle, topics: topics(questionTopicIds) }
        ];
    }
}
