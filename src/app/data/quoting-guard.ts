/**
 * Escapes non-ASCII characters in a script. PowerShell accepts typographic quotation marks, but the SDK only doubles ASCII ones, so a value with U+2019 would
 * end its string literal. Our scripts are ASCII; every other character is inside a parameter's JSON, where \uXXXX is equivalent.
 */
export function guardQuotes(script: string): string {
    return script.replace(/[^\x00-\x7f]/g, one => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
