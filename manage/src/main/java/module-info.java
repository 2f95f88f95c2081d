/// People and disk: settings, events, web pages, certificates.
module ringfence.manage {}
