/// Digest authentication for SIP: RFC 7616 and 8760, with the forms of RFC 2617 and 2069 that older
/// units use.
package ringfence.sip.auth;
