/** What is wrong with the layout of a screen, measured in the page itself: cut text, things upon each other, a page that scrolls sideways. */
import { Frame } from '@playwright/test';

declare global {
    // TypeScript 4.8 does not know it yet.
    interface Element {
        checkVisibility(options?: { readonly checkOpacity?: boolean; readonly checkVisibilityCSS?: boolean }): boolean;
    }
}

/** Runs in the page: it may use nothing from outside. */
function measure(): string[] {
    interface Box {
        readonly left: number;
        readonly top: number;
        readonly right: number;
        readonly bottom: number;
    }
    interface Thing {
        readonly element: Element;
        readonly name: string;
        readonly box: Box;
    }
    const findings = new Set<string>();
    const root = document.querySelector('[aria-modal=true]') ?? document.body;
    const width = document.documentElement.clientWidth;

    const both = (one: Box, other: Box): Box => ({
        left: Math.max(one.left, other.left),
        top: Math.max(one.top, other.top),
        right: Math.min(one.right, other.right),
        bottom: Math.min(one.bottom, other.bottom)
    });
    const isThere = ({ left, top, right, bottom }: Box): boolean => right - left > 1 && bottom - top > 1;
    // Dialogs: what they are in cuts nothing of them.
    const isFixed = (element: Element): boolean => getComputedStyle(element).position === 'fixed';
    /** What of a box is to be seen: what has overflow cuts it. */
    const seen = (parent: Element | null, box: Box): Box => {
        let left = both(box, { left: 0, top: 0, right: width, bottom: innerHeight });
        for (let one = parent; one && !isFixed(one); one = one.parentElement) {
            const { overflowX, overflowY } = getComputedStyle(one);
            const edges = one.getBoundingClientRect();
            if (overflowX !== 'visible') {
                left = both(left, { ...left, left: edges.left, right: edges.right });
            }
            if (overflowY !== 'visible') {
                left = both(left, { ...left, top: edges.top, bottom: edges.bottom });
            }
        }
        return left;
    };
    const isShown = (element: Element): boolean =>
        element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) &&
        !element.closest('.sme-screen-reader, [aria-hidden=true], option, .sme-tooltip-host');
    const place = (element: Element): string => {
        const named = element.closest('[class], [id]');
        return named ? `${named.tagName.toLowerCase()}${named.id ? `#${named.id}` : ''}.${[...named.classList].slice(0, 3).join('.')}` : element.tagName;
    };

    /** A text that runs out of something which hides what runs out, where nothing says the whole text. */
    const cutBy = (element: Element, box: Box): Element | null => {
        let [inX, inY] = [true, true];
        for (let one: Element | null = element; one && (inX || inY) && !isFixed(one); one = one.parentElement) {
            const { overflowX, overflowY } = getComputedStyle(one);
            const edges = one.getBoundingClientRect();
            const hides = (overflow: string): boolean => overflow === 'hidden' || overflow === 'clip';
            const isCut =
                (inX && hides(overflowX) && (box.left < edges.left - 1.5 || box.right > edges.right + 1.5)) ||
                (inY && hides(overflowY) && (box.top < edges.top - 4 || box.bottom > edges.bottom + 4));
            if (isCut) {
                // What is a pixel wide is for screen readers.
                return edges.width > 1 ? one : null;
            }
            // What can be scrolled to is not lost.
            inX = inX && overflowX === 'visible' ? true : inX && hides(overflowX);
            inY = inY && overflowY === 'visible' ? true : inY && hides(overflowY);
        }
        return inX && (box.left < -1.5 || box.right > width + 1.5) ? document.documentElement : null;
    };

    const texts: Thing[] = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement;
        const name = node.textContent?.trim().replace(/\s+/g, ' ').slice(0, 60) ?? '';
        if (!element || name === '' || !isShown(element) || element.closest('style, script')) {
            continue;
        }
        const range = document.createRange();
        range.selectNodeContents(node);
        // Cells of the SDK's table and their titles say the whole text to whoever points at them.
        const tip = element.closest('[title], .sme-table-cell, .sme-table-header-cell');
        for (const line of range.getClientRects()) {
            const cut = tip ? null : cutBy(element, line);
            if (cut) {
                findings.add(`cut: "${name}" in ${place(element)} by ${place(cut)}`);
            }
            // Lines are taller than what is written in them.
            const inner = { left: line.left + 1, top: line.top + 4, right: line.right - 1, bottom: line.bottom - 4 };
            const box = seen(element, inner);
            if (isThere(box)) {
                texts.push({ element, name: `${place(element)} "${name}"`, box });
            }
        }
    }

    const canvas = document.createElement('canvas').getContext('2d');
    root.querySelectorAll('select').forEach(select => {
        const text = select.selectedOptions[0]?.textContent?.trim() ?? '';
        if (canvas && isShown(select)) {
            canvas.font = getComputedStyle(select).font;
            const { paddingLeft, paddingRight } = getComputedStyle(select);
            const arrow = 16;
            // One that takes a whole line cannot be wider; its open list shows the whole text.
            const line = select.closest('.avma-filter-row, .avma-choice, .avma-account')?.clientWidth ?? Infinity;
            const room = select.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) - arrow;
            if (canvas.measureText(text).width > room + 1 && select.offsetWidth < line - 26) {
                findings.add(`cut: "${text}" in ${place(select)} by itself`);
            }
        }
    });

    const controls: Thing[] = [...root.querySelectorAll('button, a[href], input, select, textarea, summary, [role=tab], [role=menuitem]')]
        .filter(element => isShown(element))
        .map(element => ({ element, name: `${place(element)} "${element.textContent?.trim().slice(0, 30)}"`, box: element.getBoundingClientRect() }))
        .map(one => ({ ...one, box: seen(one.element.parentElement, one.box) }))
        .filter(one => isThere(one.box));
    const holds = (one: Element, other: Element): boolean => one.contains(other) || other.contains(one);
    const labels = (control: Element, text: Element): boolean => (text.closest('label')?.control ?? null) === control;
    controls.forEach((one, index) => {
        for (const other of controls.slice(index + 1)) {
            const common = both(one.box, other.box);
            if (common.right - common.left > 2 && common.bottom - common.top > 2 && !holds(one.element, other.element)) {
                findings.add(`upon each other: ${one.name} and ${other.name}`);
            }
        }
        for (const text of texts) {
            if (isThere(both(one.box, text.box)) && !holds(one.element, text.element) && !labels(one.element, text.element)) {
                findings.add(`upon each other: ${one.name} and text ${text.name}`);
            }
        }
    });
    texts.forEach((one, index) => {
        for (const other of texts.slice(index + 1)) {
            if (one.element !== other.element && isThere(both(one.box, other.box))) {
                findings.add(`upon each other: text ${one.name} and text ${other.name}`);
            }
        }
    });

    const page = document.scrollingElement;
    if (page && page.scrollWidth > page.clientWidth) {
        findings.add(`the page scrolls sideways: ${page.scrollWidth} in ${page.clientWidth}`);
    }
    root.querySelectorAll('main, .avma-page, .avma-table-page, .sme-dialog-content-wrapper').forEach(one => {
        if (isShown(one) && /auto|scroll/.test(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth) {
            findings.add(`scrolls sideways: ${place(one)}: ${one.scrollWidth} in ${one.clientWidth}`);
        }
    });
    return [...findings];
}

/** What is in no language: names, editions, keys, codes, symbols, addresses, commands, time zones, and units of `Intl`, which the shell's locale decides. */
const data =
    /\b([A-Z]\w+\/[A-Z]\w+|Windows Server|Windows|Datacenter|Standard|Evaluation|Ubuntu|Azure Local|Hyper-V Server|Virtual Machine|Application|Microsoft-Windows-Security-SPP|(dism|slmgr) .*|\d+ (seconds?|minutes?|hours?|days?)|0x[0-9A-F]{8}|[0-9a-f-]{36}|[\w-]+\.contoso\.com|[A-Z0-9][A-Z0-9_–-]+)\b/g;

/** Runs in the page. @returns texts outside of what the pseudo-languages put in brackets */
function unbracketed(): string[] {
    const root = document.querySelector('[aria-modal=true]') ?? document.body;
    const found = new Set<string>();
    const look = (text: string): void => {
        let depth = 0;
        let outside = '';
        for (const letter of text) {
            depth += letter === '[' ? 1 : letter === ']' ? -1 : 0;
            outside += depth === 0 && letter !== ']' ? letter : '';
        }
        if (/\p{L}{2}/u.test(outside)) {
            found.add(outside.trim().replace(/\s+/g, ' '));
        }
    };
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement;
        // What is typed or quoted is in nobody's language.
        if (
            element?.checkVisibility() &&
            !element.closest('style, script, code, pre, textarea, .avma-items td, avma-reference-editions td, .avma-check-line, .avma-hosts-list')
        ) {
            look(node.textContent ?? '');
        }
    }
    for (const name of ['title', 'aria-label', 'placeholder', 'alt']) {
        root.querySelectorAll(`[${name}]`).forEach(element => element.checkVisibility() && look(element.getAttribute(name) ?? ''));
    }
    return [...found];
}

/** Faults of the layout that is shown now, each in one line. */
export function layoutFaults(document: Frame): Promise<string[]> {
    return document.evaluate(measure);
}

/** Texts that are in no pseudo-language, and so not in the resources, and are no data. */
export async function foreignTexts(document: Frame): Promise<string[]> {
    return (await document.evaluate(unbracketed)).filter(text => /\p{L}{2}/u.test(text.replace(data, '')));
}
