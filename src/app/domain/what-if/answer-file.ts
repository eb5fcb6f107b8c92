/**
 * Answer files for Windows Setup that put a key into a guest in the specialize pass.
 * Component Microsoft-Windows-Shell-Setup, setting ProductKey: 29 characters; an invalid key makes Setup fail.
 */

export const shellSetup = 'Microsoft-Windows-Shell-Setup';

/** Setup's components by processor; guests of Hyper-V on x64 hosts are amd64. */
export type ProcessorArchitecture = 'amd64' | 'arm64';

const keyForm = /^(?:[A-Z0-9]{5}-){4}[A-Z0-9]{5}$/;

/** Whether a text has the form of a product key. */
export function isProductKey(text: string): boolean {
    return keyForm.test(text);
}

/**
 * The setting alone, to be put into the component of an answer file that exists.
 * @param prefix of the elements there, with its colon; empty for none
 * @throws Error for a text that is no product key: nothing else may get into the XML
 */
export function answerFileKey(key: string, prefix = ''): string {
    if (!isProductKey(key)) {
        throw new Error('Not a product key.');
    }
    return `<${prefix}ProductKey>${key}</${prefix}ProductKey>`;
}

/** The lines of the component, for an answer file without it. @throws Error for a text that is no product key */
export function answerFileComponent(key: string, architecture: ProcessorArchitecture = 'amd64', prefix = ''): readonly string[] {
    return [
        `<${prefix}component name="${shellSetup}" processorArchitecture="${architecture}" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">`,
        `    ${answerFileKey(key, prefix)}`,
        `</${prefix}component>`
    ];
}

/** A whole minimal answer file. @throws Error for a text that is no product key */
export function answerFile(key: string, architecture: ProcessorArchitecture = 'amd64'): string {
    const component = answerFileComponent(key, architecture).map(line => `        ${line}`);
    return [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<unattend xmlns="urn:schemas-microsoft-com:unattend">',
        '    <settings pass="specialize">',
        ...component,
        '    </settings>',
        '</unattend>',
        ''
    ].join('\r\n');
}

/** Puts a key into an image that is mounted, with DISM. @throws Error for a text that is no product key */
export function imageKeyCommand(key: string): string {
    if (!isProductKey(key)) {
        throw new Error('Not a product key.');
    }
    return `dism /Image:C:\\mount /Set-ProductKey:${key}`;
}
