import { StatusIconType } from '@microsoft/windows-admin-center-sdk/angular';
import { EventOutcome } from '../domain/events/decode-event';
import { StatusIcon } from '../shared/verdict-status';

/** The SDK's status icons; a word always stands beside them. */
export const outcomeIcons: Readonly<Record<EventOutcome, StatusIcon>> = {
    success: StatusIconType.Success,
    failure: StatusIconType.Error,
    unknown: StatusIconType.Unknown
};
