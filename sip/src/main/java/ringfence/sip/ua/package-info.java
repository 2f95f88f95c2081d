/// Calls and registrations, without I/O: RFC 3261 sections 8 to 15.
package ringfence.sip.ua;
