/**
 * Event messages. The provider's English templates are recorded (tests/fixtures/recorded/spp-events, where line ends are flattened). Its German ones aren't
 * published, so these are translations. Events without a template have no message, as if the message file were missing.
 */
import { LogEvent, sppProvider } from './event-log';

type Templates = Readonly<Record<number, { readonly en: string; readonly de: string }>>;

const templates: Readonly<Record<string, Templates>> = {
    [sppProvider]: {
        900: { en: 'The Software Protection service is starting.\nParameters:%1', de: 'Der Software Protection-Dienst wird gestartet.\nParameter:%1' },
        902: { en: 'The Software Protection service has started.\n%1', de: 'Der Software Protection-Dienst wurde gestartet.\n%1' },
        903: { en: 'The Software Protection service has stopped.', de: 'Der Software Protection-Dienst wurde beendet.' },
        1003: {
            en: 'The Software Protection service has completed licensing status check.\nApplication Id=%1\nLicensing Status=%2',
            de: 'Der Software Protection-Dienst hat die \u00dcberpr\u00fcfung des Lizenzstatus abgeschlossen.\nAnwendungs-ID=%1\nLizenzstatus=%2'
        },
        1016: {
            en: 'Proof of Purchase installed successfully. \nACID=%1\nPKeyId=%2',
            de: 'Der Kaufnachweis wurde erfolgreich installiert. \nACID=%1\nPKeyId=%2'
        },
        1066: { en: 'Initialization status for service objects.\n%1', de: 'Initialisierungsstatus f\u00fcr Dienstobjekte.\n%1' },
        8198: {
            en: 'License Activation (slui.exe) failed with the following error code:\n%1\nCommand-line arguments:\n%2',
            de: 'Fehler bei der Lizenzaktivierung (slui.exe). Fehlercode:\n%1\nBefehlszeilenargumente:\n%2'
        },
        12288: {
            en: 'The client has sent an activation request to the key management service machine.\nInfo:\n%1',
            de: 'Der Client hat eine Aktivierungsanforderung an den Schl\u00fcsselverwaltungsdienst-Computer gesendet.\nInformationen:\n%1'
        },
        12289: {
            en: 'The client has processed an activation response from the key management service machine.\nInfo:\n%1',
            de: 'Der Client hat eine Aktivierungsantwort vom Schl\u00fcsselverwaltungsdienst-Computer verarbeitet.\nInformationen:\n%1'
        },
        12290: { en: 'An activation request has been processed.\nInfo:\n%1', de: 'Eine Aktivierungsanforderung wurde verarbeitet.\nInformationen:\n%1' },
        12309: {
            en: 'The client has processed an Automatic VM activation response from the parent partition.\nReturned hr=%1\n%2',
            de: 'Der Client hat eine Antwort der \u00fcbergeordneten Partition auf die automatische VM-Aktivierung verarbeitet.\nZur\u00fcckgegeben hr=%1\n%2'
        },
        12310: {
            en: 'An Automatic VM activation request has been processed.\nReturned hr=%1\n%2',
            de: 'Eine Anforderung zur automatischen VM-Aktivierung wurde verarbeitet.\nZur\u00fcckgegeben hr=%1\n%2'
        },
        16384: {
            en: 'Successfully scheduled Software Protection service for re-start at %1. Reason: %2.',
            de: 'Der Neustart des Software Protection-Diensts wurde erfolgreich f\u00fcr %1 geplant. Ursache: %2.'
        },
        16394: { en: 'Offline downlevel migration succeeded.', de: 'Die Offlinemigration f\u00fcr Vorg\u00e4ngerversionen war erfolgreich.' }
    },
    // Only the ids are published; nothing uses these messages.
    'Microsoft-Windows-Hyper-V-Hypervisor': {
        12309: { en: 'Hypervisor event %1', de: 'Hypervisorereignis %1' },
        12310: { en: 'Hypervisor event %1', de: 'Hypervisorereignis %1' }
    }
};

/** The provider's ids that have a message. */
export const sppIds: readonly number[] = Object.keys(templates[sppProvider]).map(Number);

/**
 * Placeholders without an insertion string stay unchanged. Returns null without a template, and for an event without strings whose template has placeholders.
 */
export function eventMessage({ provider, id, data }: LogEvent, language: 'en' | 'de'): string | null {
    const template = templates[provider]?.[id]?.[language];
    if (template === undefined || (data.length === 0 && template.includes('%1'))) {
        return null;
    }
    return template.replace(/\n/g, '\r\n').replace(/%(\d)/g, (place, number: string) => data[Number(number) - 1] ?? place);
}

const levels = {
    en: { 1: 'Critical', 2: 'Error', 3: 'Warning', 4: 'Information' },
    de: { 1: 'Kritisch', 2: 'Fehler', 3: 'Warnung', 4: 'Informationen' }
} as const;

/** LevelDisplayName, which is localized; for display only. 0 (log always) displays as information. */
export function levelName(level: number, language: 'en' | 'de'): string {
    return levels[language][(level as 1 | 2 | 3 | 4) || 4];
}
