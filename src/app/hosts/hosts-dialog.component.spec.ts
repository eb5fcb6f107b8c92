/** The dialog that asks which hosts to read, as its template shows it, and what its fields do. */
import { NO_ERRORS_SCHEMA } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { FormsModule } from '@angular/forms';
import { DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { Subject } from 'rxjs';
import { Rendered, textOf } from '../../testing/rendered';
import { DialogStubComponent } from '../../testing/sdk-stubs';
import { KnownConnection } from '../data/many-hosts';
import { AvmaStrings, avmaStrings, fillText } from '../shared/texts';
import { ConnectionsStore } from '../state/hosts/connections.store';
import { HostsDialogComponent } from './hosts-dialog.component';

const known: readonly KnownConnection[] = [
    { name: 'HV02', address: 'hv02.contoso.com', kind: 'server' },
    { name: 'HV01', address: 'hv01.contoso.com', kind: 'server' },
    { name: 'CLU1', address: 'clu1', kind: 'cluster' }
];

describe('the dialog that chooses hosts', () => {
    let strings: AvmaStrings;
    let connections: Subject<readonly KnownConnection[]>;
    let registered: unknown[];
    let page: Rendered;
    let component: HostsDialogComponent;
    /** What the dialog has returned; undefined while it is open. */
    let result: object | undefined;

    const dialog = (): DialogStubComponent => page.standIn('sme-dialog');
    const boxes = (): HTMLInputElement[] => [...page.element.querySelectorAll<HTMLInputElement>('li input')];
    const all = (): HTMLInputElement => page.find('#avma-hosts-all').nativeElement as HTMLInputElement;
    const others = (): HTMLTextAreaElement => page.find('textarea').nativeElement as HTMLTextAreaElement;
    const buttons = (): ReadonlyArray<readonly [string, boolean]> => page.buttons('sme-dialog-footer').map(one => [textOf(one), one.disabled]);
    const ask = (count: number): string => fillText(strings.Hosts.ask, { count });

    beforeEach(async () => {
        strings = avmaStrings();
        connections = new Subject();
        registered = [];
        result = undefined;
        const ignore = (): void => undefined;
        TestBed.configureTestingModule({
            declarations: [HostsDialogComponent, DialogStubComponent],
            imports: [FormsModule],
            schemas: [NO_ERRORS_SCHEMA],
            providers: [
                { provide: ConnectionsStore, useValue: { list: () => connections } },
                {
                    provide: DialogService,
                    useValue: {
                        register: (...args: readonly unknown[]) => registered.push(...args),
                        unregister: ignore,
                        emitDialogChangeEvent: ignore,
                        resumeFocus: ignore
                    }
                }
            ]
        });
        const fixture = TestBed.createComponent(HostsDialogComponent);
        page = new Rendered(fixture);
        component = fixture.componentInstance;
        await page.draw();
    });

    /** @param listed undefined: the connections are still to come */
    async function open(chosen: readonly string[], listed?: readonly KnownConnection[]): Promise<void> {
        component.show({ chosen }).subscribe(returned => (result = returned));
        if (listed) {
            connections.next(listed);
        }
        await page.draw();
    }

    async function enter(selector: string, value: string): Promise<void> {
        page.enter(selector, value);
        await page.draw();
    }

    async function toggle(box: HTMLInputElement): Promise<void> {
        box.click();
        await page.draw();
    }

    it('is there from the beginning, to be opened by its id', () => {
        expect(registered).toEqual([HostsDialogComponent.id, component]);
        expect([dialog().visible, dialog().closeButton, dialog().ariaLabel]).toEqual([false, true, strings.Hosts.dialogTitle]);
    });

    it('takes names alone until the connections are listed', async () => {
        await open(['HV01.contoso.com', 'hv09']);
        expect(dialog().visible).toBeTrue();
        expect([page.text('h2'), page.text('p.avma-lead')]).toEqual([strings.Hosts.dialogTitle, strings.Hosts.dialogText]);
        expect(page.texts('label')).toEqual([strings.Hosts.others]);
        expect([page.has('[role=alert]'), page.has('ul'), others().value]).toEqual([false, false, 'HV01.contoso.com\nhv09']);
        expect(buttons()).toEqual([
            [ask(2), false],
            [strings.LookInside.cancel, false]
        ]);
    });

    it('says that the connections could not be listed', async () => {
        await open([]);
        connections.error({ code: 'unreachable', raw: '' });
        await page.draw();
        expect(page.texts('[role=alert]')).toEqual([strings.Hosts.connectionsFailed]);
        expect([page.has('ul'), page.has('textarea')]).toEqual([false, true]);
    });

    it('lists servers by their names, with those picked that were chosen', async () => {
        await open(['HV01.contoso.com', 'hv09'], known);
        expect(page.texts('label')).toEqual([strings.Hosts.filterConnections, `${strings.Hosts.allShown} (2)`, 'HV01', 'HV02', strings.Hosts.others]);
        expect(boxes().map(({ id, checked }) => [id, checked])).toEqual([
            ['host-HV01', true],
            ['host-HV02', false]
        ]);
        const labels = [...page.element.querySelectorAll<HTMLLabelElement>('label')];
        expect(labels.map(({ htmlFor }) => htmlFor)).toEqual(['avma-hosts-filter', 'avma-hosts-all', 'host-HV01', 'host-HV02', 'avma-hosts-others']);
        expect([all().checked, others().value, page.valueOf('#avma-hosts-filter')]).toEqual([false, 'hv09', '']);
        expect(buttons()[0]).toEqual([ask(2), false]);
    });

    it('picks one server or all that are shown', async () => {
        await open([], known);
        expect(buttons()).toEqual([
            [ask(0), true],
            [strings.LookInside.cancel, false]
        ]);
        await toggle(boxes()[1]);
        expect([boxes().map(({ checked }) => checked), all().checked, buttons()[0]]).toEqual([[false, true], false, [ask(1), false]]);
        await toggle(all());
        expect([boxes().map(({ checked }) => checked), all().checked, buttons()[0]]).toEqual([[true, true], true, [ask(2), false]]);
        await toggle(boxes()[0]);
        expect([all().checked, buttons()[0]]).toEqual([false, [ask(1), false]]);
    });

    it('shows the servers whose names fit, and picks no others', async () => {
        await open([], known);
        const [, drawn] = boxes();
        await enter('#avma-hosts-filter', 'hv02');
        expect(page.texts('li label')).toEqual(['HV02']);
        expect(boxes()[0]).toBe(drawn);
        expect(page.text('label[for=avma-hosts-all]')).toBe(`${strings.Hosts.allShown} (1)`);
        await toggle(all());
        await enter('#avma-hosts-filter', '');
        expect(boxes().map(({ checked }) => checked)).toEqual([false, true]);
    });

    it('says which names cannot be any, and asks nobody then', async () => {
        await open(['hv09']);
        expect([others().getAttribute('aria-invalid'), others().getAttribute('aria-describedby')]).toEqual(['false', null]);
        await enter('textarea', 'hv09 bad/name');
        expect(page.text('#avma-hosts-wrong')).toBe(`${strings.Hosts.wrongNames} bad/name`);
        expect([others().getAttribute('aria-invalid'), others().getAttribute('aria-describedby')]).toEqual(['true', 'avma-hosts-wrong']);
        expect(buttons()[0][1]).toBeTrue();
        await enter('textarea', 'hv09 hv10');
        expect([page.has('#avma-hosts-wrong'), buttons()[0]]).toEqual([false, [ask(2), false]]);
    });

    it('returns who is to be asked: those that were picked, then those that were typed', async () => {
        await open(['hv01.contoso.com'], known);
        await enter('textarea', 'hv09');
        page.click(ask(2));
        expect([dialog().visible, result]).toEqual([false, { hostNames: ['hv01.contoso.com', 'hv09'] }]);
    });

    it('returns nobody where it is canceled', async () => {
        await open(['hv01.contoso.com'], known);
        page.click(strings.LookInside.cancel);
        expect([dialog().visible, result]).toEqual([false, { hostNames: null }]);
    });
});
