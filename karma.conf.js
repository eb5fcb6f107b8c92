// Unit tests in a real headless Chromium. The browser is found by build/chromium.ts, which build/test.ts passes on as CHROME_BIN.
module.exports = config =>
    config.set({
        basePath: '',
        frameworks: ['jasmine', '@angular-devkit/build-angular'],
        plugins: [require('karma-jasmine'), require('karma-chrome-launcher'), require('@angular-devkit/build-angular/plugins/karma')],
        client: { clearContext: false, captureConsole: false, jasmine: { random: false } },
        reporters: ['progress'],
        browsers: ['Headless'],
        customLaunchers: {
            Headless: { base: 'ChromeHeadless', flags: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--window-size=1280,800'] }
        },
        browserNoActivityTimeout: 120000,
        captureTimeout: 120000,
        singleRun: true,
        autoWatch: false,
        restartOnFileChange: false
    });
