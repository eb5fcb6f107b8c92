/** When the SDK's tables are checked: in every tick while they are seen, never while a dialog covers them. */
import { ChangeDetectionStrategy, Component, NgZone } from '@angular/core';
import { ComponentFixture, ComponentFixtureAutoDetect, TestBed } from '@angular/core/testing';
import { DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { SdkTicksDirective } from './sdk-ticks.directive';

let rows: string;
let checks: number;

@Component({ selector: 'sme-data-table', template: '{{ rows }}' })
class TableComponent {
    public get rows(): string {
        checks++;
        return rows;
    }
}

@Component({ template: '<sme-data-table></sme-data-table>', changeDetection: ChangeDetectionStrategy.OnPush })
class PageComponent {}

describe('SdkTicksDirective', () => {
    let fixture: ComponentFixture<PageComponent>;
    const dialogs = { currentDialogLevel: 0 };
    const tick = (): void => TestBed.inject(NgZone).run(() => undefined);
    const shown = (): string => (fixture.nativeElement as HTMLElement).textContent as string;

    beforeEach(() => {
        dialogs.currentDialogLevel = 0;
        rows = 'APP01';
        TestBed.configureTestingModule({
            declarations: [PageComponent, TableComponent, SdkTicksDirective],
            providers: [
                { provide: DialogService, useValue: dialogs },
                { provide: ComponentFixtureAutoDetect, useValue: true }
            ]
        });
        fixture = TestBed.createComponent(PageComponent);
        tick();
        checks = 0;
    });

    it('checks a table in every tick, within a page that has not changed', () => {
        rows = 'APP02';
        tick();
        expect(shown()).toBe('APP02');
        expect(checks).toBe(1);
    });

    it('leaves a table alone while a dialog covers it, and shows its newest rows when the dialog has closed', () => {
        dialogs.currentDialogLevel = 1;
        tick();
        checks = 0;
        rows = 'APP02';
        tick();
        tick();
        expect(checks).toBe(0);
        dialogs.currentDialogLevel = 0;
        tick();
        tick();
        expect(shown()).toBe('APP02');
    });
});
