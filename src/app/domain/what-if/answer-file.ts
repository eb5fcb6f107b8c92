/**
 * Answer files for Windows Setup that put a key into a guest in the specialize pass.
 * Component Microsoft-Windows-Shell-Setup, setting ProductKey: 29 characters; an invalid key makes Setup fail.
 */

const componentName = 'Microsoft-Windows-Shell-Setup';

/** Setup's components by processor; guests of Hyper-V on x64 hosts are amd64. */
export type ProcessorArchitecture = 'amd64' | 'arm64';

const keyForm = /^(?:[A-Z0-9]{5}-){4}[A-Z0-9]{5}$/;

/** Whether a text has the form of a product key. */
function isProductKey(text: string): boolean {
    return keyForm.test(text);
}

/**
 * The component alone, to be put into the specialize pass of an answer file that exists.
 * @throws Error for a text that is no product key: nothing else may get into the XML
 */
export function answerFileFragment(key: string, architecture: ProcessorArchitecture = 'amd64'): string {
    if (!isProductKey(key)) {
        throw new Error('Not a product key.');
    }
    return [
        `<component name="${componentName}" processorArchitecture="${architecture}" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">`,
        `    <ProductKey>${key}</ProductKey>`,
        '</component>'
    ].join('\r\n');
}

/** A whole minimal answer file. @throws Error for a text that is no product key */
export function answerFile(key: string, architecture: ProcessorArchitecture = 'amd64'): string {
    const component = answerFileFragment(key, architecture)
        .split('\r\n')
        .map(line => `        ${line}`);
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
