/**
 * Wraps a script like the SDK: in a function, with its parameters as JSON in single quotes. Writes non-ASCII characters as \uXXXX, because PowerShell accepts
 * typographic quotation marks.
 */
export function wrapScript(name: string, text: string, parameters: Readonly<Record<string, unknown>>): string {
    const values = Object.entries(parameters).map(([parameter, value]) =>
        value === null || value === undefined ? ` -${parameter} $null` : ` -${parameter} (cvt '${JSON.stringify(value).replace(/'/g, "''")}')`
    );
    const script = `function cvt($o){return ConvertFrom-Json $o}\n function SmeSubmit{\n##${name}##:${name}.ps1\n${text}}\nSmeSubmit${values.join('')}`;
    return script.replace(/[^\x00-\x7f]/g, one => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
