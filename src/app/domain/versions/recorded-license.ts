/** What may be kept of a license that a guest returned. A guest can write its password into any text. */

/** Product keys contain no vowels and no lookalikes. */
const lastFivePattern = /^[BCDFGHJKMNPQRTVWXY2346789]{5}$/;

/** The end of a product key as Windows shows it; null for any other text. */
export function recordedLastFive(text: string | null): string | null {
    const five = text?.trim().toUpperCase() ?? '';
    return lastFivePattern.test(five) ? five : null;
}

/** LicenseStatus has the values 0 (unlicensed) to 6 (extended grace). */
const lastStatus = 6;

export function recordedStatus(status: number | null): number | null {
    return status !== null && status >= 0 && status <= lastStatus ? status : null;
}
