/// SIP messages and their parts (RFC 3261 sections 7, 18.3, 19, 20 and 25). Messages are immutable;
/// what came from the wire prints as it came, byte for byte, wherever it was not changed.
package ringfence.sip.message;
