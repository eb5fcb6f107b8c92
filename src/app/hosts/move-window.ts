/** Which rows of a long table are drawn: those in sight, and some around them so that Tab and scrolling find the next ones. */

/** Height of a row in pixels, the same as in `src/styles/moves.css`. */
export const moveRowHeight = 36;
const around = 12;

export interface MoveWindow {
    /** Index of the first row that is drawn. */
    readonly first: number;
    /** Index after the last row that is drawn. */
    readonly end: number;
}

/** @param scrolled pixels above the visible part @param height visible pixels @param count all rows */
export function moveWindow(scrolled: number, height: number, count: number): MoveWindow {
    const inSight = Math.ceil(Math.max(height, 0) / moveRowHeight);
    const last = Math.max(0, count - inSight);
    const top = Math.min(Math.max(0, Math.floor(scrolled / moveRowHeight)), last);
    return { first: Math.max(0, top - around), end: Math.min(count, top + inSight + around) };
}
