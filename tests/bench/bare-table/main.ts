import { enableProdMode } from '@angular/core';
import { platformBrowserDynamic } from '@angular/platform-browser-dynamic';
import { CoreEnvironment } from '@microsoft/windows-admin-center-sdk/core/data/core-environment';
import { product } from '../../../src/generated/product';
import { BareTableModule } from './bare-table.module';

enableProdMode();

void CoreEnvironment.initialize(
    { name: product.name, version: product.version, powerShellModuleName: product.name, isProduction: true, shellOrigin: '*' },
    { resourcesPath: 'assets/strings' },
    { cssV2: true }
).then(() => platformBrowserDynamic().bootstrapModule(BareTableModule));
