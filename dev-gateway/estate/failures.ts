/** How Windows fails: one place for ids, categories, types and codes. Messages are English or, on a German host, German. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WindowsError, WindowsFailure } from '../windows-call';

type CimFailureName =
    'invalidNamespace' | 'invalidClass' | 'invalidQuery' | 'accessDenied' | 'providerFailure' | 'invalidMethod' | 'invalidParameter' | 'notFound';

/** HRESULT, native code and category of CIM failures (WbemErrorEnum; NativeErrorCode of the CIM API). */
const cimFailures: Readonly<Record<CimFailureName, { hresult: string; native: string; category: string; en: string; de: string }>> = {
    invalidNamespace: {
        hresult: '0x8004100e',
        native: 'InvalidNamespace',
        category: 'MetadataError',
        en: 'Invalid namespace ',
        de: 'Ung\u00fcltiger Namespace '
    },
    invalidClass: { hresult: '0x80041010', native: 'InvalidClass', category: 'MetadataError', en: 'Invalid class ', de: 'Ung\u00fcltige Klasse ' },
    invalidQuery: { hresult: '0x80041017', native: 'InvalidQuery', category: 'InvalidArgument', en: 'Invalid query ', de: 'Ung\u00fcltige Abfrage ' },
    accessDenied: { hresult: '0x80041003', native: 'AccessDenied', category: 'PermissionDenied', en: 'Access denied ', de: 'Zugriff verweigert ' },
    invalidMethod: { hresult: '0x8004102e', native: 'MethodNotFound', category: 'MetadataError', en: 'Invalid method ', de: 'Ung\u00fcltige Methode ' },
    invalidParameter: {
        hresult: '0x80041008',
        native: 'InvalidParameter',
        category: 'InvalidArgument',
        en: 'Invalid parameter ',
        de: 'Ung\u00fcltiger Parameter '
    },
    notFound: { hresult: '0x80041002', native: 'NotFound', category: 'ObjectNotFound', en: 'Not found ', de: 'Nicht gefunden ' },
    providerFailure: { hresult: '0x80041001', native: 'Failed', category: 'NotSpecified', en: 'Generic failure ', de: 'Allgemeiner Fehler ' }
};

export function cimFailure(name: CimFailureName, language: 'en' | 'de'): WindowsError {
    const { hresult, native, category, ...texts } = cimFailures[name];
    return new WindowsError({
        message: texts[language],
        errorId: `HRESULT ${hresult}`,
        category,
        exceptionType: 'Microsoft.Management.Infrastructure.CimException',
        // The exception carries its code in MessageId only; its HResult stays the one of any .NET exception.
        hresult: null,
        nativeErrorCode: native,
        terminating: false
    });
}

const hex = (code: number): string => `0x${code.toString(16).padStart(8, '0')}`;

const { codes: publishedCodes } = JSON.parse(readFileSync(join(__dirname, '../../windows-surface/errors/spp.json'), 'utf8')) as {
    readonly codes: ReadonlyArray<{ readonly code: string; readonly text: string }>;
};

/** A code of the licensing service as a CIM method fails with it: told by the id. @param code unsigned */
export function licensingFailure(code: number, language: 'en' | 'de'): WindowsError {
    const english = publishedCodes.find(one => Number(one.code) === code)?.text ?? '';
    return new WindowsError({
        message: language === 'en' ? english : `Der Softwarelizenzierungsdienst hat den Fehler ${hex(code)} gemeldet.`,
        errorId: `HRESULT ${hex(code)}`,
        category: 'NotSpecified',
        exceptionType: 'Microsoft.Management.Infrastructure.CimException',
        hresult: null,
        nativeErrorCode: 'Failed',
        terminating: false
    });
}

/** Codes of WMI itself: System.Management throws a ManagementException for them, and the exception of the HRESULT for all others. */
const isWmiCode = (code: number): boolean => (code & 0xfffff000) === (0x80041000 | 0);

/**
 * A failure of an older WMI object: of Get-WmiObject, or of a method. A ManagementException carries its code in `ErrorCode`, and its HResult is the one of every
 * SystemException (0x80131501); other codes are the HRESULT of the exception.
 * @param code unsigned
 */
export function wmiFailure(origin: 'query' | 'method', code: number, language: 'en' | 'de'): WindowsError {
    const text = `${language === 'en' ? 'Exception from HRESULT' : 'Ausnahme von HRESULT'}: ${hex(code).toUpperCase().replace('X', 'x')}`;
    const failure = { message: text, category: origin === 'query' ? 'InvalidOperation' : 'NotSpecified', terminating: origin === 'method' } as const;
    return new WindowsError(
        isWmiCode(code)
            ? {
                  ...failure,
                  errorId: origin === 'query' ? 'GetWMIManagementException' : 'WMIMethodException',
                  exceptionType: 'System.Management.ManagementException',
                  hresult: null,
                  errorCode: code | 0
              }
            : {
                  ...failure,
                  errorId: origin === 'query' ? 'GetWMICOMException' : 'WMIMethodException',
                  exceptionType: 'System.Runtime.InteropServices.COMException',
                  hresult: code | 0
              }
    );
}

/** A command of the published surface that this estate has no answer for. */
export function notSimulated(what: string): WindowsError {
    const failure: WindowsFailure = {
        message: `The estate does not simulate ${what}.`,
        errorId: 'NotSimulated',
        category: 'NotImplemented',
        exceptionType: 'System.NotImplementedException',
        hresult: null,
        terminating: true
    };
    return new WindowsError(failure);
}
