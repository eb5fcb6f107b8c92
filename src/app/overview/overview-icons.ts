import { StatusIconType } from '@microsoft/windows-admin-center-sdk/angular';
import { HeadlineLevel } from './overview-headline';
import { StatusIcon } from '../shared/verdict-status';

/** The sentence beside it says the same in words. */
export const levelIcons: Readonly<Record<HeadlineLevel, StatusIcon>> = {
    good: StatusIconType.Success,
    info: StatusIconType.Info,
    warning: StatusIconType.Warning,
    bad: StatusIconType.Error,
    unknown: StatusIconType.Unknown,
    reading: StatusIconType.Progress
};
