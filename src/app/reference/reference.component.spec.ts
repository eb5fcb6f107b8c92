/** The reference's topics as places with addresses, and what depends on the version and the edition that somebody picks. */
import { NgZone, NO_ERRORS_SCHEMA, Type } from '@angular/core';
import { ComponentFixture, TestBed } from '@angular/core/testing';
import { FormsModule } from '@angular/forms';
import { ActivatedRoute, convertToParamMap, NavigationEnd, ParamMap, Params, Router } from '@angular/router';
import { RouterTestingHarness, RouterTestingModule } from '@angular/router/testing';
import { BehaviorSubject, filter, firstValueFrom } from 'rxjs';
import { serverVersions } from '../domain/versions/builds';
import { CommandStepsComponent } from '../shared/command-steps.component';
import { ContentComponent } from '../shared/content.component';
import { CopyButtonComponent } from '../shared/copy-button.component';
import { ExplanationComponent } from '../shared/explanation.component';
import { KeyToolsComponent } from '../shared/key-tools.component';
import { LeaveAvmaComponent } from '../shared/leave-avma.component';
import { MergeAnswerFileComponent } from '../shared/merge-answer-file.component';
import { AvmaStrings, avmaStrings } from '../shared/texts';
import { GuestPickerComponent } from './guest-picker.component';
import { ReferenceComponent, ReferenceTopic } from './reference.component';
import { ReferenceAnswerFilesComponent } from './reference-answer-files.component';
import { ReferenceLeaveComponent } from './reference-leave.component';

const words = (one: Element | null): string => (one?.textContent ?? '').replace(/\s+/g, ' ').trim();

describe("the reference's topics", () => {
    const order: readonly ReferenceTopic[] = ['keys', 'hosts', 'errors', 'answerFiles', 'leave', 'editions', 'kmsKeys', 'about', 'remembered'];
    let strings: AvmaStrings;
    let harness: RouterTestingHarness;

    beforeEach(async () => {
        strings = avmaStrings();
        TestBed.configureTestingModule({
            declarations: [ReferenceComponent, ContentComponent],
            imports: [RouterTestingModule.withRoutes([{ path: 'reference/:topic', component: ReferenceComponent }])],
            // Each topic has specs of its own.
            schemas: [NO_ERRORS_SCHEMA]
        });
        harness = await RouterTestingHarness.create();
    });

    const page = (): Element => harness.routeNativeElement as Element;
    async function open(topic: string): Promise<void> {
        await harness.navigateByUrl(`/reference/${topic}`);
        harness.detectChanges();
    }

    it('are links in one order, each with its name and its address', async () => {
        await open('keys');
        expect(page().querySelector('nav')?.getAttribute('aria-label')).toBe(strings.Reference.navigation);
        const links = [...page().querySelectorAll('nav a')].map(one => [words(one), one.getAttribute('href')]);
        expect(links).toEqual(order.map(topic => [strings.Reference[topic], `/reference/${topic}`]));
        expect(ReferenceComponent.navigationTitle()).toBe(strings.Reference.tab);
    });

    it('are one below its name at a time, and the link to it says that it is current', async () => {
        const parts: string[] = [];
        for (const topic of order) {
            await open(topic);
            expect([...page().querySelectorAll('h2')].map(words)).toEqual([strings.Reference[topic]]);
            expect([...page().querySelectorAll('.avma-current, [aria-current=page]')].map(words)).toEqual([strings.Reference[topic]]);
            parts.push([...page().querySelectorAll('section > :not(h2)')].map(one => one.localName).join());
        }
        const names = ['keys', 'hosts', 'errors', 'answer-files', 'leave', 'editions', 'kms-keys', 'about', 'remembered'];
        expect(parts).toEqual(names.map(name => `avma-reference-${name}`));
    });

    it('begin with the keys where an address names none of them, and follow a link', async () => {
        await open('nothing');
        expect(words(page().querySelector('h2'))).toBe(strings.Reference.keys);
        const arrived = firstValueFrom(TestBed.inject(Router).events.pipe(filter(event => event instanceof NavigationEnd)));
        TestBed.inject(NgZone).run(() => page().querySelector<HTMLElement>('nav a[href="/reference/editions"]')?.click());
        await arrived;
        harness.detectChanges();
        expect(words(page().querySelector('h2'))).toBe(strings.Reference.editions);
    });
});

describe("the reference's picked guest", () => {
    let strings: AvmaStrings;
    let fixture: ComponentFixture<unknown>;
    let params: BehaviorSubject<ParamMap>;
    let went: Params[];

    beforeEach(() => {
        strings = avmaStrings();
        params = new BehaviorSubject(convertToParamMap({}));
        went = [];
    });

    async function show<Topic>(topic: Type<Topic>): Promise<void> {
        TestBed.configureTestingModule({
            declarations: [
                ReferenceAnswerFilesComponent,
                ReferenceLeaveComponent,
                GuestPickerComponent,
                CommandStepsComponent,
                CopyButtonComponent,
                ExplanationComponent,
                KeyToolsComponent,
                LeaveAvmaComponent,
                MergeAnswerFileComponent
            ],
            imports: [FormsModule],
            providers: [
                { provide: ActivatedRoute, useValue: { queryParamMap: params } },
                { provide: Router, useValue: { navigate: (_: unknown[], extras: Params) => Promise.resolve(went.push(extras) > 0) } }
            ]
        });
        fixture = TestBed.createComponent<unknown>(topic);
        fixture.detectChanges();
        await fixture.whenStable();
    }

    /** As the address would say it after a choice. */
    async function pick(version: string, edition: string): Promise<void> {
        const build = String(serverVersions.find(({ name }) => name === version)?.build);
        params.next(convertToParamMap({ build, edition }));
        fixture.detectChanges();
        await fixture.whenStable();
    }

    const page = (): HTMLElement => fixture.nativeElement as HTMLElement;
    const texts = (selector: string): string[] => [...page().querySelectorAll(selector)].map(words);
    const box = (id: string): HTMLSelectElement => page().querySelector(`#avma-pick-${id}`) as HTMLSelectElement;
    const chosen = (): string[] => ['version', 'edition'].map(id => words(box(id).selectedOptions[0] ?? null));

    it('is a version and an edition, each with its label, the newest version first', async () => {
        await show(ReferenceLeaveComponent);
        const { Reference, Editions } = strings;
        expect(texts('label[for=avma-pick-version]')).toEqual([Reference.version]);
        expect(texts('label[for=avma-pick-edition]')).toEqual([Reference.edition]);
        expect(texts('#avma-pick-version option')).toEqual(serverVersions.map(({ name }) => name).reverse());
        expect(texts('#avma-pick-edition option')).toEqual([Editions.datacenter, Editions.standard, Editions.essentials, Editions.azureEdition]);
        expect(chosen()).toEqual(['2025', Editions.datacenter]);
    });

    it('is what the address says, and goes into the address', async () => {
        await show(ReferenceLeaveComponent);
        await pick('2019', 'standard');
        expect(chosen()).toEqual(['2019', strings.Editions.standard]);
        const choose = (id: string, text: string): void => {
            box(id).selectedIndex = texts(`#avma-pick-${id} option`).indexOf(text);
            box(id).dispatchEvent(new Event('change'));
        };
        choose('version', '2022');
        choose('edition', strings.Editions.datacenter);
        expect(went.map(({ queryParams }) => queryParams as Params)).toEqual([
            { build: 20348, edition: 'standard' },
            { build: 17763, edition: 'datacenter' }
        ]);
        expect(went[0].queryParamsHandling).toBe('merge');
    });

    it('follows the address no longer once it is gone', async () => {
        await show(ReferenceLeaveComponent);
        expect(params.observed).toBeTrue();
        fixture.destroy();
        expect(params.observed).toBeFalse();
    });

    it('gets a key for Windows Setup, or the reason why there is none', async () => {
        await show(ReferenceAnswerFilesComponent);
        expect(texts('p')[0]).toBe(strings.Reference.answerFilesText);
        const keys = (): string[] => texts('avma-key-tools > .avma-command code');
        expect([keys(), texts('h3')]).toEqual([['YQB4H-NKHHJ-Q6K4R-4VMY6-VCH67'], []]);
        await pick('2019', 'standard');
        expect([keys(), texts('avma-explanation')]).toEqual([['TNK62-RXVTB-4P47B-2D623-4GF74'], []]);
        await pick('2025', 'essentials');
        const { title, fix } = strings.Reasons.essentialsNotCovered;
        expect([keys(), texts('avma-key-tools'), texts('h3')]).toEqual([[], [], [strings.Reference.noKeyTitle]]);
        expect(texts('avma-explanation strong')[0]).toBe(title);
        expect(texts('avma-explanation .avma-fix')).toEqual([`${strings.Details.fix}: ${fix}`]);
        // There is no machine to type anything for.
        expect(texts('avma-explanation details')).toEqual([]);
    });

    it('leaves AVMA with the KMS client key of its version and edition, where one is published', async () => {
        await show(ReferenceLeaveComponent);
        expect(texts('p')[0]).toBe(strings.Reference.leaveText);
        const codes = (): string => texts('avma-leave code').join(' ');
        expect(codes()).toContain('D764K-2NDRG-47T6Q-P8T8W-YP6DF');
        await pick('2019', 'standard');
        expect(codes()).toContain('N69G4-B89J2-4G8F4-WWYCC-J464C');
        await pick('1909', 'standard');
        expect(codes()).toContain('N2KJX-J94YW-TQVFB-DG9YT-724CC');
        expect(texts('p')).not.toContain(strings.Leave.kmsNone);
        await pick('23H2', 'datacenter');
        expect(texts('p')).toContain(strings.Leave.kmsNone);
    });
});
