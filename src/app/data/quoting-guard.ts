/**
 * PowerShell takes typographic quotation marks for quotation marks, and the SDK doubles only the ASCII one: a value with U+2019 would end its
 * literal. Our scripts are ASCII, so every other character of a script text stands inside the JSON of a parameter, where \uXXXX means the same.
 */
export function guardQuotes(script: string): string {
    return script.replace(/[^\x00-\x7f]/g, one => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
