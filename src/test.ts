import { getTestBed } from '@angular/core/testing';
import { BrowserDynamicTestingModule, platformBrowserDynamicTesting } from '@angular/platform-browser-dynamic/testing';
import { MsftSmeMock } from '@microsoft/windows-admin-center-sdk/core/base/msft-sme.mock';
import * as strings from './assets/strings/strings.json';
import { PowerShellScripts } from './generated/powershell-scripts';

getTestBed().initTestEnvironment(BrowserDynamicTestingModule, platformBrowserDynamicTesting(), { teardown: { destroyAfterEach: true } });

// Spies end with each spec, so the SDK's globals are mocked before every one.
beforeEach(() => {
    MsftSmeMock.mockStrings(strings);
    MsftSmeMock.mockSelf();
    MsftSme.self().Init.powerShellPrefix = PowerShellScripts.powerShellPrefix;
});
