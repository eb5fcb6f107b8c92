import { enableProdMode } from '@angular/core';
import { platformBrowserDynamic } from '@angular/platform-browser-dynamic';
import { CoreEnvironment } from '@microsoft/windows-admin-center-sdk/core/data/core-environment';
import { AppModule } from './app/app.module';
import { environment } from './environments/environment';
import { PowerShellScripts } from './generated/powershell-scripts';
import { product } from './generated/product';

if (environment.production) {
    enableProdMode();
}

void CoreEnvironment.initialize(
    {
        name: product.name,
        version: product.version,
        powerShellModuleName: PowerShellScripts.module,
        powerShellPrefix: PowerShellScripts.powerShellPrefix,
        isProduction: environment.production,
        shellOrigin: '*'
    },
    { resourcesPath: 'assets/strings' },
    { cssV2: true }
).then(() => platformBrowserDynamic().bootstrapModule(AppModule));
