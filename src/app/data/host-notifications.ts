import { Injectable } from '@angular/core';
import { AppContextService } from '@microsoft/windows-admin-center-sdk/angular';
import { NotificationState } from '@microsoft/windows-admin-center-sdk/core';

/** A message for Windows Admin Center's notification center. Contains names and counts only. */
export interface HostNotification {
    /** A message with the same id replaces the earlier one. */
    readonly id: string;
    readonly hostName: string;
    readonly title: string;
    readonly text: string;
    /** Whether the message requires action. */
    readonly attention: boolean;
}

@Injectable({ providedIn: 'root' })
export class HostNotifications {
    constructor(private readonly appContext: AppContextService) {}

    public send({ id, hostName, title, text, attention }: HostNotification): void {
        const state = attention ? NotificationState.Warning : NotificationState.Success;
        // If the notification fails, the run's page still shows the result.
        this.appContext.notification.notify(hostName, { id, state, title, message: text }).subscribe({ error: () => undefined });
    }
}
