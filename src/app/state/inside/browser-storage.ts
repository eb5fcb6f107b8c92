import { InjectionToken } from '@angular/core';

/** The browser's storage; null if the browser provides none. */
export const browserStorageToken = new InjectionToken<Storage | null>('BrowserStorage', {
    providedIn: 'root',
    factory: () => {
        try {
            return localStorage;
        } catch {
            return null;
        }
    }
});
