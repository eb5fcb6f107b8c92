/** What a component's template has drawn, for specs. */
import { DebugElement } from '@angular/core';
import { ComponentFixture } from '@angular/core/testing';
import { NgModel } from '@angular/forms';
import { By } from '@angular/platform-browser';

/** The text without the blanks around it, which are those of the template's source. */
export const textOf = (element: Element): string => element.textContent?.trim() ?? '';

export class Rendered {
    constructor(private readonly fixture: ComponentFixture<unknown>) {}

    public get element(): HTMLElement {
        return this.fixture.nativeElement as HTMLElement;
    }

    /** Draws what is known by now, and what comes of it: a selection counts once it has been drawn. */
    public async draw(): Promise<void> {
        this.fixture.detectChanges();
        await this.fixture.whenStable();
        this.fixture.detectChanges();
    }

    /** Draws what is known by now, where time stands still. */
    public drawNow(): void {
        this.fixture.detectChanges();
    }

    public find(selector: string): DebugElement {
        return this.fixture.debugElement.query(By.css(selector));
    }

    public has(selector: string): boolean {
        return this.element.querySelector(selector) !== null;
    }

    /** Undefined where it isn't there. */
    public text(selector: string): string | undefined {
        const found = this.element.querySelector(selector);
        return found ? textOf(found) : undefined;
    }

    public texts(selector: string): string[] {
        return [...this.element.querySelectorAll(selector)].map(textOf);
    }

    /** What the template hands to an element that no component stands for. */
    public given(selector: string): Readonly<Record<string, unknown>> {
        return this.find(selector).nativeElement as Readonly<Record<string, unknown>>;
    }

    /** The model of a form's field, by the name that the field has; null where it isn't there. */
    public model(name: string): NgModel | null {
        const models = this.fixture.debugElement.queryAll(By.directive(NgModel)).map(one => one.injector.get(NgModel));
        return models.find(one => one.name === name) ?? null;
    }

    /** What the template hands to a stand-in. */
    public standIn<T>(selector: string): T {
        return this.find(selector).componentInstance as T;
    }

    public buttons(selector = ''): HTMLButtonElement[] {
        return [...this.element.querySelectorAll<HTMLButtonElement>(`${selector} button`)];
    }

    /** Clicks the button of this name, which must be there and enabled. */
    public click(name: string): void {
        const button = this.buttons().find(one => textOf(one) === name);
        expect(button?.disabled).withContext(name).toBeFalse();
        button?.click();
    }

    /** An event of a control, as the SDK's or another component would emit it. */
    public emit(selector: string, event: string, value?: unknown): void {
        this.find(selector).triggerEventHandler(event, value);
    }

    /** Chooses in a list or types into a field, as somebody at the page does. */
    public enter(selector: string, value: string): void {
        const field = this.find(selector).nativeElement as HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
        field.value = value;
        field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? 'change' : 'input'));
    }

    /** What a field shows. */
    public valueOf(selector: string): string {
        return (this.find(selector).nativeElement as HTMLInputElement).value;
    }
}
