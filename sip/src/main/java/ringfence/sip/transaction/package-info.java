/// The four transaction machines and the layer that owns them, RFC 3261 section 17.
package ringfence.sip.transaction;
