import { Injectable } from '@angular/core';
import { AppContextService } from '@microsoft/windows-admin-center-sdk/angular';
import { NotificationState } from '@microsoft/windows-admin-center-sdk/core';

/** A message in Windows Admin Center's notification centre. It holds names and counts only. */
export interface HostNotification {
    /** The same id replaces the message. */
    readonly id: string;
    readonly hostName: string;
    readonly title: string;
    readonly text: string;
    /** Whether somebody has to do something. */
    readonly attention: boolean;
}

@Injectable({ providedIn: 'root' })
export class HostNotifications {
    constructor(private readonly appContext: AppContextService) {}

    public send({ id, hostName, title, text, attention }: HostNotification): void {
        const state = attention ? NotificationState.Warning : NotificationState.Success;
        // Who cannot be told finds the run on its page.
        this.appContext.notification.notify(hostName, { id, state, title, message: text }).subscribe({ error: () => undefined });
    }
}
