# A module that fails while it loads.
throw 'This module wants Get-MissingThing.'
