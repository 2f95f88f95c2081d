/// Recorded TLS: its records and handshakes in words, and what they carried where a secret is at
/// hand. RFC 2246, 4346, 5246 and 8446.
package ringfence.trace.tls;
