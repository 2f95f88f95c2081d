/// What passes at our sockets on its way to files: captures, rings, disclosures, key logs and HEP.
package ringfence.app.capture;
