/** How Windows fails: one place for ids, categories, types and codes. Messages are English or, on a German host, German. */
import { WindowsError, WindowsFailure } from '../windows-call';

type CimFailureName = 'invalidNamespace' | 'invalidClass' | 'invalidQuery' | 'accessDenied' | 'providerFailure' | 'invalidMethod' | 'invalidParameter';

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
